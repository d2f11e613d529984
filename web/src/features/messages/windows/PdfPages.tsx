import { ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui";
import styles from "./PdfPages.module.css";
import { openPdf, type PDFDocumentProxy, type PDFPageProxy } from "./pdf";

const ZOOMS = [1, 1.25, 1.5, 2, 3];
/** Pages are drawn this far ahead and let go of beyond it. */
const AHEAD = "1200px";

interface Opened {
  document: PDFDocumentProxy;
  /** Of the first page; others take its place until they are known. */
  shape: number;
}

/** The pages of a PDF, one under the other, drawn as they come into sight. */
export function PdfPages({ bytes }: { bytes: ArrayBuffer }) {
  const { t } = useTranslation("chat-show");
  const [opened, setOpened] = useState<Opened | null>(null);
  const [fault, setFault] = useState<"locked" | "broken" | null>(null);
  const [zoom, setZoom] = useState(0);
  useEffect(() => {
    const task = openPdf(bytes.slice(0));
    let over = false;
    task.promise
      .then(async (document) => {
        const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
        if (!over) setOpened({ document, shape: width / height });
      })
      .catch((error) => !over && setFault(error?.name === "PasswordException" ? "locked" : "broken"));
    return () => {
      over = true;
      void task.destroy();
    };
  }, [bytes]);
  if (fault !== null) return <p className={styles.fault}>{t(fault === "locked" ? "pdf.locked" : "pdf.broken")}</p>;
  if (opened === null) return <p className={styles.fault}>{t("file.loading")}</p>;
  const { document, shape } = opened;
  const scale = ZOOMS[zoom] ?? 1;
  return (
    <div className={styles.frame}>
      <div className={styles.bar}>
        <span>{t("pdf.pages", { n: document.numPages })}</span>
        <IconButton label={t("picture.smaller")} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          <ZoomOut size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t("picture.larger")} disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}>
          <ZoomIn size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={styles.pages} tabIndex={0}>
        {Array.from({ length: document.numPages }, (_, at) => {
          const n = at + 1;
          return <Page key={n} document={document} n={n} shape={shape} zoom={scale} />;
        })}
      </div>
    </div>
  );
}

interface PageProps {
  document: PDFDocumentProxy;
  n: number;
  shape: number;
  zoom: number;
}

function Page({ document, n, shape, zoom }: PageProps) {
  const { t } = useTranslation("chat-show");
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(false);
  const [real, setReal] = useState(shape);
  const [words, setWords] = useState("");
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
      root: element.parentElement,
      rootMargin: AHEAD,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the zoom the place has another width
  useEffect(() => {
    const [element, width] = [canvas.current, place.current?.clientWidth ?? 0];
    if (!near || element === null || width === 0) return;
    let stop: (() => void) | null = null;
    let over = false;
    void document
      .getPage(n)
      .then(async (page) => {
        if (over) return;
        const { width: w, height: h } = page.getViewport({ scale: 1 });
        setReal(w / h);
        const task = draw(page, element, width / w);
        stop = () => task.cancel();
        setWords(await textOf(page));
        await task.promise;
      })
      // Leaving a page while it is drawn breaks its drawing off.
      .catch(() => undefined);
    return () => {
      over = true;
      stop?.();
    };
  }, [near, document, n, zoom]);
  return (
    <div ref={place} className={styles.page} style={{ aspectRatio: real, width: `${zoom * 100}%` }}>
      {near && <canvas ref={canvas} className={styles.canvas} aria-hidden />}
      <section className={styles.words} aria-label={t("pdf.page", { n })}>
        {words}
      </section>
    </div>
  );
}

/** Sharp on fine screens, and never larger than a browser can hold. */
function draw(page: PDFPageProxy, canvas: HTMLCanvasElement, scale: number) {
  const whole = page.getViewport({ scale });
  const fine = Math.min(window.devicePixelRatio, 2, Math.sqrt(16_000_000 / (whole.width * whole.height)));
  const viewport = page.getViewport({ scale: scale * fine });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  return page.render({ canvas, viewport });
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ("str" in item ? item.str : "")).join(" ");
}
