"""Put known errors into good translations and count who finds them.

    python benchmarks/seeded_errors.py            writes benchmarks/seeded_errors.md

Takes the finished messages of every catalog in ``translations/``, makes 36 kinds of error in each language (up to
``SAMPLE`` messages a kind, chosen by a fixed seed), and runs beside each other: the rules of ``orderpages check``,
GNU ``msgfmt --check``, Babel's checkers, and translate-toolkit's pofilter (all of its filters, and the few that apply
here).  An error counts as found when its message has a finding that the good message had not.  Needs gettext and
translate-toolkit.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from translate.filters import checks
from translate.storage import po

from orderpages.findings import Finding, Severity
from orderpages.locales import Locale
from orderpages.messages.catalogs import Entry
from orderpages.messages.rules import RULES
from orderpages.messages.rules.examine import faults
from orderpages.messages.rules.meaning import _cue, asked
from orderpages.messages.rules.message import STOPS, Message
from orderpages.project import Project

HERE = Path(__file__).parent
SEED, SAMPLE, ALONE = 20261122, 20, 2
APPLICABLE = (
    "acronyms", "blank", "brackets", "doublespacing", "doublewords", "emails", "numbers", "pythonbraceformat", "sentencecount", "unchanged",
    "urls", "validchars", "xmltags", "endpunc",
)  # fmt: skip
"""The filters that the research found to apply to this text (all but the noisy and the technical ones)."""

Inject = Callable[[Message, "Corpus", random.Random], str | None]


@dataclass
class Corpus:
    """Hold the good messages of one language, and of the others."""

    locale: Locale
    messages: list[Message]
    others: dict[str, dict[tuple[str, str], str]]
    """By tag: the translations of the other languages."""


FACT = re.compile(r"\{[a-z][a-z0-9_]*\}")
LINK = re.compile(r"\[([^\[\]]*)\]\[([a-z0-9-]+)\]")
DIGITS = {"ar": "٥", "fa": "۵", "zh-Hant": "５", "am": "፭", "ko": "５"}
NEAREST = {"es": "pt", "pt": "es", "fr": "es", "vi": "fr", "ar": "fa", "fa": "ar", "am": "ar", "ko": "zh-Hant", "zh-Hant": "ko"}
"""The language of the project that is written most alike; where the tag is missing, Spanish."""


# ---------------------------------------------------------------- kinds


def once(pattern: re.Pattern[str], made: Callable[[re.Match[str]], str]) -> Inject:
    """Change the first match."""
    return lambda message, corpus, dice: pattern.sub(made, message.msgstr, count=1) if pattern.search(message.msgstr) else None


def after(text: str) -> Inject:
    """Put a text before the last mark."""

    def inject(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
        return message.msgstr[:-1] + text + message.msgstr[-1:] if len(message.msgstr) > 3 else None

    return inject


def typed(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    return FACT.sub(DIGITS.get(corpus.locale.tag, "5"), message.msgstr, count=1) if FACT.search(message.msgstr) else None


def into_word(sign: str) -> Inject:
    """Put a sign in place of (or into) a letter of a word of the language's own."""

    def inject(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
        bare = re.sub(r"\{[^}]*\}|\]\[[^\]]*\]", lambda found: " " * len(found.group()), message.msgstr)
        places = list(re.finditer(r"[^\W\d_]{3,}", bare))
        if not places:
            return None
        at = dice.choice(places).start() + 1
        return message.msgstr[:at] + sign + message.msgstr[at + (1 if sign.isalpha() else 0) :]

    return inject


def other_language(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    tags = [NEAREST.get(corpus.locale.tag, "es"), "es", "fr"]
    other = next((corpus.others[tag] for tag in tags if tag in corpus.others), {})
    text = other.get((message.context, message.msgid))
    return text if text and len(message.source) > 30 and not message.is_list else None


def partly_english(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    source, made = message.sentences
    if FACT.search(message.msgid) or "[" in message.msgid or len(source) != len(made) or len(made) < 2 or len(source[-1].split()) < 6:
        return None
    return " ".join((*made[:-1], source[-1]))


def without_cue(kind: str) -> Inject:
    """Take out what says a kind, where the English has it."""

    def inject(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
        return swap_cue(message, kind, "")

    return inject


def swap_cue(message: Message, kind: str, by: str) -> str | None:
    words = message.terms.cues.get(kind, ())
    if message.is_list or not words or not asked(message.english, message.source)[kind]:
        return None
    pattern = _cue(words, message.locale.script == "Latn")
    for source, made in message.pairs:
        if asked(message.english, source)[kind] and made in message.msgstr:
            places = list(pattern.finditer(f" {made.casefold()} "))
            if not places or len(made.casefold()) != len(made):
                return None
            # One "not" can be several words ("ne … pas"): all go.  Of several, the first goes.
            changed = made
            for found in reversed(places if asked(message.english, source)[kind] == 1 else places[:1]):
                put = by if found is places[0] else ""
                changed = changed[: max(0, found.start() - 1)] + put + changed[found.end() - 1 :]
            changed = re.sub(" {2,}", " ", changed).strip()
            return message.msgstr.replace(made, changed, 1) if changed != made else None
    return None


def bare(words: Iterable[str]) -> str:
    return next((word for word in words if not set("^*$") & set(word)), next(iter(words), "")).strip("^$").replace("*", "") + " "


def other_cue(kind: str, by: str) -> Inject:
    def inject(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
        words = message.terms.cues.get(by, ())
        return swap_cue(message, kind, bare(words)) if words else None

    return inject


def sentence_lost(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    made = message.sentences[1]
    whole = [one for one in made if one in message.msgstr]
    if len(made) < 2 or len(whole) != len(made) or FACT.search(message.msgstr) or "[" in message.msgstr or "**" in message.msgstr:
        return None
    return message.msgstr.replace(dice.choice(whole), "", 1).strip()


def sentence_added(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    donors = [
        one.msgstr
        for one in corpus.messages
        if len(one.sentences[1]) == 1 and len(one.source) > 40 and one.msgstr[-1] in STOPS and not re.search(r"[{\[*]", one.msgstr)
    ]
    return f"{message.msgstr} {dice.choice(donors)}" if message.msgstr[-1] in STOPS and donors else None


def term(swapped: bool) -> Inject:
    """Put another settled term, or a word that is none, for one that the English names."""

    def inject(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
        if message.is_list:
            return None
        wanted = ("judicial-warrant",) if swapped else tuple(one.id for one in message.terms.terms)
        others = {one.id: one for one in message.terms.terms}
        for one in message.settled:
            if one.id not in wanted or (swapped and "administrative-warrant" not in others):
                continue
            by = others["administrative-warrant"].use[0] if swapped else corpus.messages[40].words.split()[0]
            text = message.msgstr
            for word in sorted(one.use, key=len, reverse=True):
                text = re.sub(re.escape(word), by, text, flags=re.IGNORECASE)
            if text != message.msgstr:
                return text
        return None

    return inject


def end_mark(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    return message.msgstr[:-1] if message.msgstr[-1:] in STOPS else None


def doubled(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    bare_text = re.sub(r"\{[^}]*\}|\[[^\]]*\]\[[^\]]*\]", lambda found: " " * len(found.group()), message.msgstr)
    if corpus.locale.script == "Hant":
        found = re.search(r"[^\W\d_\x00-\u024f]{2}", bare_text)
        return message.msgstr[: found.end()] + message.msgstr[found.start() :] if found else None
    places = list(re.finditer(r"(?<![^\s])[^\W\d_]{3,}(?= )", bare_text))
    if not places:
        return None
    found = dice.choice(places)
    return message.msgstr[: found.end()] + " " + message.msgstr[found.start() :]


def quote(message: Message, corpus: Corpus, dice: random.Random) -> str | None:
    found = re.search("[“”«»「」]", message.msgstr)
    return message.msgstr[: found.start()] + message.msgstr[found.end() :] if found else None


KINDS: dict[str, tuple[bool, Inject]] = {
    "fact changed for another": (True, once(FACT, lambda found: "{other_fact}")),
    "fact lost": (True, once(re.compile(r" ?\{[a-z][a-z0-9_]*\}"), lambda found: "")),
    "fact quoted twice": (True, once(FACT, lambda found: f"{found.group()} {found.group()}")),
    "brace of a fact lost": (True, once(FACT, lambda found: found.group()[:-1])),
    "phone typed for a fact": (True, once(FACT, lambda found: "240-555-0199")),
    "number typed in the script's digits": (True, typed),
    "link to another page": (True, once(LINK, lambda found: f"[{found.group(1)}][privacy]")),
    "link dropped": (True, once(LINK, lambda found: found.group(1))),
    "link added to another site": (True, after(" [x](https://evil.example)")),
    "bold dropped": (True, once(re.compile(r"\*\*"), lambda found: "")),
    "element added": (True, after(" <img src=x onerror=alert(1)>")),
    "template expression added": (True, after(" {{ config.site_url }}")),
    "attribute list added": (True, after("{: onclick=x }")),
    "address typed": (True, after(" www.evil.example")),
    "direction override": (True, into_word("\u202e")),
    "invisible character in a word": (True, into_word("\u200b")),
    "look-alike letter": (True, into_word("\u0430")),
    "another language pasted in": (True, other_language),
    "left in English": (False, lambda message, corpus, dice: message.msgid if len(message.source.split()) > 3 else None),
    "last sentence left in English": (False, partly_english),
    "not lost": (True, without_cue("not")),
    "must lost": (True, without_cue("must")),
    "must turned into may": (True, other_cue("must", "may")),
    "must not turned into must": (True, other_cue("must_not", "must")),
    "may turned into must not": (True, other_cue("may", "must_not")),
    "unless lost": (True, without_cue("unless")),
    "only lost": (True, without_cue("only")),
    "sentence lost": (False, sentence_lost),
    "sentence added": (False, sentence_added),
    "term swapped for its opposite": (True, term(True)),
    "term not the settled one": (False, term(False)),
    "end mark lost": (False, end_mark),
    "word doubled": (False, doubled),
    "space doubled": (False, once(re.compile(r"(?<=\w) (?=\w)"), lambda found: "  ")),
    "quotation mark lost": (False, quote),
    "text pasted many times": (True, lambda message, corpus, dice: message.msgstr * 9 if len(message.msgid) > 20 else None),
}
"""Kind to whether it is critical (it can mislead about a right or break the page), and how it is made."""


# ---------------------------------------------------------------- who looks


def by_rules(messages: list[Message]) -> dict[int, set[str]]:
    """Apply our rules to a catalog; give the rules that find something by message."""
    number = {id(message): at for at, message in enumerate(messages)}
    found: dict[int, set[str]] = defaultdict(set)
    for rule, message, _ in faults(messages):
        found[number[id(message)]].add(rule.id)
    return found


def as_po(messages: list[Message], locale: Locale) -> str:
    """Write a catalog with the format flags msgfmt needs, one message at a known line."""
    rows = [
        f'msgid ""\nmsgstr ""\n"Language: {locale.folder}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {locale.plural_forms}\\n"\n'
    ]
    for at, message in enumerate(messages):
        flag = "#, python-brace-format\n" if FACT.search(message.msgid) else ""
        rows.append(f'#: m:{at}\n{flag}msgctxt "{at}"\nmsgid "{escaped(message.msgid)}"\nmsgstr "{escaped(message.msgstr)}"\n')
    return "\n".join(rows)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def by_msgfmt(messages: list[Message], locale: Locale) -> dict[int, set[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.po"
        path.write_text(as_po(messages, locale), encoding="utf-8")
        done = subprocess.run(
            ["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True, errors="replace", check=False
        )
        lines = path.read_text(encoding="utf-8").split("\n")
    found: dict[int, set[str]] = defaultdict(set)
    for line in re.findall(r"x\.po:(\d+):", done.stderr):
        at = next((row for row in reversed(lines[: int(line)]) if row.startswith("#: m:")), "#: m:-1")
        found[int(at[5:])].add("msgfmt")
    return found


def by_babel(messages: list[Message], locale: Locale) -> dict[int, set[str]]:
    catalog = read_po(BytesIO(as_po(messages, locale).encode()), locale=None)
    found: dict[int, set[str]] = defaultdict(set)
    for message, errors in catalog.check():
        if errors:
            found[int(message.context)].add("babel")
    return found


def by_pofilter(locale: Locale) -> Callable[[Message], set[str]]:
    checker = checks.StandardChecker(checks.CheckerConfig(targetlanguage=locale.folder))

    def look(message: Message) -> set[str]:
        unit = po.pounit(message.msgid)
        unit.target = message.msgstr
        return set(checker.run_filters(unit))

    return look


# ---------------------------------------------------------------- the run


def corpora(project: Project) -> list[Corpus]:
    findings: list[Finding] = []
    read = {}
    for locale in project.published:
        if locale.status == "published":
            language = project.language(locale, findings)
            read[locale] = [
                Message(entry, locale, language.terms, language.english, domain)
                for domain, catalog in project.catalogs(locale, findings).items()
                for entry in catalog.entries.values()
                if entry.msgstr and not entry.fuzzy and entry.key in project.wanted[domain]
            ]
    texts = {locale.tag: {(one.context, one.msgid): one.msgstr for one in some} for locale, some in read.items()}
    return [
        Corpus(locale, some, {tag: text for tag, text in texts.items() if tag != locale.tag})
        for locale, some in read.items()
        if len(some) > 1000
    ]


def batches(numbers: list[int], size: int) -> list[set[int]]:
    """Cut a list into sets: rules that learn from the catalog must not learn from the errors."""
    return [set(numbers[at : at + size]) for at in range(0, len(numbers), size)]


def changed(message: Message, text: str) -> Message:
    entry = message.entry
    return replace(message, entry=Entry(entry.context, entry.msgid, text))


def main() -> None:
    project = Project(HERE.parent)
    total: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    first: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    missed: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    alarms: dict[str, dict[str, float]] = {}
    tools: dict[str, Counter[str]] = defaultdict(Counter)
    some = corpora(project)
    for corpus in some:
        tag, messages = corpus.locale.tag, corpus.messages
        good = by_rules(messages)
        look = by_pofilter(corpus.locale)
        good_po = [look(message) for message in messages]
        quiet = {"msgfmt": by_msgfmt(messages, corpus.locale), "babel": by_babel(messages, corpus.locale)}
        per_rule = Counter(rule for rules in good.values() for rule in rules)
        alarms[tag] = {rule: 100 * count / len(messages) for rule, count in per_rule.items()}
        tools[tag].update(
            messages=len(messages),
            rules=len(good),
            errors=sum(any(RULES[rule].severity is Severity.ERROR for rule in rules) for rules in good.values()),
            msgfmt=len(quiet["msgfmt"]),
            babel=len(quiet["babel"]),
            pofilter=sum(map(bool, good_po)),
            applicable=sum(bool(found & set(APPLICABLE)) for found in good_po),
        )
        for kind, (_, inject) in KINDS.items():
            dice = random.Random(f"{SEED} {kind} {tag}")
            order = list(range(len(messages)))
            dice.shuffle(order)
            bad: dict[int, Message] = {}
            for at in order:
                if len(bad) == SAMPLE:
                    break
                text = inject(messages[at], corpus, dice)
                if text is not None and text != messages[at].msgstr:
                    bad[at] = changed(messages[at], text)
            ours: dict[int, set[str]] = {}
            for some_of in batches(list(bad), ALONE if kind == "another language pasted in" else SAMPLE):
                found = by_rules([bad[at] if at in some_of else message for at, message in enumerate(messages)])
                ours |= {at: found.get(at, set()) for at in some_of}
            mixed = [bad.get(at, message) for at, message in enumerate(messages)]
            theirs, babel = by_msgfmt(mixed, corpus.locale), by_babel(mixed, corpus.locale)
            for at, message in bad.items():
                new = ours.get(at, set()) - good.get(at, set())
                po_new = look(message) - good_po[at]
                total[kind].update(
                    made=1,
                    rules=bool(new),
                    errors=any(RULES[rule].severity is Severity.ERROR for rule in new),
                    msgfmt=bool(theirs.get(at)),
                    babel=bool(babel.get(at)),
                    pofilter=bool(po_new),
                    applicable=bool(po_new & set(APPLICABLE)),
                )
                first[kind].update(new)
                if not new:
                    missed[kind][tag] += 1
                    if "-v" in sys.argv:
                        print(f"MISSED {kind} {tag} {message.context}\n  {message.msgid}\n  {messages[at].msgstr}\n  {message.msgstr}")
        print(f"{tag}: done", file=sys.stderr)
    (HERE / "seeded_errors.md").write_text(report(some, total, first, missed, alarms, tools), encoding="utf-8")


def report(some: list[Corpus], total: Any, first: Any, missed: Any, alarms: Any, tools: Any) -> str:
    def share(kind: str, who: str) -> str:
        made = total[kind]["made"]
        return f"{100 * total[kind][who] / made:.0f}" if made else "–"

    lines = [
        "# Seeded errors: who finds them",
        "",
        "`python benchmarks/seeded_errors.py` makes this file (seed and sample stand at its top). Errors are put into the real",
        f"catalogs of {len(some)} languages ({', '.join(corpus.locale.tag for corpus in some)}); a figure is the share of them, in",
        "percent, whose message then has a finding it had not before. *Stopped*: an error of ours, so English is shown.",
        "",
        "| Kind of error | made | ours | stopped | msgfmt | Babel | pofilter, applicable | pofilter, all | our rule | missed in |",
        "|---|--:|--:|--:|--:|--:|--:|--:|---|---|",
    ]
    for kind, (critical, _) in KINDS.items():
        rule = ", ".join(name for name, _ in first[kind].most_common(2))
        where = ", ".join(f"{tag} {count}" for tag, count in missed[kind].most_common())
        lines.append(
            f"| {'**' + kind + '**' if critical else kind} | {total[kind]['made']} | {share(kind, 'rules')} | {share(kind, 'errors')} | {share(kind, 'msgfmt')}"
            f" | {share(kind, 'babel')} | {share(kind, 'applicable')} | {share(kind, 'pofilter')} | {rule} | {where} |"
        )
    sums = Counter()
    for counts in total.values():
        sums.update(counts)
    whole = {who: f"{100 * sums[who] / sums['made']:.0f}" for who in ("rules", "errors", "msgfmt", "babel", "applicable", "pofilter")}
    lines += [
        f"| All {len(KINDS)} kinds | {sums['made']} | {whole['rules']} | {whole['errors']} | {whole['msgfmt']} | {whole['babel']} | {whole['applicable']} | {whole['pofilter']} | | |",
        "",
        "Bold: critical, because it can mislead about a right or break the page.",
        "",
        "## Good messages flagged",
        "",
        "Share of good messages with a finding, in percent, before silences. None of ours is an error.",
        "",
        "| Language | messages | ours | errors | msgfmt | Babel | pofilter, applicable | pofilter, all |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for tag, counts in tools.items():
        made = counts["messages"]
        lines.append(
            f"| {tag} | {made} | "
            + " | ".join(f"{100 * counts[who] / made:.2f}" for who in ("rules", "errors", "msgfmt", "babel", "applicable", "pofilter"))
            + " |"
        )
    lines += ["", "## Good messages flagged, by rule", "", "| Rule | " + " | ".join(alarms) + " |", "|---|" + "--:|" * len(alarms)]
    for rule in RULES:
        if any(rule in found for found in alarms.values()):
            lines.append(f"| {rule} | " + " | ".join(f"{found[rule]:.2f}" if rule in found else "" for found in alarms.values()) + " |")
    silent = sum(not any(rule in found for found in alarms.values()) for rule in RULES)
    lines += ["", f"The other {silent} of {len(RULES)} rules flag no good message.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
