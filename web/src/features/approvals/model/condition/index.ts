/**
 * The small language of conditions and formulas: the twin of internal/approvals/condition, whose words say what it means.
 * Both are held to the same vectors; what differs there fails the tests.
 */
export { compile, type Expression } from "./check";
export { daysBetween, parseDay } from "./day";
export { evaluate, isEmpty, isTrue } from "./evaluate";
export { compare, exact, type Fraction, parseDecimal, round, shorten } from "./fraction";
export { RESERVED } from "./lex";
export { readValue, readValues } from "./read";
export { ConditionFault, type Env, type FaultCode, type Kind, type Schema, SPAN, type Type, type Value } from "./types";
