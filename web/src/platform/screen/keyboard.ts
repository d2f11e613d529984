/** A window that is lower than the page by more than this is lower because of a keyboard. */
const KEYBOARD_PX = 120;

/**
 * Keeps the page above the keyboard of a phone. Most browsers shrink the page themselves, as the
 * viewport asks them to; on others the page is told how high the part is that can be seen.
 */
export function followKeyboard(): void {
  const view = window.visualViewport;
  if (view === null) return;
  const { style } = document.documentElement;
  const fit = () => {
    const covered = window.innerHeight - view.height;
    // Zooming in shrinks the view as well, and then nothing may move.
    if (covered > KEYBOARD_PX && view.scale < 1.01) {
      style.setProperty("--view-height", `${view.height}px`);
      window.scrollTo(0, 0);
    } else style.removeProperty("--view-height");
  };
  view.addEventListener("resize", fit);
}
