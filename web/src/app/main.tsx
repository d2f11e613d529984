import "../ui/tokens.css";
import "../ui/reset.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { askMe } from "../platform/api";
import { startI18n } from "../platform/i18n";
import { isPublic } from "../platform/session";
import { startTheme } from "../platform/theme";
import { App } from "./App";
import { loadShell } from "./router";

startTheme();
if (!isPublic(location.pathname)) {
  // The session, the frame and the words are fetched side by side, not one after the other.
  askMe().catch(() => undefined); // whoever needs it hears why
  void loadShell();
}
void startI18n().then(() => {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no root");
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
