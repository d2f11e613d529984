import { Globe } from "lucide-react";
import { useEffect } from "react";
import { askPreview, useLinkPreviews } from "../../state/linkPreviews";
import styles from "./LinkCard.module.css";

/** What is only scrolled past is not asked for. */
const LOOK_MS = 400;

/** Under a message with a link: what stands behind it, where the company allows the server to look. */
export function LinkCard({ url }: { url: string }) {
  const off = useLinkPreviews((s) => s.off);
  const preview = useLinkPreviews((s) => s.byUrl.get(url));
  const unknown = !off && preview === undefined;
  useEffect(() => {
    if (!unknown) return;
    const timer = window.setTimeout(() => void askPreview(url), LOOK_MS);
    return () => window.clearTimeout(timer);
  }, [unknown, url]);
  if (!preview) return null;
  return (
    <a className={styles.card} href={url} target="_blank" rel="noopener noreferrer nofollow">
      <span className={styles.site}>
        <Globe size={14} strokeWidth={1.75} aria-hidden />
        <bdi>{preview.site}</bdi>
      </span>
      {preview.title !== "" && <strong className={styles.title}>{preview.title}</strong>}
      {preview.description !== "" && <span className={styles.words}>{preview.description}</span>}
    </a>
  );
}
