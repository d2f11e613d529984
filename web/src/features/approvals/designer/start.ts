import type { Definition } from "../definition";

/** A template that is begun: everybody may apply, and their superior is asked. */
export function emptyDefinition(name: Definition["name"], superior: Definition["name"]): Definition {
  return {
    name,
    serial: { prefix: "SP", date: "yyyyMM", digits: 4 },
    category: "other",
    fields: [],
    route: {
      nobody: "admin",
      self: "superior",
      same: "once",
      steps: [
        {
          id: "step1",
          kind: "approve",
          name: superior,
          who: [{ kind: "superior", n: 1 }],
          how: "all",
          may: { transfer: true, add: true, return: true },
        },
      ],
    },
    level: "password",
    who_may_apply: { all: true },
  };
}
