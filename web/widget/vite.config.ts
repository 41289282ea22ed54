import { defineConfig } from "vitest/config";
import { icons } from "./scripts/icons.mjs";

// For the tests; the two library builds are in scripts/build.mjs.
export default defineConfig({
  plugins: [icons()],
  define: { __CHAT_VERSION__: JSON.stringify("test") },
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
});
