// Fails when what a shop's visitors download grows over its budget.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");
// In bytes, gzipped; the chat's figure is everything there is: script, styles, socket, all languages.
const budgets = { "loader.js": 5 * 1024, "chat.js": 40 * 1024 };

let over = false;
for (const [name, budget] of Object.entries(budgets)) {
  const size = gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
  if (size > budget) over = true;
  console.log(`${name}: ${size} of ${budget} bytes gzipped${size > budget ? " — over budget" : ""}`);
}
process.exit(over ? 1 : 0);
