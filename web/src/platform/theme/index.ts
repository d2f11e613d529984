import { create } from "zustand";

export type ThemeChoice = "system" | "light" | "dark";

const KEY = "tonggui.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

interface ThemeState {
  choice: ThemeChoice;
  dark: boolean;
}

function stored(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

function stateOf(choice: ThemeChoice): ThemeState {
  return { choice, dark: choice === "dark" || (choice === "system" && system.matches) };
}

export const useTheme = create<ThemeState>()(() => stateOf(stored()));

/** Colours the page at once and remembers the choice, so that the next start begins in it. */
export function setTheme(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  useTheme.setState(stateOf(choice));
}

function paint({ dark }: ThemeState): void {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--bg-app").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
}

/** Keeps the page in step with the system and with the other tabs of this browser. */
export function startTheme(): void {
  paint(useTheme.getState());
  useTheme.subscribe(paint);
  const again = () => useTheme.setState(stateOf(stored()));
  system.addEventListener("change", again);
  window.addEventListener("storage", (event) => event.key === KEY && again());
}
