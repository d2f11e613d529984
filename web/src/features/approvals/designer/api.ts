import { call, type NamedRef } from "../../../platform/api";
import { queryOptions } from "../../../platform/queries";
import type { Chosen, Preview, TemplateVersion } from "../apply/api";
import type { Category, Definition, Fault, Values } from "../definition";

/** A template as administrators see it. */
export interface AdminTemplate {
  key: string;
  version: number;
  name: string;
  category: Category;
  effect: string;
  /** What happens once it is approved; empty: nothing by itself. */
  effect_words: string;
  enabled: boolean;
  /** It came with the program and was not changed since. */
  built_in: boolean;
  /** Enabled, and there is what does its effect. */
  offered: boolean;
  changed_at: number;
  changed_by: NamedRef | null;
}

export interface KnownEffect {
  name: string;
  words: string;
  /** Something does it; until then templates with it are offered to nobody. */
  ready: boolean;
}

export interface Edition {
  version: number;
  at: number;
  by: NamedRef | null;
}

const at = (key: string, rest = "") => `/admin/approval-templates/${encodeURIComponent(key)}${rest}`;

export const designing = {
  one: (key: string, version: number, signal?: AbortSignal) =>
    call<TemplateVersion>("GET", `/approval-templates/${encodeURIComponent(key)}`, {
      query: { version: version || null },
      signal,
    }),

  /** Every fault of a definition; nothing is kept. */
  check: (definition: Definition, signal?: AbortSignal) =>
    call<{ problems: Fault[] }>("POST", "/admin/approval-templates/check", { body: { definition }, signal }),

  /** Without a key it is a new template; with one a new version of it. */
  publish: (key: string | null, version: number, definition: Definition) =>
    call<TemplateVersion>("POST", "/admin/approval-templates", {
      body: key === null ? { definition } : { key, version, definition },
    }),

  setState: (key: string, enabled: boolean) => call<AdminTemplate>("PUT", at(key, "/state"), { body: { enabled } }),

  /** What would happen if somebody applied with this definition, which nobody has published yet. */
  attempt: (
    attempt: { key: string; version: number; definition: Definition; as: string; values: Values; chosen: Chosen },
    signal?: AbortSignal,
  ) => {
    const { key, version, ...body } = attempt;
    return call<Preview>("POST", "/approvals/preview", { body: { template: key, version, ...body }, signal });
  },
};

export const adminKey = ["approval-templates", "admin"] as const;

export const adminTemplatesQuery = queryOptions({
  queryKey: adminKey,
  queryFn: ({ signal }) =>
    call<{ items: AdminTemplate[]; effects: KnownEffect[] }>("GET", "/admin/approval-templates", { signal }),
});

export const editionsQuery = (key: string) =>
  queryOptions({
    queryKey: [...adminKey, key, "versions"],
    queryFn: ({ signal }) => call<{ items: Edition[] }>("GET", at(key, "/versions"), { signal }),
  });

export const editionQuery = (key: string, version: number) =>
  queryOptions({
    queryKey: [...adminKey, key, version],
    queryFn: ({ signal }) => designing.one(key, version, signal),
    staleTime: 0,
    gcTime: 0, // what is designed begins with what there is
  });
