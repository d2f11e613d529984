import { call, type List } from "../../../platform/api";
import type { Answer, Wanted } from "../model/links";

/** The operations on files that messages need. */
export const files = {
  askLinks: async (items: Wanted[]): Promise<Answer[]> =>
    (await call<List<Answer>>("POST", "/files/links", { body: { items } })).items,
};
