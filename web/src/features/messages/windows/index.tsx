import type { ReactNode } from "react";
import { late } from "../../../ui";
import { closeWindow, type OpenWindow, useWindows } from "./store";

const Lightbox = late(async () => (await import("../lightbox/Lightbox")).Lightbox);
const RecordWindow = late(async () => (await import("./RecordWindow")).RecordWindow);
const ReadingWindow = late(async () => (await import("./ReadingWindow")).ReadingWindow);

/** The open windows, each within the one it was opened from, so that Escape closes the uppermost. */
export function Windows() {
  const stack = useWindows((s) => s.stack);
  return nested(stack, 0);
}

function nested(stack: OpenWindow[], depth: number): ReactNode {
  const [first, ...rest] = stack.slice(depth);
  if (first === undefined) return null;
  const inner = rest.length > 0 ? nested(stack, depth + 1) : null;
  return <One key={depth} window={first} onClose={() => closeWindow(depth)} inner={inner} />;
}

function One({ window, onClose, inner }: { window: OpenWindow; onClose(): void; inner: ReactNode }) {
  switch (window.kind) {
    case "pictures":
      return (
        <Lightbox
          start={window.start}
          conversationId={window.conversationId}
          pictures={window.pictures}
          onClose={onClose}
        >
          {inner}
        </Lightbox>
      );
    case "record":
      return (
        <RecordWindow place={window.place} content={window.content} onClose={onClose}>
          {inner}
        </RecordWindow>
      );
    case "reading":
      return (
        <ReadingWindow how={window.how} place={window.place} file={window.file} onClose={onClose}>
          {inner}
        </ReadingWindow>
      );
  }
}
