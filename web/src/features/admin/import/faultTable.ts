import { type Fault, type ImportRow, imports } from "../api/imports";

/** One line of the table for each fault; a row that has several appears several times. */
export function faultRows(rows: readonly ImportRow[], sentence: (fault: Fault) => string): string[][] {
  return rows.flatMap((row) =>
    row.faults.map((fault) => [
      row.line > 0 ? String(row.line) : "",
      row.number,
      row.name,
      fault.column,
      sentence(fault),
      fault.value,
    ]),
  );
}

/** All faulty rows of an import, page after page. */
export async function allFaults(id: string, onPage: (rows: number) => void): Promise<ImportRow[]> {
  const all: ImportRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof imports.rows>> = await imports.rows(id, "fault", cursor, undefined, 200);
    all.push(...page.items);
    onPage(all.length);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}
