import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { openQuickSearch } from "../../platform/quickSearch";
import { openHelp } from "./help";
import { usePlaces } from "./places";

function writing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Keys that work on every page. */
export function useShellKeys(): void {
  const navigate = useNavigate();
  const places = usePlaces();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const command = event.ctrlKey || event.metaKey;
      if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return openQuickSearch();
      }
      if (event.altKey && !command && /^Digit[1-9]$/.test(event.code)) {
        const place = places[Number(event.code.slice(5)) - 1];
        if (place === undefined) return;
        event.preventDefault();
        return void navigate({ to: place.to });
      }
      if (event.key === "?" && !command && !writing(event.target)) {
        event.preventDefault();
        openHelp();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, places]);
}
