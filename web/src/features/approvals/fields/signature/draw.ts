import { frameOf, type Stroke, widthAt } from "./strokes";

/** Ink is dark on whatever screen it was written: the picture is printed on paper. */
const INK = "#101828";
const MARGIN = 12;
const SCALE = 2;

/** Draws strokes as they are seen while somebody writes. */
export function drawStrokes(canvas: CanvasRenderingContext2D, strokes: readonly Stroke[], ink: string = INK): void {
  canvas.lineCap = "round";
  canvas.lineJoin = "round";
  canvas.strokeStyle = ink;
  canvas.fillStyle = ink;
  for (const stroke of strokes) {
    let before = stroke[0];
    if (before === undefined) continue;
    canvas.beginPath();
    canvas.arc(before.x, before.y, widthAt(before, before) / 2, 0, 2 * Math.PI);
    canvas.fill();
    for (const point of stroke.slice(1)) {
      canvas.beginPath();
      canvas.lineWidth = widthAt(before, point);
      canvas.moveTo(before.x, before.y);
      canvas.lineTo(point.x, point.y);
      canvas.stroke();
      before = point;
    }
  }
}

/** The picture of a signature, cut to its frame, on nothing. */
export function pictureOf(strokes: readonly Stroke[]): Promise<Blob> {
  const frame = frameOf(strokes) ?? { x: 0, y: 0, width: 0, height: 0 };
  return paint(frame.width + 2 * MARGIN, frame.height + 2 * MARGIN, (canvas) => {
    canvas.translate(MARGIN - frame.x, MARGIN - frame.y);
    drawStrokes(canvas, strokes);
  });
}

/** A name in place of strokes, for whoever cannot write on a screen. */
export function pictureOfName(name: string): Promise<Blob> {
  const font = 'italic 500 44px "Kaiti SC", KaiTi, STKaiti, "Segoe Script", "Noto Serif CJK SC", cursive';
  const ruler = document.createElement("canvas").getContext("2d");
  if (ruler !== null) ruler.font = font;
  return paint((ruler?.measureText(name).width ?? 200) + 2 * MARGIN, 76, (canvas) => {
    canvas.font = font;
    canvas.textBaseline = "middle";
    canvas.fillStyle = INK;
    canvas.fillText(name, MARGIN, 38);
  });
}

function paint(width: number, height: number, work: (canvas: CanvasRenderingContext2D) => void): Promise<Blob> {
  const element = document.createElement("canvas");
  element.width = Math.ceil(width) * SCALE;
  element.height = Math.ceil(height) * SCALE;
  const canvas = element.getContext("2d");
  if (canvas === null) return Promise.reject(new Error("no canvas"));
  canvas.scale(SCALE, SCALE);
  work(canvas);
  return new Promise((resolve, reject) => {
    element.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png");
  });
}
