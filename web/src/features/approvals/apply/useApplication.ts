import { useCallback, useMemo, useState } from "react";
import type { Value, Values } from "../definition";
import { useStart } from "../fields/rows/useStart";
import { initialValues } from "../fields/rows/values";
import type { Application, Chosen, Draft, TemplateVersion } from "./api";

/** What is being filled in: the values, the people chosen, and who is told. */
export function useApplication(template: TemplateVersion, draft: Draft | null) {
  const start = useStart();
  const [values, setValues] = useState<Values>(() => draft?.values ?? initialValues(template.definition.fields, start));
  const [chosen, setChosen] = useState<Chosen>(draft?.chosen ?? {});
  const [cc, setCopies] = useState<string[]>(draft?.cc ?? []);
  /** Whether this page has changed anything yet: only then there is a draft to keep. */
  const [touched, setTouched] = useState(false);

  const application = useMemo<Application>(
    () => ({ template: template.key, version: template.version, values, chosen }),
    [template.key, template.version, values, chosen],
  );
  const setValue = useCallback((field: string, value: Value) => {
    setTouched(true);
    setValues(({ [field]: _, ...rest }) => (value === null ? rest : { ...rest, [field]: value }));
  }, []);
  const choose = useCallback((step: string, ids: string[]) => {
    setTouched(true);
    setChosen(({ [step]: _, ...rest }) => (ids.length === 0 ? rest : { ...rest, [step]: ids }));
  }, []);
  const tell = useCallback((ids: string[]) => {
    setTouched(true);
    setCopies(ids);
  }, []);
  return { application, cc, touched, setValue, choose, tell };
}
