/** The first of "prefix1", "prefix2" … that nobody has. */
export function freshId(prefix: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const id = `${prefix}${n}`;
    if (!taken.has(id)) return id;
  }
}

const ID = /^[a-z][a-z0-9_]{0,31}$/;

/** Whether conditions and formulas can name it so. */
export const isId = (id: string): boolean => ID.test(id);
