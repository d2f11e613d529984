/** A step on its way: through which arms, and in which round. */
interface OnTheWay {
  /** "parallel.finance/inner.left"; empty: through none. */
  arm: string;
  round?: number;
}

const parts = (arm: string): [branch: string, arm: string][] => {
  let path = "";
  return arm
    .split("/")
    .filter(Boolean)
    .map((part) => {
      const at = part.lastIndexOf(".");
      const branch = `${path}/${part.slice(0, at)}`;
      path += `/${part}`;
      return [branch, part.slice(at + 1)];
    });
};

/** Steps beside which others are asked: only in parallel arms are there two of one branch in one round. */
export function together<S extends OnTheWay>(stops: readonly S[]): ReadonlySet<S> {
  const arms = new Map<string, Set<string>>();
  const of = (stop: S) => parts(stop.arm).map(([branch, arm]) => [`${stop.round ?? 1} ${branch}`, arm] as const);
  for (const stop of stops) {
    for (const [branch, arm] of of(stop)) arms.set(branch, (arms.get(branch) ?? new Set()).add(arm));
  }
  return new Set(stops.filter((stop) => of(stop).some(([branch]) => (arms.get(branch)?.size ?? 0) > 1)));
}
