import type { Field } from "../../definition";

/** Small conditions that are built without knowing the language: tests, all of which or one of which must hold. */

export type Op = "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "contains" | "lacks" | "empty" | "filled" | "yes" | "no";

export interface Test {
  /** A field, or what is reckoned from one: "amount", "trip.days", "count(goods)". */
  subject: string;
  op: Op;
  values: string[];
}

export interface Built {
  join: "and" | "or";
  tests: Test[];
}

export type SubjectType = "text" | "number" | "date" | "option" | "options" | "list" | "yesno" | "thing";

/** What can be tested, and how it is called. */
export interface Subject {
  text: string;
  type: SubjectType;
  /** Whose it is; `part` says what is reckoned from it. */
  field: Field;
  part: "" | "days" | "from" | "to" | "count" | "sum";
  /** Of a sum. */
  column?: Field;
}

const OPS: Record<SubjectType, readonly Op[]> = {
  text: ["=", "!=", "filled", "empty"],
  number: [">", ">=", "<", "<=", "=", "!=", "filled", "empty"],
  date: [">", ">=", "<", "<=", "=", "filled", "empty"],
  option: ["=", "!=", "in", "filled", "empty"],
  options: ["contains", "lacks", "filled", "empty"],
  list: ["filled", "empty"],
  yesno: ["yes", "no"],
  thing: ["filled", "empty"],
};

export const opsOf = (type: SubjectType): readonly Op[] => OPS[type];

/** How many values an operator wants; null: any number. */
export const wants = (op: Op): 0 | 1 | null =>
  op === "in" ? null : ["empty", "filled", "yes", "no"].includes(op) ? 0 : 1;

/** Whatever conditions can be built on with these fields. */
export function subjectsOf(fields: readonly Field[]): Subject[] {
  return fields.flatMap((field) => subjectsOfField(field));
}

function subjectsOfField(field: Field): Subject[] {
  const { id, kind } = field;
  const plain = (type: SubjectType): Subject[] => [{ text: id, type, field, part: "" }];
  switch (kind) {
    case "number":
    case "amount":
    case "formula":
      return plain("number");
    case "text":
    case "longtext":
    case "phone":
      return plain("text");
    case "date":
      return plain("date");
    case "choice":
      return plain("option");
    case "choices":
      return plain("options");
    case "yesno":
      return plain("yesno");
    case "span":
      return [
        { text: `${id}.days`, type: "number", field, part: "days" },
        { text: `${id}.from`, type: "date", field, part: "from" },
        { text: `${id}.to`, type: "date", field, part: "to" },
      ];
    case "rows":
      return [
        { text: `count(${id})`, type: "number", field, part: "count" },
        ...(field.columns ?? [])
          .filter((column) => ["number", "amount", "formula"].includes(column.kind))
          .map((column): Subject => ({ text: `sum(${id}.${column.id})`, type: "number", field, part: "sum", column })),
      ];
    case "people":
    case "departments":
    case "related":
      return plain("list");
    case "explanation":
    case "datetime":
      return kind === "datetime" ? plain("thing") : [];
    default:
      return plain("thing");
  }
}

/** The whole condition in the language; empty while a test is not complete. */
export function writeTests({ join, tests }: Built, subjects: readonly Subject[]): string {
  const written = tests.map((test) =>
    writeTest(
      test,
      subjects.find((s) => s.text === test.subject),
    ),
  );
  return written.includes(null) ? "" : written.join(` ${join} `);
}

function writeTest({ subject, op, values }: Test, known: Subject | undefined): string | null {
  if (known === undefined) return null;
  const literals = values.filter(Boolean).map((value) => (known.type === "number" ? value : quoted(value)));
  const [first] = literals;
  switch (op) {
    case "empty":
      return `empty(${subject})`;
    case "filled":
      return `not empty(${subject})`;
    case "yes":
      return subject;
    case "no":
      return `not ${subject}`;
    case "in":
      return literals.length === 0 ? null : `${subject} in [${literals.join(", ")}]`;
    case "lacks":
      return first === undefined ? null : `not ${subject} contains ${first}`;
    default:
      return first === undefined ? null : `${subject} ${op} ${first}`;
  }
}

const quoted = (text: string): string => `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;
