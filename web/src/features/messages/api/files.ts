import { call, type List } from "../../../platform/api";
import type { Answer, Wanted } from "../model/links";

/** What stands behind a link; words only, for a picture would tell its site who looks. */
export interface LinkPreview {
  url: string;
  title: string;
  description: string;
  site: string;
}

/** The operations on files that messages need. */
export const files = {
  askLinks: async (items: Wanted[]): Promise<Answer[]> =>
    (await call<List<Answer>>("POST", "/files/links", { body: { items } })).items,
  previewLink: (url: string) => call<LinkPreview>("GET", "/link-preview", { query: { url } }),
};
