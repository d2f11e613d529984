import { create } from "zustand";
import { isProblem } from "../../../platform/api";
import { files, type LinkPreview } from "../api/files";

/** What stands behind links, as the server tells it; null where there is nothing to show. */
interface Previews {
  /** Whether the company allows it; the first answer tells, and nothing is asked after a no. */
  off: boolean;
  byUrl: ReadonlyMap<string, LinkPreview | null>;
}

export const useLinkPreviews = create<Previews>()(() => ({ off: false, byUrl: new Map() }));

const under = new Set<string>();

export async function askPreview(url: string): Promise<void> {
  const { off, byUrl } = useLinkPreviews.getState();
  if (off || under.has(url) || byUrl.has(url)) return;
  under.add(url);
  try {
    put(url, await files.previewLink(url));
  } catch (error) {
    if (isProblem(error, "link_preview.off")) useLinkPreviews.setState({ off: true });
    else if (isProblem(error) && error.status === 404) put(url, null);
    // Anything else may be better another time: the next look asks again.
  } finally {
    under.delete(url);
  }
}

function put(url: string, preview: LinkPreview | null): void {
  useLinkPreviews.setState((s) => ({ byUrl: new Map(s.byUrl).set(url, preview) }));
}
