// Makes `import paths from "tabler:send"` give the path data of a Tabler outline icon: a list of strings, a few dozen
// bytes an icon, drawn by our own <svg>. No icon runtime, no markup inserted as HTML.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("@tabler/icons/outline/x.svg"));

export function icons() {
  return {
    name: "tabler-icons",
    resolveId: (id) => (id.startsWith("tabler:") ? "\0" + id : null),
    load(id) {
      if (!id.startsWith("\0tabler:")) return null;
      const svg = readFileSync(join(folder, id.slice("\0tabler:".length) + ".svg"), "utf8");
      // The first path of each is an invisible square.
      const drawn = svg.replace(/<path stroke="none"[^>]*>/, "");
      const paths = [...drawn.matchAll(/<path[^>]*\sd="([^"]+)"/g)].map((match) => match[1]);
      return `export default ${JSON.stringify(paths)};`;
    },
  };
}
