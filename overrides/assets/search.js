/* Find a page by what a reader types.  The steps are those of scripts/orderpages/search/ (words.py, rank.py), kept equal
   by a test; the tables are put in by the build.  What is typed stays in this page: not in its address, its history,
   nor any storage.  The index is loaded at the first touch of the field, as a script, so that it works from a disk; a copy
   of the whole site in one file runs this same script, with a field and an index for each of its languages. */
(() => {
"use strict";
const shared = {};
const weights = [8, 1.5, 7.5, 1, 0.4], sure = 1, form = 0.9, starts = 0.5, byConsonants = 0.6, alike = 0.5, slipped = 0.2;
const lengths = [4, 0, 0.5, 0], paired = 0.5, parts = [/[(（]/, "|", "|", "|"];
const kinds = {guide: 1.2, provision: 1, contact: 0.95, term: 0.9, page: 0.8}, called = 3, defined = 3.5;
const within = (ranges, code) => ranges.some(([first, last]) => first <= code && code <= last);
const unspaced = text => within(shared.unspaced, text.codePointAt(0));
const inWord = /^[\p{L}\p{M}\p{N}]$/u, ascii = /^[\x00-\x7f]*$/;
const zip = (words, told) => words.slice(1).map((word, at) => told && !told.has(word) && !told.has(words[at]) ? "" : words[at] + word).filter(pair => pair);

function folding(language) {
  const least = language.least || 3, before = language.before || [], after = language.after || [];
  const stop = new Set(language.stop || []), letters = {...shared.letters}, own = language.letters || "";
  for (let at = 0; at < own.length; at += 2) letters[own[at]] = own[at + 1];
  const row = word => Array.from(word, letter => {
    const code = letter.codePointAt(0);
    return within([shared.rows], code) ? String.fromCodePoint(code - code % 8 + 5) : letter;
  }).join("");
  const letter = one => {
    const code = one.codePointAt(0), zero = shared.zeros.find(zero => zero <= code && code <= zero + 9);
    if (one in letters) return letters[one];
    if (zero !== undefined) return String(code - zero);
    return within(shared.marks, code) || within(shared.nothing, code) ? "" : one;
  };
  const fold = text => {
    const small = Array.from(text.normalize("NFKD"), one => one.toLowerCase()).join("");
    return Array.from(small, letter).join("").normalize("NFC");
  };
  const words = text => {
    const made = [];
    let run = "", of = false;
    const end = () => {
      if (!run) return;
      const letters = Array.from(run);
      if (!of) made.push(run);
      else for (let at = 0; at < Math.max(1, letters.length - 1); at++) made.push(letters.slice(at, at + 2).join(""));
      run = "";
    };
    for (const one of fold(text)) {
      const inside = inWord.test(one), kind = unspaced(one);
      if (run && (!inside || kind !== of)) end();
      if (inside) { run += one; of = kind; }
    }
    end();
    return made;
  };
  const forms = word => {
    if (unspaced(word)) return [word];
    const made = new Set();
    const begun = [word, ...before.filter(p => word.startsWith(p) && word.length - p.length >= least).map(p => word.slice(p.length))];
    for (const start of begun) {
      const ends = [start, ...after.filter(e => start.endsWith(e) && start.length - e.length >= least).map(e => start.slice(0, start.length - e.length))];
      for (const end of ends) {
        made.add(row(end));
        if (end !== word && end.length > least && end.at(-1) === end.at(-2)) made.add(row(end.slice(0, -1)));
      }
    }
    return [...made];
  };
  const consonants = word => {
    if (!language.native) return "";
    let bones = "";
    if (ascii.test(word)) {
      for (const [old, into] of language.latin) word = word.replaceAll(old, into);
      bones = word.replace(/(.)\1/g, "$1").replace(/[aeiou0-9]/g, "");
    } else for (const one of word) {
      const code = one.codePointAt(0);
      bones += language.native[within([shared.rows], code) ? String.fromCodePoint(code - code % 8) : one] || "";
    }
    bones = bones.replace(/h$/, "");
    return bones.length >= 3 ? bones : "";
  };
  const asks = (what, text) => {
    const folded = ` ${fold(text).trim().split(/\s+/).join(" ")} `;
    return (language[what] || []).some(phrase => folded.includes(unspaced(phrase) ? phrase : ` ${phrase} `));
  };
  return {fold, words, forms, consonants, asks, stops: word => stop.has(word)};
}

function slip(one, other) {
  if (one.length > other.length) [one, other] = [other, one];
  if (other.length - one.length > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  if (one.length < other.length) return one.slice(start) === other.slice(start + 1);
  if (one.slice(start + 1) === other.slice(start + 1)) return true;
  return one[start] === other[start + 1] && one[start + 1] === other[start] && one.slice(start + 2) === other.slice(start + 2);
}

function startAlike(one, other) {
  let same = 0;
  while (same < Math.min(one.length, other.length) && one[same] === other[same]) same++;
  return same >= 4 && same >= 0.7 * Math.max(one.length, other.length);
}

function ready(data) {
  const folded = folding(data.language), entries = data.entries;
  const places = new Map(), pairs = new Map(), byForm = new Map(), byBones = new Map();
  const add = (to, words, number, weight) => {
    for (const word of words) {
      if (!to.has(word)) to.set(word, new Map());
      to.get(word).set(number, (to.get(word).get(number) || 0) + weight);
    }
  };
  const list = (to, key, word) => { if (!to.has(key)) to.set(key, []); to.get(key).push(word); };
  entries.forEach((entry, number) => {
    for (let field = 0; field < 4; field++) for (const phrase of entry[2 + field].split(parts[field])) {
      const words = folded.words(phrase);
      const told = Math.max(1, words.filter(word => !folded.stops(word)).length), far = lengths[field];
      const weight = far ? weights[field] * far / (far + told) : weights[field];
      add(places, new Set(words), number, weight);
      add(pairs, new Set(zip(words)), number, weight);
    }
  });
  for (const line of data.body.split("\n")) {
    const at = line.indexOf(" ");
    for (const code of at < 0 ? "" : line.slice(at + 1)) add(places, [line.slice(0, at)], code.codePointAt(0) - 48, weights[4]);
  }
  for (const word of places.keys()) {
    const own = folded.forms(word);
    for (const one of own) list(byForm, one, word);
    if (!ascii.test(word)) for (const one of [word, ...own]) list(byBones, folded.consonants(one), word);
  }
  byBones.delete("");

  const meant = typed => {
    const found = new Map();
    const mayBe = (word, how) => { if ((found.get(word) || 0) < how) found.set(word, how); };
    if (places.has(typed)) mayBe(typed, sure);
    if (unspaced(typed)) return found;
    for (const one of folded.forms(typed)) for (const word of byForm.get(one) || []) mayBe(word, form);
    if (ascii.test(typed)) for (const word of byBones.get(folded.consonants(typed)) || []) mayBe(word, byConsonants);
    for (const word of places.keys()) {
      if (typed.length >= 3 && word.startsWith(typed)) mayBe(word, starts);
      else if (typed.length >= 4 && word.length >= 4) {
        if (startAlike(typed, word)) mayBe(word, alike);
        else if (slip(typed, word)) mayBe(word, slipped);
      }
    }
    return found;
  };
  const most = (held, of, how) => { for (const [number, weight] of of) held.set(number, Math.max(held.get(number) || 0, weight * how)); };

  return typed => {
    const words = folded.words(typed), told = words.filter(word => !folded.stops(word)), scores = new Map();
    const score = (held, says = 1) => {
      const rare = says * Math.log(1 + entries.length / (1 + held.size));
      for (const [number, weight] of held) scores.set(number, (scores.get(number) || 0) + rare * weight / (weight + 2));
    };
    const telling = new Set(told.length ? told : words);
    for (const word of telling) {
      const held = new Map();
      for (const [one, how] of meant(word)) most(held, places.get(one), how);
      most(held, pairs.get(word) || [], form);
      score(held);
    }
    for (const pair of new Set(zip(words, telling))) {
      const held = new Map(pairs.get(pair) || []);
      if (!unspaced(pair)) most(held, places.get(pair) || [], 1);
      score(held, paired);
    }
    const weigh = {...kinds, ...(folded.asks("define", typed) ? {term: defined} : {}), ...(folded.asks("call", typed) ? {contact: called} : {})};
    return [...scores].map(([entry, one]) => ({entry, score: Math.round(one * weigh[entries[entry][1]] * 1e6) / 1e6}))
      .sort((a, b) => b.score - a.score || a.entry - b.entry);
  };
}

/* ---- the page ---- */
self.orderSearch = {folding, slip, ready, shared};  // For the test that holds both programs equal.
const shown = 10;

function element(name, text, english) {
  const made = document.createElement(name);
  made.textContent = text;
  if (english) { made.lang = "en"; made.dir = "ltr"; }
  return made;
}

function begin(place) {
  const field = place.querySelector("input"), said = place.querySelector("[role=status]"), list = place.querySelector("ol");
  const {lang, dir} = place.closest("[lang]"), told = place.dataset;
  let entries = [], find = null, asked = false;

  function tell(words, language) {
    said.textContent = words;
    said.lang = language;
    said.dir = language === lang ? dir : "ltr";
  }

  function show() {
    if (!find) return;
    const typed = field.value.trim();
    list.replaceChildren();
    if (typed.length < 1) { tell("", lang); return; }
    const found = find(typed).slice(0, shown);
    for (const {entry} of found) {
      const [path, , title, answer, , , english] = entries[entry], item = document.createElement("li");
      const link = element("a", title, english & 1);
      link.href = told.up + path;
      link.className = "who";
      item.append(link, element("p", answer, english & 2));
      list.append(item);
    }
    if (found.length) tell(told.found.replace("{count}", found.length.toLocaleString(lang)), told.foundLang);
    else tell(told.none, told.noneLang);
  }

  function use(data) {
    entries = data.entries;
    find = ready(data);
    show();
  }

  function load() {
    if (asked) return;
    asked = true;
    const inside = document.getElementById(told.index);  // A copy of the site in one file has its index in it.
    if (inside) { use(JSON.parse(inside.textContent)); return; }
    const script = document.createElement("script");
    script.src = told.index;
    script.onload = () => use(self.searchIndex);
    script.onerror = () => { asked = false; };
    document.head.append(script);
  }

  place.hidden = false;
  field.value = "";
  field.addEventListener("focus", load);
  field.addEventListener("input", () => { load(); show(); });
  field.addEventListener("keydown", event => { if (event.key === "Enter" && !event.isComposing) field.blur(); });
}

document.querySelectorAll("[role=search]").forEach(begin);
})();
