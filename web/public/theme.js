// Runs before the first paint, so that a dark room is not lit up by a white page.
(() => {
  const chosen = localStorage.getItem("tonggui.theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const language = localStorage.getItem("tonggui.language");
  if (language) document.documentElement.lang = language;
})();
