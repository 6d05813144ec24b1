// The page "Keep on this device": nothing is registered or stored before the reader taps the button.
"use strict";
const home = new URL("../", location.href); // The reader's language; the worker serves this folder and no other.
const show = (...ids) => {
  document.getElementById("keep-states").classList.add("known");
  for (const id of ["keep-needs", "keep-working", "keep-done", "keep-failed", "keep-removed", "keep-button", "keep-remove"])
    document.getElementById(id).hidden = !ids.includes(id);
};
const kept = async () => (await navigator.serviceWorker.getRegistration(home))?.active;

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
    show("keep-done", "keep-remove");
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
  kept().then((is) => is ? show("keep-done", "keep-remove") : show("keep-button"));
} else show("keep-needs");
