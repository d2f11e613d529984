import type { Category } from "../definition";
import type { Template } from "./api";

/** In the order of lists. */
export const CATEGORIES: readonly Category[] = [
  "people",
  "collaboration",
  "notices",
  "files",
  "rules",
  "conduct",
  "customers",
  "other",
];

export interface TemplateGroup {
  category: Category;
  templates: Template[];
}

/** What matches the words that were typed, by category; every word must be found somewhere. */
export function grouped(templates: readonly Template[], typed: string): TemplateGroup[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ name, about, key }: Template) => {
    const text = `${name} ${about} ${key}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = templates.filter(matches);
  return CATEGORIES.map((category) => ({
    category,
    templates: found.filter((template) => template.category === category),
  })).filter((group) => group.templates.length > 0);
}

/** Those that this person uses, the last one first. */
export function recent(templates: readonly Template[], most: number): Template[] {
  return templates
    .filter((template) => template.mine_recent_at !== null)
    .sort((a, b) => (b.mine_recent_at ?? 0) - (a.mine_recent_at ?? 0))
    .slice(0, most);
}
