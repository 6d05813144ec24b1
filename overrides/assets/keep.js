// The page "Keep on this device": nothing is registered or stored before the reader taps the button.
"use strict";
const home = new URL("../", location.href); // The reader's language; the worker serves this folder and no other.
const show = (...ids) => {
  document.getElementById("keep-states").classList.add("known");
  for (const id of ["keep-needs", "keep-working", "keep-done", "keep-count", "keep-failed", "keep-removed", "keep-button", "keep-remove"])
    document.getElementById(id).hidden = !ids.includes(id);
};
const kept = async () => (await navigator.serviceWorker.getRegistration(home))?.active;

let said; // The words of the count, before the first figures are put in.

const done = async () => { // What is said is counted in the copy itself.
  const of = document.documentElement.lang, copy = await caches.open((await caches.keys()).find((name) => name.startsWith(of + " ")));
  const has = { pages: 0, papers: 0, size: 0 };
  for (const { url } of await copy.keys()) {
    has.pages += url.endsWith("/");
    has.papers += url.endsWith(".pdf");
    has.size += (await (await copy.match(url)).blob()).size / 1e6;
  }
  const place = document.getElementById("keep-count"), words = place.querySelector("[lang]") || place;
  said ??= words.textContent;
  words.textContent = said.replace(/{(\w+)}/g, (slot, name) => has[name].toLocaleString(words.lang || of, { maximumFractionDigits: 1 }));
  show("keep-done", "keep-count", "keep-remove");
};

async function keep() {
  show("keep-working");
  try {
    const made = await navigator.serviceWorker.register(new URL("worker.js", home), { scope: home.pathname });
    const worker = made.installing || made.waiting;
    if (worker) await new Promise((done, failed) => {
      const look = () => worker.state === "activated" ? done() : worker.state === "redundant" && failed();
      worker.addEventListener("statechange", look);
      look();
    });
    await done();
  } catch {
    await remove();
    show("keep-failed", "keep-button");
  }
}

async function remove() {
  for (const made of await navigator.serviceWorker.getRegistrations()) {
    for (const worker of [made.installing, made.waiting, made.active]) worker?.postMessage("off"); // First: it must keep nothing more.
    await made.unregister();
  }
  for (const name of await caches.keys()) await caches.delete(name);
  show("keep-removed", "keep-button");
}

if ("serviceWorker" in navigator && "caches" in window) {
  document.getElementById("keep-button").addEventListener("click", keep);
  document.getElementById("keep-remove").addEventListener("click", remove);
  kept().then((is) => is ? done() : show("keep-button"));
} else show("keep-needs");
