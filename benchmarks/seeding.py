"""Make 36 kinds of known errors out of good translations, for ``seeded_errors.py``.

Each kind changes one message the way a translator, an editor or a stranger could, and says whether it is critical.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from orderpages.locales import Locale
from orderpages.messages.rules.meaning import _cue, asked
from orderpages.messages.rules.message import STOPS, Message


@dataclass
class Corpus:
    """Hold the good messages of one language, and of the others."""

    locale: Locale
    messages: list[Message]
    others: dict[str, dict[tuple[str, str], str]]
    """By tag: the translations of the other languages."""


Inject = Callable[[Message, Corpus, random.Random], str | None]
"""Give the message with the error in it, or nothing where it has no place for one."""

FACT = re.compile(r"\{[a-z][a-z0-9_]*\}")
LINK = re.compile(r"\[([^\[\]]*)\]\[([a-z0-9-]+)\]")
DIGITS = {"ar": "٥", "fa": "۵", "zh-Hant": "５", "am": "፭", "ko": "５"}
NEAREST = {"es": "pt", "pt": "es", "fr": "es", "vi": "fr", "ar": "fa", "fa": "ar", "am": "ar", "ko": "zh-Hant", "zh-Hant": "ko"}
"""The language of the project that is written most alike; where the tag is missing, Spanish."""


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


WHOLE = r"(?:(?<=\w)\w*)?"
"""The rest of a word that a cue begins: nobody leaves half a verb."""


def swap_cue(message: Message, kind: str, by: str) -> str | None:
    words = message.terms.cues.get(kind, ())
    if message.is_list or not words or not asked(message.english, message.source)[kind]:
        return None
    latin = message.locale.script == "Latn"
    pattern = re.compile(rf"(?:{_cue(words, latin).pattern}){WHOLE if latin else ''}")
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
            changed = tidied(changed, made)
            return message.msgstr.replace(made, changed, 1) if changed != made else None
    return None


def tidied(text: str, before: str) -> str:
    """Leave no trace but the meaning: a capital where there was one, no space doubled or before a mark."""
    text = re.sub(" {2,}", " ", text).strip()
    text = re.sub(r" +(?=[.,;:?!。，、])", "", text)
    return text[:1].upper() + text[1:] if before[:1].isupper() else text


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
