/// <reference lib="webworker" />
/**
 * The service worker: starts the client without a network. It knows the files of its own build, the
 * page and the small pictures that were seen. What the API answers is never kept here; the client
 * keeps for itself what its person has seen.
 *
 * A new build installs beside the one in use and takes over when the last tab of that is closed, so
 * no open page loses the files that it may still fetch.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

/** Filled in by the build: its version, and every file that a start or a late part may need. */
declare const BUILD: { version: string; files: string[] };

const BUILT = `tonggui-build-${BUILD.version}`;
const PICTURES = "tonggui-pictures";
const PICTURES_KEPT = 400;
/** A page that the network does not bring by then comes from the build. */
const PATIENCE_MS = 4_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(BUILT).then((cache) => cache.addAll(BUILD.files)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOldBuilds().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isClient(url.pathname)) event.respondWith(page(request));
  } else if (/^\/files\/[^/]+\/thumb\//.test(url.pathname)) {
    event.respondWith(picture(request, url));
  } else if (BUILD.files.includes(url.pathname)) {
    event.respondWith(built(request, url.pathname));
  }
});

/** Whether an address is one of the client's own, not the API's, a file's or a page of the server. */
function isClient(path: string): boolean {
  return !/^\/(?:(?:api|metrics|healthz|readyz|ca)(?:\/|$)|files\/)/.test(path);
}

async function dropOldBuilds(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith("tonggui-build-") && name !== BUILT);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function built(request: Request, path: string): Promise<Response> {
  return (await caches.match(path, { cacheName: BUILT })) ?? fetch(request);
}

async function page(request: Request): Promise<Response> {
  const kept = () => caches.match("/", { cacheName: BUILT });
  const fetched = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = await Promise.race([fetched, late]);
    if (first !== undefined) return first;
    return (await kept()) ?? (await fetched);
  } catch {
    return (await kept()) ?? Response.error();
  }
}

/** A picture is asked for with a link that ends; it is kept under its address without it. */
async function picture(request: Request, url: URL): Promise<Response> {
  const key = url.origin + url.pathname;
  try {
    const response = await fetch(request);
    if (response.status === 200) await keep(key, response.clone());
    else if (response.status === 404) await (await caches.open(PICTURES)).delete(key);
    return response;
  } catch {
    return (await caches.match(key, { cacheName: PICTURES })) ?? Response.error();
  }
}

async function keep(key: string, response: Response): Promise<void> {
  const cache = await caches.open(PICTURES);
  await cache.put(key, response);
  const kept = await cache.keys();
  const tooMany = kept.slice(0, Math.max(0, kept.length - PICTURES_KEPT));
  await Promise.all(tooMany.map((request) => cache.delete(request)));
}
