import type { HandedOut } from "../api/admin";

/** Signs, also full-width ones, with which a spreadsheet begins a formula; such a cell is marked as text. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/;

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table for a spreadsheet; with a mark in front, by which it knows UTF-8. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** The passwords as a table. */
export function csvOf(head: readonly string[], items: readonly HandedOut[]): string {
  return tableOf(
    head,
    items.map((i) => [i.number, i.name, i.department, i.initial_password, i.link]),
  );
}
