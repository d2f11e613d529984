const CONTROL = "input:not([hidden]), textarea, select, button";

/** Leads whoever could not send to the first thing that is wrong. */
export function toFirstFault(page: HTMLElement | null): void {
  const fault = page?.querySelector<HTMLElement>("[aria-invalid=true], fieldset:has(> [role=alert]), [data-fault]");
  if (!fault) return;
  fault.scrollIntoView({ block: "center" });
  const control = fault.matches(CONTROL)
    ? fault
    : (fault.closest("fieldset") ?? fault).querySelector<HTMLElement>(CONTROL);
  control?.focus({ preventScroll: true });
}
