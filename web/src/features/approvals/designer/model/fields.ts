import type { Definition, Field } from "../../definition";

/** Where a field stands: in the form, or as a column of one of its fields. */
export interface At {
  field: number;
  column?: number;
}

export const sameAt = (a: At | null, b: At | null): boolean => a?.field === b?.field && a?.column === b?.column;

type Fields = readonly Field[];

export function fieldAt(fields: Fields, at: At): Field | undefined {
  const field = fields[at.field];
  return at.column === undefined ? field : field?.columns?.[at.column];
}

/** The names beside which a new field has to have one of its own. */
export const idsOf = (fields: Fields): Set<string> => new Set(fields.map((field) => field.id));

const insert = <T>(list: readonly T[], at: number, one: T): T[] => [...list.slice(0, at), one, ...list.slice(at)];
const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, n) => n !== at);

/** `to` is where it stands afterwards. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  return insert(without(list, from), to, one);
}

/** Where something that is let go in front of `before` stands once it has left its own place. */
export const landing = (from: number, before: number): number => (before > from ? before - 1 : before);

/** Applies a change to the list that `at` stands in: the form, or the columns of a field. */
function within(fields: Fields, at: At, change: (list: Field[], index: number) => Field[]): Field[] {
  if (at.column === undefined) return change([...fields], at.field);
  const { column } = at;
  return fields.map((field, n) =>
    n === at.field ? { ...field, columns: change([...(field.columns ?? [])], column) } : field,
  );
}

export const insertField = (fields: Fields, at: At, one: Field): Field[] =>
  within(fields, at, (list, index) => insert(list, index, one));

export const removeField = (fields: Fields, at: At): Field[] =>
  within(fields, at, (list, index) => without(list, index));

export const moveField = (fields: Fields, at: At, to: number): Field[] =>
  within(fields, at, (list, index) => moved(list, index, to));

/** What is undefined in the change is taken out: a definition has no empty places. */
export const changeField = (fields: Fields, at: At, change: Change): Field[] =>
  within(fields, at, (list, index) =>
    list.map((field, n) => (n === index ? (tidy({ ...field, ...change }) as Field) : field)),
  );

export type Change = { [K in keyof Field]?: Field[K] | undefined };

/** Without what is undefined, so that the same definition is always the same text. */
export function tidy<T extends object>(thing: T): T {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as T;
}

/** A copy beside it, under a name of its own. */
export function duplicate(fields: Fields, at: At, id: string): Field[] {
  const field = fieldAt(fields, at);
  if (field === undefined) return [...fields];
  const next = at.column === undefined ? { field: at.field + 1 } : { field: at.field, column: at.column + 1 };
  return insertField(fields, next, { ...structuredClone(field), id });
}

/** What a name is used in, elsewhere in the definition: it cannot be taken away without thought. */
export function usesOf(definition: Definition, id: string): number {
  const name = new RegExp(`(?<![\\w."])${id}(?![\\w"])`);
  const texts: string[] = [];
  const look = (thing: unknown): void => {
    if (Array.isArray(thing)) for (const one of thing) look(one);
    else if (typeof thing === "object" && thing !== null) {
      for (const [key, value] of Object.entries(thing)) {
        if (["formula", "visible_when", "required_when", "when"].includes(key) && typeof value === "string")
          texts.push(value);
        else if (key === "of" && value === id) texts.push(id);
        else look(value);
      }
    }
  };
  look(definition.fields);
  look(definition.route);
  return texts.filter((text) => name.test(text)).length;
}
