/* What is measured in an open page, by `orderpages verify --browser` and by the tests.
   Each measure gives a list of texts, empty when all is well; the page must be laid out, with its details open or not. */
self.measure = (() => {
"use strict";
const shifts = [];
const keepShifts = entries => shifts.push(...entries.filter(one => !one.hadRecentInput));
const watch = new PerformanceObserver(list => keepShifts(list.getEntries()));
watch.observe({type: "layout-shift", buffered: true});
let painted = false;
new PerformanceObserver(() => { painted = true; }).observe({type: "paint", buffered: true});

const named = one => one && one.outerHTML ? one.cloneNode(false).outerHTML.replace(/<\/[^>]*>$/, "").slice(0, 100) + one.textContent.trim().slice(0, 30) : "";
const laidOut = one => one.getClientRects().length > 0 && one.checkVisibility(); // What a closed menu holds has boxes, and is not shown.
const all = selector => [...document.querySelectorAll(selector)];
const frame = () => new Promise(done => requestAnimationFrame(done));

/* Waits until the page has the width it was given: on a busy machine that takes a frame or more. */
const settled = async width => { for (let left = 100; left && innerWidth !== width; left--) await frame(); };

/* Lists what a page keeps on the device, a worker included. */
const stored = async () => {
  const kept = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  for (const one of await indexedDB.databases()) kept.push(one.name);
  if (self.caches) kept.push(...await caches.keys());
  if (navigator.serviceWorker) for (const one of await navigator.serviceWorker.getRegistrations()) kept.push(one.scope);
  return kept;
};

/* Lists what moved after it was drawn (web.dev, Cumulative Layout Shift), two frames after the load and the first paint. */
const shifted = async () => {
  for (let left = 100; left && !painted; left--) await frame();
  await frame();
  await frame();
  keepShifts(watch.takeRecords());
  return shifts.map(one => `${one.value.toFixed(4)} ${one.sources.map(source => named(source.node)).join(" ")}`);
};

/* Lists the answers that end below the first screen. */
const below = () => all("#answer").map(one => one.getBoundingClientRect().bottom + scrollY).filter(end => end > innerHeight)
  .map(end => `its answer ends ${Math.ceil(end - innerHeight)} px below`);

/* Lists the texts below 7:1, the contrast of WCAG 2.2, 1.4.6 (AAA); drawings have a paper of their own behind them. */
const contrast = () => {
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const color = text => text.match(/[\d.]+/g).map(Number);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const c = color(getComputedStyle(node).backgroundColor);
      if (c.length < 4 || c[3]) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const node of all("main :is(p, li, dd, dt, td, th, h1, h2, h3, summary, strong, small, span, label, a)")) {
    if (![...node.childNodes].some(one => one.nodeType === 3 && one.data.trim()) || !laidOut(node) || node.closest("svg")) continue;
    const [a, b] = [light(color(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 7) found.push(`${ratio.toFixed(2)} ${named(node)}`);
  }
  return found;
};

/* Lists what makes the page scroll sideways, stands off the screen, or does not fit the drawing it stands in. */
const cut = () => {
  const wide = document.documentElement.scrollWidth > innerWidth ? [`scrolls sideways by ${document.documentElement.scrollWidth - innerWidth} px`] : [];
  const off = all("body *").filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !one.closest(".skip, .hidden, details:not([open]) > :not(summary)");
  });
  const tall = all("foreignObject > *").filter(one => one.scrollHeight > one.parentElement.height.baseVal.value + 1);
  return [...wide, ...off.map(named), ...tall.map(one => `is cut: ${named(one)}`)];
};

/* Lists the menu links, buttons and numbers to call that are lower than 44 px (WCAG 2.2, 2.5.5). */
const small = () => all(".head a, .head summary, .foot a, .languages a, .open, button, input, main summary, .tel a, .big a, .alarm a, .exit a")
  .filter(one => laidOut(one) && !one.closest(".skip")).map(one => [one.getBoundingClientRect().height, one])
  .filter(([height]) => height < 44).map(([height, one]) => `${height.toFixed(1)} px ${named(one)}`);

/* Cuts text into what is read left to right even in right-to-left text: phone numbers, addresses, codes. */
const lettered = /(?:\+?\d[\d().\- ]{5,}\d)|[^\s\u0590-\u08ff\ufb1d-\ufefc]*[A-Za-z0-9][^\s\u0590-\u08ff\ufb1d-\ufefc]*/g;
const trimmed = text => {
  text = text.replace(/^[^A-Za-z0-9+#]+|[^A-Za-z0-9)/]+$/g, "");
  return text.endsWith(")") && !text.includes("(") ? text.replace(/[^A-Za-z0-9/]+$/, "") : text;
};
const drawnInOrder = (node, from, to) => {
  const range = document.createRange();
  let last;
  for (let at = from; at < to; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    if (last && box.left < last.left && box.top < last.bottom - 1) return false;
    last = box;
  }
  return true;
};

/* Lists the numbers, addresses and codes inside right-to-left text whose characters are not drawn left to right. */
const backwards = () => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    if (!node.parentElement.closest("[dir=rtl]") || !laidOut(node.parentElement) || node.parentElement.closest("style, script, .hidden")) continue;
    for (const one of node.data.matchAll(lettered)) {
      const text = trimmed(one[0]), from = one.index + one[0].indexOf(text);
      if (/[A-Za-z0-9]/.test(text) && /[^A-Za-z0-9]/.test(text) && !drawnInOrder(node, from, from + text.length)) found.push(`${text} in ${named(node.parentElement)}`);
    }
  }
  return found;
};

/* Lists the elements a key should reach, in the order of the page. */
const stops = () => all("a[href], button, input, select, textarea, summary, iframe, [tabindex]")
  .filter(one => laidOut(one) && !one.disabled && getComputedStyle(one).visibility !== "hidden");

/* Tells what is wrong with the element that has the focus: no box on the screen, something before it, no mark around it. */
const unseen = (one, before) => {
  const style = getComputedStyle(one), box = [...one.getClientRects()].find(line => line.width >= 2 && line.height >= 2);
  if (!box) return "has no box";
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth), top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  if (right - left < 2 || bottom - top < 2) return "is off the screen";
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  if (!hit || !(one.contains(hit) || hit.contains(one))) return `is behind ${named(hit)}`;
  const outlined = style.outlineStyle === "auto" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  return outlined || (before && style.boxShadow !== before) ? "" : "shows no focus";
};

/* Lists the elements that cannot be seen to have the focus, each focused as the keyboard does. */
const unfocused = () => {
  const found = [];
  for (const one of stops()) {
    if (one.tabIndex < 0) { found.push(`no key reaches ${named(one)}`); continue; }
    const before = getComputedStyle(one).boxShadow;
    one.focus({focusVisible: true});
    const wrong = document.activeElement === one ? unseen(one, before) : "takes no focus";
    if (wrong) found.push(`${named(one)} ${wrong}`);
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return found;
};

/* Gives the number of the element that has the focus, and what is wrong with it; nothing when the focus has left the page. */
const focused = () => {
  const one = document.activeElement;
  return !one || one === document.body || one === document.documentElement ? null : [stops().indexOf(one), unseen(one) && `${named(one)} ${unseen(one)}`];
};

const open = () => all("details").forEach(one => { one.open = true; });
const enlarge = size => { document.documentElement.style.fontSize = size; };

/* Lists the accessibility rules of axe-core that the page breaks, each with the element; axe is loaded before. */
const barriers = async only => {
  const options = {runOnly: only, resultTypes: ["violations"], preload: false, selectors: false, elementRef: true};
  const {violations} = await axe.run(document, options);
  return violations.flatMap(rule => rule.nodes.map(one => `${rule.id} at ${named(one.element) || one.html.slice(0, 100)}`));
};

return {named, settled, stored, shifted, below, contrast, cut, small, backwards, stops, unfocused, focused, open, enlarge, barriers};
})();
