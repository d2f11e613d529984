import type { HandedOut } from "../api/admin";

/** Signs with which a spreadsheet begins a formula; in front of them a cell is marked as text. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The passwords as a table; with a mark in front, by which spreadsheets know UTF-8. */
export function csvOf(head: readonly string[], items: readonly HandedOut[]): string {
  const rows = items.map((i) => [i.number, i.name, i.department, i.initial_password, i.link]);
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
