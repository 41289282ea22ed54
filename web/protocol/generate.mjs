// Writes the wire's types from the desk itself: `npm run generate`. With `--check` nothing is written; it fails when a
// file is not what the desk says today. The desk's Python is ../../.venv, or what SAHAYAK_PYTHON names.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here("../../");
const python = process.env.SAHAYAK_PYTHON ?? here("../../.venv/bin/python");

/** What a Python command of the desk prints, as parsed JSON. */
function ask(...args) {
  if (!existsSync(python)) {
    console.error(`There is no Python at ${python}. Run \`make setup\`, or set SAHAYAK_PYTHON.`);
    process.exit(1);
  }
  const options = { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, stdio: ["ignore", "pipe", "inherit"] };
  return JSON.parse(execFileSync(python, args, options));
}

async function types(document) {
  const header = "// Made by `npm run generate` from the desk. Do not edit.\n\n";
  return header + astToString(await openapiTS(structuredClone(document), { defaultNonNullable: false }));
}

const api = ask("-m", "desk.cli", "openapi");
const events = ask("web/protocol/export.py");
const files = {
  "openapi.json": JSON.stringify(api, null, 2) + "\n",
  "events.json": JSON.stringify(events, null, 2) + "\n",
  "src/api.ts": await types(api),
  "src/events.ts": await types(events),
};

const check = process.argv.includes("--check");
const stale = [];
for (const [name, text] of Object.entries(files)) {
  const path = here(name);
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (check) stale.push(name);
  else writeFileSync(path, text);
}
if (stale.length > 0) {
  console.error(`web/protocol is stale: ${stale.join(", ")}. Run \`npm run generate\` in web/ and commit the result.`);
  process.exit(1);
}
