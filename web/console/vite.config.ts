import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const desk = process.env.SAHAYAK_DESK_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    sourcemap: false,
    rolldownOptions: {
      output: {
        // Libraries change seldom: browsers keep them when only our code is new.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
            { name: "socket", test: /node_modules[\\/](socket\.io|engine\.io)/ },
            { name: "texts", test: /node_modules[\\/](i18next|react-i18next)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    // The desk checks Origin against its own address: the proxy speaks to it as its own page would.
    proxy: Object.fromEntries(
      ["/api", "/socket.io"].map((path) => [
        path,
        { target: desk, changeOrigin: true, ws: path === "/socket.io", headers: { origin: desk } },
      ]),
    ),
  },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://localhost:3000/console/" } },
    setupFiles: ["./tests/setup.ts"],
    include: ["tests/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // A machine that is busy with other tests is slow, not wrong.
    testTimeout: 20_000,
  },
});
