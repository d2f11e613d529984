/** Says in the tab how much waits, in its words and in its picture. */
export function setBadge(name: string, unread: number): void {
  const count = unread > 99 ? "99+" : String(unread);
  document.title = unread > 0 ? `(${count}) ${name}` : name;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const picture = unread > 0 ? "/favicon-unread.svg" : "/favicon.svg";
  if (icon !== null && !icon.href.endsWith(picture)) icon.href = picture;
}
