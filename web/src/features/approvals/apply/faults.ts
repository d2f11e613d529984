import type { Fault } from "../definition";
import type { Spot } from "../fields";

const PLACE = /^(?:body\.)?values\.([a-z][a-z0-9_]*)(?:\[(\d+)\](?:\.([a-z][a-z0-9_]*))?)?/;

/** Where in the form the server found a fault: "values.goods[2].price". Null: not in a field. */
export function spotOf(place: string): Spot | null {
  const found = PLACE.exec(place);
  if (found === null) return null;
  const [, field = "", row, column] = found;
  return { field, ...(row === undefined ? {} : { row: Number(row) }), ...(column === undefined ? {} : { column }) };
}

/** The step whose people are still to be chosen: "chosen.step". */
export function chosenOf(place: string): string | null {
  return /^(?:body\.)?chosen\.([A-Za-z0-9_-]+)/.exec(place)?.[1] ?? null;
}

const same = (a: Spot, b: Spot) => a.field === b.field && a.row === b.row && a.column === b.column;

/** The first fault at a place. Of a row as a whole it is told at the first of its columns. */
export function faultAt(faults: readonly Fault[], spot: Spot): Fault | null {
  return (
    faults.find((fault) => {
      const where = spotOf(fault.field);
      return where !== null && same(where, spot);
    }) ?? null
  );
}

/** Faults that no field of the form shows. */
export function faultsElsewhere(faults: readonly Fault[], fields: ReadonlySet<string>): Fault[] {
  return faults.filter((fault) => {
    const spot = spotOf(fault.field);
    if (spot !== null) return !fields.has(spot.field) || (spot.row !== undefined && spot.column === undefined);
    return chosenOf(fault.field) === null;
  });
}
