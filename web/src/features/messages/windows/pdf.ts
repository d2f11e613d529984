import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
  version,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = workerUrl;

// The build copies these beside its own assets; the version in the path lets them be kept for ever.
const files = import.meta.env.DEV ? "/node_modules/pdfjs-dist" : `/assets/pdf-${version}`;

/**
 * Opens a PDF for looking at. Nothing in it can act: no scripts, no forms, no links, and it is read in
 * a worker of its own. The bytes are handed over and cannot be used afterwards.
 */
export function openPdf(bytes: ArrayBuffer): PDFDocumentLoadingTask {
  return getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: new URL(`${files}/cmaps/`, document.baseURI).href,
    standardFontDataUrl: new URL(`${files}/standard_fonts/`, document.baseURI).href,
    wasmUrl: new URL(`${files}/wasm/`, document.baseURI).href,
    // The policy of the page lets neither evaluated text nor binary code run.
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
  });
}

export type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
