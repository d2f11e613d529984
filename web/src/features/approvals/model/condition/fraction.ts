/** Exact numbers: fractions in lowest terms, their denominators above zero. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const abs = (n: bigint) => (n < 0n ? -n : n);

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [abs(a), abs(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function fraction(n: bigint, d: bigint): Fraction {
  if (d === 1n) return { n, d };
  const by = divisor(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / by, d: d / by };
}

export const whole = (n: number): Fraction => ({ n: BigInt(n), d: 1n });
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const negated = (a: Fraction): Fraction => ({ n: -a.n, d: a.d });
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, negated(b));
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
/** Null: nothing is divided by zero. */
export const over = (a: Fraction, b: Fraction): Fraction | null => (b.n === 0n ? null : fraction(a.n * b.d, a.d * b.n));

export function compare(a: Fraction, b: Fraction): number {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

const DECIMAL = /^-?(0|[1-9]\d{0,19})(?:\.(\d{1,10}))?$/;

/** Reads 12, -3.50, 0.001 and nothing else; null for what is none. */
export function parseDecimal(text: string): Fraction | null {
  const found = DECIMAL.exec(text);
  if (found === null) return null;
  const places = found[2]?.length ?? 0;
  return fraction(BigInt(text.replace(".", "")), 10n ** BigInt(places));
}

/** Writes a number with so many decimals; halves go away from zero. */
export function round(a: Fraction, decimals: number): string {
  const scaled = (2n * abs(a.n) * 10n ** BigInt(decimals) + a.d) / (2n * a.d);
  const digits = scaled.toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const text = decimals > 0 ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return a.n < 0n && scaled !== 0n ? `-${text}` : text;
}

/** Takes the needless zeros from behind the point: 2.50 is 2.5, and 3.00 is 3. */
export const shorten = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** As n or n/d. */
export const exact = (a: Fraction): string => (a.d === 1n ? a.n.toString() : `${a.n}/${a.d}`);
