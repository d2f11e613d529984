import { Eraser } from "lucide-react";
import { type PointerEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui";
import { drawStrokes } from "./draw";
import css from "./signature.module.css";
import type { Point, Stroke } from "./strokes";

interface Props {
  strokes: readonly Stroke[];
  onChange: (strokes: readonly Stroke[]) => void;
}

/** Where one writes by finger, pen or mouse. */
export function SignaturePad({ strokes, onChange }: Props) {
  const { t } = useTranslation("approval-form");
  const canvas = useRef<HTMLCanvasElement>(null);
  const writing = useRef<Point[] | null>(null);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const draw = () => redraw(element, strokes);
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(element);
    return () => watch.disconnect();
  }, [strokes]);

  const pointOf = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top, pressure: event.pressure };
  };
  return (
    <div className={css.pad}>
      <canvas
        ref={canvas}
        className={css.canvas}
        role="img"
        aria-label={t(strokes.length === 0 ? "signature.empty" : "signature.written")}
        onPointerDown={(event) => {
          if (!event.isPrimary || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          writing.current = [pointOf(event)];
        }}
        onPointerMove={(event) => {
          if (writing.current === null) return;
          writing.current.push(pointOf(event));
          redraw(event.currentTarget, [...strokes, writing.current]);
        }}
        onPointerUp={() => {
          if (writing.current !== null) onChange([...strokes, writing.current]);
          writing.current = null;
        }}
        onPointerCancel={(event) => {
          writing.current = null;
          redraw(event.currentTarget, strokes);
        }}
      />
      {strokes.length === 0 && (
        <p className={css.here} aria-hidden>
          {t("signature.here")}
        </p>
      )}
      <Button
        kind="quiet"
        className={css.clear}
        icon={<Eraser size={16} strokeWidth={1.75} aria-hidden />}
        disabled={strokes.length === 0}
        onClick={() => onChange([])}
      >
        {t("signature.clear")}
      </Button>
    </div>
  );
}

function redraw(element: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const { clientWidth, clientHeight } = element;
  const scale = window.devicePixelRatio || 1;
  element.width = clientWidth * scale;
  element.height = clientHeight * scale;
  const canvas = element.getContext("2d");
  if (canvas === null) return;
  canvas.scale(scale, scale);
  drawStrokes(canvas, strokes, getComputedStyle(element).color);
}
