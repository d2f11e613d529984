import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The server embeds dist; it serves /assets for ever and everything else fresh.
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@catalogue": fileURLToPath(new URL("../catalogue", import.meta.url)) } },
  build: { target: "chrome109", manifest: "manifest.json", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    fs: { allow: [".."] },
    proxy: { "/api": { target: "http://127.0.0.1:8765", ws: true } },
  },
  test: { environment: "node", include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
} as Parameters<typeof defineConfig>[0]);
