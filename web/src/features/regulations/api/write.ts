import { call } from "../../../platform/api";
import { askAgain, queryClient } from "../../../platform/queries";
import { at, oneQuery, regulationsKey, versionQuery } from "./read";
import type { Kind, RegulationClause, RegulationVersion } from "./types";

/** What a part says. */
export interface Words {
  kind: Kind;
  number: string;
  title: string;
  text: string;
}

/** Where a part stands: first in its parent, or directly behind a neighbour. Null for both is the first of all. */
export interface Place {
  parent_id: string | null;
  after_id: string | null;
}

/** A draft in the revision that a change is based on. */
type Draft = Pick<RegulationVersion, "regulation_id" | "number" | "revision">;

const draftAt = (d: Draft, rest = "") => `/admin${at(d.regulation_id, `/versions/${d.number}${rest}`)}`;
const nodeAt = (d: Draft, node: string, rest = "") => draftAt(d, `/nodes/${encodeURIComponent(node)}${rest}`);
const given = ({ parent_id, after_id }: Place) => ({
  ...(parent_id === null ? {} : { parent_id }),
  ...(after_id === null ? {} : { after_id }),
});

/** The acts of those who write regulations. Each change of a draft answers with the whole of it. */
export const drafts = {
  begin: (regulation: string, from: number) =>
    call<RegulationVersion>("POST", `/admin${at(regulation, "/versions")}`, { body: { from } }),

  discard: (d: Draft) => call<void>("DELETE", draftAt(d)),

  head: (d: Draft, title: string, preamble: string) =>
    call<RegulationVersion>("PATCH", draftAt(d), { body: { revision: d.revision, title, preamble } }),

  add: (d: Draft, place: Place, words: Words) =>
    call<RegulationVersion>("POST", draftAt(d, "/nodes"), {
      body: { revision: d.revision, ...given(place), ...words },
    }),

  edit: (d: Draft, node: string, words: Words) =>
    call<RegulationVersion>("PATCH", nodeAt(d, node), { body: { revision: d.revision, ...words } }),

  move: (d: Draft, node: string, place: Place) =>
    call<RegulationVersion>("PUT", nodeAt(d, node, "/place"), { body: { revision: d.revision, ...given(place) } }),

  remove: (d: Draft, node: string) =>
    call<RegulationVersion>("DELETE", nodeAt(d, node), { query: { revision: d.revision } }),

  publish: (d: Draft, effectiveAt: number, reason: string) =>
    call<RegulationVersion>("POST", draftAt(d, "/publish"), {
      body: { revision: d.revision, effective_at: effectiveAt, reason },
    }),
};

/** Says that a rule carries a clause, or no longer does. */
export const linkRule = (regulation: string, node: string, rule: string, on: boolean) =>
  call<RegulationClause>(
    on ? "PUT" : "DELETE",
    `/admin${at(regulation, `/clauses/${encodeURIComponent(node)}/rules/${encodeURIComponent(rule)}`)}`,
  );

/** Lays a draft as the server answered it over what is shown. */
export function putDraft(version: RegulationVersion): void {
  queryClient.setQueryData(versionQuery(version.regulation_id, version.number).queryKey, version);
  void askAgain(oneQuery(version.regulation_id).queryKey);
  void askAgain([...regulationsKey, "list"]);
}
