import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { frame, knownFiles, unknownOf } from "./scripts/first";
import { pdfFiles } from "./scripts/pdf";
import { workerFiles } from "./scripts/worker";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The server embeds dist; it serves /assets for ever and everything else fresh.
export default defineConfig({
  plugins: [knownFiles(), react(), workerFiles(here("public")), pdfFiles(here("node_modules/pdfjs-dist"))],
  resolve: { alias: { "@catalogue": here("../catalogue") } },
  build: {
    target: "chrome109",
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: unknownOf },
    rollupOptions: {
      input: { index: here("index.html"), sw: here("src/worker/sw.ts") },
      // A service worker keeps its address, at the top, so that it may serve every page.
      output: {
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        // Each of these is a few lines that the first page needs: one by one they weigh more in wrapping than in content.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: "frame", test: frame }],
        },
      },
    },
  },
  server: {
    fs: { allow: [".."] },
    proxy: { "/api": { target: "http://127.0.0.1:8765", ws: true } },
  },
  test: { environment: "node", include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
} as Parameters<typeof defineConfig>[0]);
