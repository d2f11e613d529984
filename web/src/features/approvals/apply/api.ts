import { call, type NamedRef } from "../../../platform/api";
import { queryOptions } from "../../../platform/queries";
import type { Category, Definition, Fault, How, Level, Limit, Values } from "../definition";

/** What somebody may apply for, in the reader's language. */
export interface Template {
  key: string;
  version: number;
  name: string;
  about: string;
  category: Category;
  effect: string;
  /** Microseconds; null: never, or long ago. */
  mine_recent_at: number | null;
}

export interface TemplateVersion {
  key: string;
  version: number;
  newest: number;
  enabled: boolean;
  definition: Definition;
  /** What happens once it is approved; empty: nothing by itself. */
  effect_words: string;
  at: number;
  /** Null: it came with the program. */
  by: NamedRef | null;
}

/** Whom the applicant has chosen, by step. */
export type Chosen = Record<string, string[]>;

export interface Application {
  template: string;
  version: number;
  values: Values;
  chosen: Chosen;
}

/** A step that would be asked. */
export interface PreviewStep {
  id: string;
  name: string;
  kind: "approve" | "cc";
  /** The way through branches to it; empty: none. */
  arm: string;
  how: How | "";
  people: NamedRef[];
  /** Nobody was found, only the applicant; administrators stand in; the applicant has to choose. */
  why: "nobody" | "self" | "admin" | "choice" | "";
  /** The approval cannot go beyond: nobody is there to be asked. */
  stops: boolean;
  /** The applicant chooses the people of this step; 0 is no limit. */
  choose?: { min: number; max: number } | null;
  limit: Limit | null;
  level: Level;
}

export interface Preview {
  steps: PreviewStep[];
  /** With what is computed filled in. */
  values: Values;
  problems: Fault[];
}

export interface Draft {
  id: string;
  template: { key: string; version: number; name: string };
  title: string;
  values: Values;
  chosen: Chosen | null;
  cc: string[];
  made_at: number;
  changed_at: number;
}

const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

export const applying = {
  template: (key: string, signal?: AbortSignal) =>
    call<TemplateVersion>("GET", at("/approval-templates", key), { signal }),

  /** Who would be asked, and what is wrong so far; nothing is kept. */
  preview: (application: Application, signal?: AbortSignal) =>
    call<Preview>("POST", "/approvals/preview", { body: application, signal }),

  /** The same id again answers with the same approval. */
  open: (id: string, application: Application, cc: string[]) =>
    call<{ id: string; serial: string }>("POST", "/approvals", { body: { ...application, id, cc, draft_id: id } }),

  saveDraft: (id: string, application: Application, cc: string[]) =>
    call<Draft>("PUT", at("/approval-drafts", id), { body: { ...application, cc } }),

  removeDraft: (id: string) => call<void>("DELETE", at("/approval-drafts", id)),
};

export const templatesQuery = queryOptions({
  queryKey: ["approval-templates", "mine"],
  queryFn: ({ signal }) => call<{ items: Template[] }>("GET", "/approval-templates", { signal }),
});

export const templateQuery = (key: string) =>
  queryOptions({
    queryKey: ["approval-templates", "one", key],
    queryFn: ({ signal }) => applying.template(key, signal),
    staleTime: 0, // a form is begun with the newest version
  });

export const draftsKey = ["approvals", "drafts"] as const;

/** What a form that was left still sends: what is asked for behind it has it. */
export const leaving = { drafts: Promise.resolve() };

const listDrafts = async (signal: AbortSignal) => {
  await leaving.drafts;
  return call<{ items: Draft[] }>("GET", "/approval-drafts", { signal });
};

export const draftsQuery = queryOptions({
  queryKey: draftsKey,
  queryFn: ({ signal }) => listDrafts(signal),
  staleTime: 0,
});

/** One to go on with; null: there is none. Never the one that a list remembers: what was written since would be lost. */
export const draftQuery = (id: string | null) =>
  queryOptions({
    queryKey: [...draftsKey, "one", id],
    queryFn: async ({ signal }) => (await listDrafts(signal)).items.find((one) => one.id === id) ?? null,
    enabled: id !== null,
    gcTime: 0,
  });
