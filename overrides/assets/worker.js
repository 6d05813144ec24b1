// Serves the kept pages of one language.  Above this line the build has written KEPT: the name of this copy, its files
// with a hash of each, the day each is to be checked again, and the notice for that day.
"use strict";
let off = false; // Set by the page before it removes everything: a worker that still runs must keep nothing more.
self.addEventListener("message", (event) => { off = off || event.data === "off"; });

const FILES = new Map(Object.entries(KEPT.files).map(([path, about]) => [new URL(path, self.registration.scope).href, about]));
const marked = (type, hash) => ({ headers: { "Content-Type": type, "X-Kept": hash } });

async function keep() {
  const old = await Promise.all((await caches.keys()).filter((name) => name.startsWith(KEPT.tag + " ")).map((name) => caches.open(name)));
  const copy = await caches.open(KEPT.name);
  for (const [url, [hash]] of FILES) {
    const found = (await Promise.all(old.map((one) => one.match(url)))).find((one) => one?.headers.get("X-Kept") === hash);
    if (off) throw new Error("removed");
    if (found) { await copy.put(url, found); continue; }
    const fresh = await fetch(url, { cache: "no-cache" });
    if (!fresh.ok) throw new Error(url);
    const body = await fresh.blob();
    if (off) throw new Error("removed");
    await copy.put(url, new Response(body, marked(fresh.headers.get("Content-Type"), hash)));
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting(), async (error) => { await caches.delete(KEPT.name); throw error; }));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(KEPT.tag + " ") && name !== KEPT.name) await caches.delete(name);
  })());
});

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const url = origin + pathname;
  if (off || event.request.method !== "GET" || !FILES.has(url)) return;
  event.respondWith((async () => {
    const found = await caches.match(url, { cacheName: KEPT.name });
    if (!found) return fetch(event.request);
    const [, again, notice] = FILES.get(url);
    if (!again || new Date().toISOString().slice(0, 10) <= again) return found;
    const late = (await found.text()).replace("<main", () => KEPT.notices[notice] + "<main");
    return new Response(late, marked(found.headers.get("Content-Type"), ""));
  })());
});
