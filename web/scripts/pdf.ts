import { cpSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** What is fetched by name while a PDF is read: maps of Chinese fonts, fonts that files leave out, a decoder. */
const FOLDERS = ["cmaps", "standard_fonts"];
const DECODER = "wasm/openjpeg_nowasm_fallback.js";

/**
 * Puts what the PDF reader asks for beside the other assets. It is copied after the bundle is written:
 * nobody wants two hundred files of it fetched ahead.
 */
export function pdfFiles(library: string): Plugin {
  return {
    name: "pdf-files",
    apply: "build",
    writeBundle({ dir }) {
      const { version } = JSON.parse(readFileSync(`${library}/package.json`, "utf8")) as { version: string };
      const to = `${dir}/assets/pdf-${version}`;
      for (const folder of FOLDERS)
        cpSync(`${library}/${folder}`, `${to}/${folder}`, { recursive: true, dereference: true });
      cpSync(`${library}/${DECODER}`, `${to}/${DECODER}`);
    },
  };
}
