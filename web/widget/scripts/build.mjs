// Builds the chat first, then the loader with the chat's version in it: the loader asks for `chat.js?v=<hash>`, so that
// the chat may be cached for good while the loader stays small and fresh.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { webSocketOnly } from "./engine.mjs";
import { icons } from "./icons.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function bundle(entry, name, define, emptyOutDir) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [icons(), webSocketOnly()],
    define: { "process.env.NODE_ENV": '"production"', ...define },
    build: {
      target: "es2020",
      outDir: "dist",
      emptyOutDir,
      // Only the chat has a map: the loader's would be larger than the loader is worth.
      sourcemap: false,
      cssMinify: true,
      // The libraries do nothing at import: what is not used of them goes.
      rolldownOptions: { treeshake: { moduleSideEffects: (id) => !id.includes("node_modules") } },
      lib: { entry: join(root, entry), formats: ["iife"], name: "sahayakBundle", fileName: () => `${name}.js` },
    },
  });
}

await bundle("src/chat/main.tsx", "chat", {}, true);
const version = createHash("sha256")
  .update(readFileSync(join(root, "dist", "chat.js")))
  .digest("hex")
  .slice(0, 12);
await bundle("src/loader.ts", "loader", { __CHAT_VERSION__: JSON.stringify(version) }, false);
