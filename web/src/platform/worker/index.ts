/** Installs the service worker, which starts this client without a network. Only builds have one. */
export function installWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Refused in a private window or over plain HTTP: then the client needs the network to start.
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
