"""Put known errors into good translations and count who finds them.

    python benchmarks/seeded_errors.py            writes benchmarks/seeded_errors.md (about ten minutes)
    python benchmarks/seeded_errors.py -v 7 8     prints what the rules miss with the seeds 7 and 8, and writes nothing

Takes the finished messages of every catalog in ``translations/``, makes 36 kinds of error in each language (up to
``SAMPLE`` messages a kind, chosen by a fixed seed), and runs beside each other: the rules of ``orderpages check``,
GNU ``msgfmt --check``, Babel's checkers, and translate-toolkit's pofilter (all of its filters, and the few that apply
here).  An error counts as found when its message has a finding that the good message had not.  Then come ``MORE`` other
seeds with a larger sample, ours alone: what is found only where somebody looked would show there.  Needs gettext and
translate-toolkit.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from seeding import FACT, KINDS, Corpus
from translate.filters import checks
from translate.storage import po

from orderpages.findings import Finding, Severity
from orderpages.locales import Locale
from orderpages.messages.catalogs import Entry
from orderpages.messages.check import vocabularies
from orderpages.messages.rules import RULES
from orderpages.messages.rules.examine import alone, messages_of, together
from orderpages.messages.rules.message import Message
from orderpages.project import Project

HERE = Path(__file__).parent
SEED, SAMPLE = 20261122, 20
MORE, LARGER = (4, 55, 666), 60
BATCH, ALONE = 20, 2
"""Errors put into a catalog at a time: rules that learn from the catalog must not learn from the errors."""
APPLICABLE = (
    "acronyms", "blank", "brackets", "doublespacing", "doublewords", "emails", "numbers", "pythonbraceformat", "sentencecount", "unchanged",
    "urls", "validchars", "xmltags", "endpunc",
)  # fmt: skip
"""The filters that the research found to apply to this text (all but the noisy and the technical ones)."""


# ---------------------------------------------------------------- who looks


Found = set[tuple[str, str]]
"""Rules that find something in a message, each with its words: silences are bound to words, so other words are shown anew."""


def by_rules(messages: list[Message], changed: Container[int], *, lazy: bool = False) -> dict[int, Found]:
    """Apply our rules to a catalog; give what they find in each changed message.

    Lazily, the rules that need the whole catalog look only where no other has found anything.
    """
    number = {id(message): at for at, message in enumerate(messages)}
    found = {at: {(rule.id, fault.words) for rule, _, fault in alone(message)} for at, message in enumerate(messages) if at in changed}
    if not lazy or not all(found.values()):
        for rule, message, fault in together(messages):
            if number[id(message)] in found:
                found[number[id(message)]].add((rule.id, fault.words))
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
    read, known = {}, vocabularies(project)
    for locale in project.published:
        if locale.status == "published":
            language = replace(project.language(locale, findings), vocabularies=known(locale))
            some = messages_of(language, project.catalogs(locale, findings), project.wanted)
            read[locale] = [message for found in some.values() for message in found]
    texts = {locale.tag: {(one.context, one.msgid): one.msgstr for one in some} for locale, some in read.items()}
    return [
        Corpus(locale, some, {tag: text for tag, text in texts.items() if tag != locale.tag})
        for locale, some in read.items()
        if len(some) > 1000
    ]


def seeded(corpus: Corpus, kind: str, seed: int, sample: int) -> dict[int, Message]:
    """Make errors of one kind in messages chosen by chance; give them by the message's number."""
    dice = random.Random(f"{seed} {kind} {corpus.locale.tag}")
    order = list(range(len(corpus.messages)))
    dice.shuffle(order)
    bad: dict[int, Message] = {}
    for at in order:
        if len(bad) == sample:
            break
        message = corpus.messages[at]
        text = KINDS[kind][1](message, corpus, dice)
        if text is not None and text != message.msgstr:
            bad[at] = replace(message, entry=Entry(message.entry.context, message.entry.msgid, text))
    return bad


def new_findings(corpus: Corpus, kind: str, bad: dict[int, Message], good: dict[int, Found], lazy: bool = False) -> dict[int, set[str]]:
    """Give our rules that find in a message with an error what they did not find in the good one."""
    ours: dict[int, set[str]] = {}
    size = ALONE if kind == "another language pasted in" else BATCH
    for start in range(0, len(bad), size):
        some = list(bad)[start : start + size]
        found = by_rules([bad[at] if at in some else message for at, message in enumerate(corpus.messages)], some, lazy=lazy)
        ours |= {at: {rule for rule, _ in found[at] - good[at]} for at in some}
    return ours


def tell(kind: str, corpus: Corpus, at: int, bad: Message) -> None:
    if "-v" in sys.argv:
        good = corpus.messages[at]
        print(f"MISSED {kind} {corpus.locale.tag} {good.context}\n  {good.msgid}\n  {good.msgstr}\n  {bad.msgstr}")


def main() -> None:
    some = corpora(Project(HERE.parent))
    seeds = [int(word) for word in sys.argv[1:] if word.isdigit()]
    if seeds:
        print("\n".join(again(some, seeds, LARGER)))
        return
    text = report(*side_by_side(some))
    (HERE / "seeded_errors.md").write_text("\n".join([*text, *again(some, MORE, LARGER), ""]), encoding="utf-8")


def again(some: list[Corpus], seeds: Sequence[int], sample: int) -> list[str]:
    """Repeat it with other seeds, our rules alone."""
    made, missed = Counter[str](), {kind: Counter[str]() for kind in KINDS}
    for corpus in some:
        good = by_rules(corpus.messages, range(len(corpus.messages)))
        for kind in KINDS:
            for seed in seeds:
                bad = seeded(corpus, kind, seed, sample)
                made[kind] += len(bad)
                for at, found in new_findings(corpus, kind, bad, good, lazy=True).items():
                    if not found:
                        missed[kind][corpus.locale.tag] += 1
                        tell(kind, corpus, at, bad[at])
        print(f"{corpus.locale.tag}: done again", file=sys.stderr)
    critical = [kind for kind, (is_critical, _) in KINDS.items() if is_critical]
    lines = [
        "## Other seeds",
        "",
        f"The same with the seeds {', '.join(map(str, seeds))} and up to {sample} messages a kind and language each, ours alone. Rules and terms were",
        "mended after reading what the first seed and seeds 1, 22 and 333 missed; nothing was changed after these.",
        "",
        f"All kinds: {sum(made.values())} errors, {sum(sum(one.values()) for one in missed.values())} missed."
        f" Critical kinds: {sum(made[kind] for kind in critical)} errors, {sum(sum(missed[kind].values()) for kind in critical)} missed.",
        "",
        "| Kind with misses | made | missed | found, percent | missed in |",
        "|---|--:|--:|--:|---|",
    ]
    for kind, (is_critical, _) in KINDS.items():
        if count := sum(missed[kind].values()):
            where = ", ".join(f"{tag} {number}" for tag, number in missed[kind].most_common())
            share = 100 * (1 - count / made[kind])
            lines.append(f"| {'**' + kind + '**' if is_critical else kind} | {made[kind]} | {count} | {share:.1f} | {where} |")
    return lines


def side_by_side(some: list[Corpus]) -> tuple[Any, ...]:
    """Run our rules and the tools beside each other on the published seed."""
    total: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    first: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    missed: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    alarms: dict[str, dict[str, float]] = {}
    tools: dict[str, Counter[str]] = defaultdict(Counter)
    for corpus in some:
        tag, messages = corpus.locale.tag, corpus.messages
        good = by_rules(messages, range(len(messages)))
        look = by_pofilter(corpus.locale)
        good_po = [look(message) for message in messages]
        quiet = {"msgfmt": by_msgfmt(messages, corpus.locale), "babel": by_babel(messages, corpus.locale)}
        per_rule = Counter(rule for found in good.values() for rule in {rule for rule, _ in found})
        alarms[tag] = {rule: 100 * count / len(messages) for rule, count in per_rule.items()}
        tools[tag].update(
            messages=len(messages),
            rules=sum(map(bool, good.values())),
            errors=sum(any(RULES[rule].severity is Severity.ERROR for rule, _ in found) for found in good.values()),
            msgfmt=len(quiet["msgfmt"]),
            babel=len(quiet["babel"]),
            pofilter=sum(map(bool, good_po)),
            applicable=sum(bool(found & set(APPLICABLE)) for found in good_po),
        )
        for kind in KINDS:
            bad = seeded(corpus, kind, SEED, SAMPLE)
            ours = new_findings(corpus, kind, bad, good)
            mixed = [bad.get(at, message) for at, message in enumerate(messages)]
            theirs, babel = by_msgfmt(mixed, corpus.locale), by_babel(mixed, corpus.locale)
            for at, message in bad.items():
                po_new = look(message) - good_po[at]
                total[kind].update(
                    made=1,
                    rules=bool(ours[at]),
                    errors=any(RULES[rule].severity is Severity.ERROR for rule in ours[at]),
                    msgfmt=bool(theirs.get(at)),
                    babel=bool(babel.get(at)),
                    pofilter=bool(po_new),
                    applicable=bool(po_new & set(APPLICABLE)),
                )
                first[kind].update(ours[at])
                if not ours[at]:
                    missed[kind][tag] += 1
                    tell(kind, corpus, at, message)
        print(f"{tag}: done", file=sys.stderr)
    return some, total, first, missed, alarms, tools


def report(some: list[Corpus], total: Any, first: Any, missed: Any, alarms: Any, tools: Any) -> list[str]:
    def share(kind: str, who: str) -> str:
        made = total[kind]["made"]
        return f"{100 * total[kind][who] / made:.0f}" if made else "–"

    lines = [
        "# Seeded errors: who finds them",
        "",
        f"`python benchmarks/seeded_errors.py` makes this file (seed and sample stand at its top). {len(KINDS)} kinds of error are put into the",
        f"real catalogs of {len(some)} languages ({', '.join(corpus.locale.tag for corpus in some)}); English, the tenth, is the",
        "source and has no catalog. A figure is the share of them, in percent, whose message then has a finding it had not before.",
        "*Stopped*: an error of ours, so English is shown. Where words are taken out or exchanged, capitals, spaces and marks are put right",
        "again, so that the meaning tells and not the trace.",
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
    return lines


if __name__ == "__main__":
    main()
