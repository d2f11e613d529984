import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, late, Progress } from "../../../ui";
import { NotFetched, type Why } from "../model/fetchFile";
import type { Place } from "../model/links";
import { textOfBytes } from "../model/textFile";
import type { FileRef } from "../model/types";
import { bytesOf, download } from "../state/downloads";
import styles from "./ReadingWindow.module.css";

const PdfPages = late(async () => (await import("./PdfPages")).PdfPages);

interface Props {
  how: "pdf" | "text";
  place: Place;
  file: FileRef;
  onClose(): void;
  children?: ReactNode;
}

type State =
  | { kind: "coming"; received: number }
  | { kind: "there"; bytes: ArrayBuffer }
  | { kind: "failed"; why: Why };

/** A file read in place: its bytes are checked before they are shown, and shown as words only. */
export function ReadingWindow({ how, place, file, onClose, children }: Props) {
  const { t } = useTranslation("chat-show");
  const [tried, setTried] = useState(0);
  const [state, setState] = useState<State>({ kind: "coming", received: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try begins anew
  useEffect(() => {
    const abort = new AbortController();
    setState({ kind: "coming", received: 0 });
    const wanted = { place, file_id: file.id, variant: "original" as const };
    bytesOf(wanted, file, abort.signal, (received) => setState({ kind: "coming", received }))
      .then((blob) => blob.arrayBuffer())
      .then((bytes) => setState({ kind: "there", bytes }))
      .catch((error) => {
        if (!abort.signal.aborted)
          setState({ kind: "failed", why: error instanceof NotFetched ? error.why : "offline" });
      });
    return () => abort.abort();
  }, [place, file, tried]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={file.name}
      width={920}
      footer={<Button onClick={() => void download(place, file)}>{t("file.save")}</Button>}
    >
      {state.kind === "coming" && (
        <div className={styles.coming}>
          <Progress label={t("file.loading")} value={state.received} max={Math.max(1, file.size)} />
        </div>
      )}
      {state.kind === "failed" && state.why !== "cancelled" && (
        <p className={styles.failed} role="alert">
          {t(`file.failed_${state.why}`)}
          {state.why !== "gone" && <Button onClick={() => setTried((n) => n + 1)}>{t("retry")}</Button>}
        </p>
      )}
      {state.kind === "there" && how === "pdf" && <PdfPages bytes={state.bytes} />}
      {state.kind === "there" && how === "text" && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <pre className={styles.text} tabIndex={0}>
          {textOfBytes(state.bytes)}
        </pre>
      )}
      {children}
    </Dialog>
  );
}
