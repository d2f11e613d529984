import type { Arm, Route, Step, StepKind } from "../../definition";
import { tidy } from "./fields";
import { freshId } from "./ids";

/** Where a list of steps is: the route itself, or an arm. */
export interface ListAt {
  /** The step whose arm it is; empty: the route. */
  step: string;
  arm: string;
}

export const TOP: ListAt = { step: "", arm: "" };

export const hasArms = (kind: StepKind): boolean => kind === "branch" || kind === "parallel";

/** All steps, each before those within it. */
export function stepsOf(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...(step.arms ?? []).flatMap((arm) => stepsOf(arm.steps))]);
}

export const findStep = (route: Route, id: string): Step | undefined => stepsOf(route.steps).find((s) => s.id === id);

/** Every id of a step or an arm: no two are alike. */
export function stepIds(route: Route): Set<string> {
  return new Set(stepsOf(route.steps).flatMap((s) => [s.id, ...(s.arms ?? []).map((arm) => arm.id)]));
}

type ChangeList = (steps: Step[]) => Step[];

function inList(steps: readonly Step[], at: ListAt, here: ListAt, change: ChangeList): Step[] {
  const own = here.step === at.step && here.arm === at.arm ? change([...steps]) : [...steps];
  return own.map((step) =>
    step.arms === undefined
      ? step
      : {
          ...step,
          arms: step.arms.map((arm) => ({
            ...arm,
            steps: inList(arm.steps, at, { step: step.id, arm: arm.id }, change),
          })),
        },
  );
}

const withList = (route: Route, at: ListAt, change: ChangeList): Route => ({
  ...route,
  steps: inList(route.steps, at, TOP, change),
});

/** Where a step stands: its list, its place there, and how many stand there. */
export function placeOf(route: Route, id: string): { list: ListAt; index: number; count: number } | null {
  const look = (steps: readonly Step[], list: ListAt): { list: ListAt; index: number; count: number } | null => {
    const index = steps.findIndex((s) => s.id === id);
    if (index >= 0) return { list, index, count: steps.length };
    for (const step of steps) {
      for (const arm of step.arms ?? []) {
        const found = look(arm.steps, { step: step.id, arm: arm.id });
        if (found !== null) return found;
      }
    }
    return null;
  };
  return look(route.steps, TOP);
}

export const insertStep = (route: Route, at: ListAt, index: number, step: Step): Route =>
  withList(route, at, (steps) => [...steps.slice(0, index), step, ...steps.slice(index)]);

/** Takes a step out with all that is within it. */
export function removeStep(route: Route, id: string): Route {
  const place = placeOf(route, id);
  return place === null ? route : withList(route, place.list, (steps) => steps.filter((s) => s.id !== id));
}

/** One place up or down among its neighbours. */
export function shiftStep(route: Route, id: string, by: -1 | 1): Route {
  const place = placeOf(route, id);
  if (place === null) return route;
  const to = place.index + by;
  if (to < 0 || to >= place.count) return route;
  return withList(route, place.list, (steps) => {
    const [one] = steps.splice(place.index, 1);
    if (one !== undefined) steps.splice(to, 0, one);
    return steps;
  });
}

export type StepChange = { [K in keyof Step]?: Step[K] | undefined };

export function changeStep(route: Route, id: string, change: StepChange): Route {
  const place = placeOf(route, id);
  if (place === null) return route;
  return withList(route, place.list, (steps) =>
    steps.map((s) => (s.id === id ? (tidy({ ...s, ...change }) as Step) : s)),
  );
}

export function changeArm(route: Route, step: string, arm: string, change: Partial<Arm>): Route {
  const found = findStep(route, step);
  if (found?.arms === undefined) return route;
  return changeStep(route, step, { arms: found.arms.map((one) => (one.id === arm ? { ...one, ...change } : one)) });
}

/** A new arm stands before the last of a branch, which takes what is left. */
export function addArm(route: Route, step: string, arm: Arm): Route {
  const found = findStep(route, step);
  if (found?.arms === undefined) return route;
  const last = found.kind === "branch" ? found.arms.length - 1 : found.arms.length;
  return changeStep(route, step, { arms: [...found.arms.slice(0, last), arm, ...found.arms.slice(last)] });
}

/** Fewer than two arms are no branch: the last two stay. */
export function removeArm(route: Route, step: string, arm: string): Route {
  const found = findStep(route, step);
  if (found?.arms === undefined || found.arms.length <= 2) return route;
  return changeStep(route, step, { arms: found.arms.filter((one) => one.id !== arm) });
}

/** Earlier or later among the arms: the first that holds is taken. The last of a branch stays last. */
export function shiftArm(route: Route, step: string, arm: string, by: -1 | 1): Route {
  const found = findStep(route, step);
  const arms = [...(found?.arms ?? [])];
  const at = arms.findIndex((one) => one.id === arm);
  const most = found?.kind === "branch" ? arms.length - 1 : arms.length;
  if (at < 0 || at >= most || at + by < 0 || at + by >= most) return route;
  const [one] = arms.splice(at, 1);
  if (one !== undefined) arms.splice(at + by, 0, one);
  return changeStep(route, step, { arms });
}

export type StepNaming = (key: StepKind | "arm" | "otherwise", n?: number) => Step["name"];

export function newArm(taken: ReadonlySet<string>, name: Step["name"], when?: string): Arm {
  return { id: freshId("arm", taken), name, steps: [], ...(when === undefined ? {} : { when }) };
}

/** A step as it is added: it asks the applicant's superior until somebody says otherwise. */
export function newStep(kind: StepKind, taken: ReadonlySet<string>, name: StepNaming): Step {
  const step: Step = { id: freshId("step", taken), kind, name: name(kind) };
  if (kind === "approve") {
    return { ...step, who: [{ kind: "superior", n: 1 }], how: "all", may: { transfer: true, add: true, return: true } };
  }
  if (kind === "cc") return { ...step, who: [{ kind: "superior", n: 1 }] };
  const first = newArm(taken, name("arm", 1), "");
  const second = newArm(new Set([...taken, first.id]), kind === "branch" ? name("otherwise") : name("arm", 2));
  return { ...step, arms: [first, second] };
}
