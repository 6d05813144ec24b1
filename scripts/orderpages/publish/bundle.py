"""Put a language of the whole site into one HTML file that opens from a chat, a stick or a disk, with no network.

Every page becomes a section (``sections``).  Which section shows is decided by the address alone (``:target``), so
reading needs no script; the search page's own script and index, and the cards, travel inside.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import templating
from ..findings import Finding, Place
from ..locales import SOURCE
from ..pages.slots import Value
from ..templating import markup
from . import headers, search, sections
from .build import minified

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler

FOLDER = "download"

LARGEST = 2_000_000
"""Bytes a copy may have: what chat programs send without asking, and a prepaid phone can take (issue 4)."""

CARRIED = (("wallet", "flyer-letter"), ("wallet",), ())
"""Which papers travel inside, the most first: the first that keeps a copy within ``LARGEST`` is taken.

What each card says stands on its page in any case, laid out for showing and printing.
"""

LEFT_OUT = frozenset(("offline",))
"""Kinds of pages that mean nothing in a file; links to them lead to the website."""

MENU = ("guides", "order", "questions", "contacts", "search")
"""The pages of the site's own menu."""

SWITCH = """
.head .name { padding-block: .6rem; }
.leaf, #all { scroll-margin-top: 100vh; }
.leaf { padding-block: .25rem 2rem; }
@supports selector(:has(*)) {
  .leaf, .language > .menu, .back { display: none; }
  .leaf:target, .leaf:has(:target), #all:target .leaf:not(.page-show, .page-search, .page-topics), .language:has(:target) > .menu, #all:target .menu,
  #all:not(:has(:target)):not(:target) .language:first-child > :is(.menu, .leaf:nth-child(2)) { display: block; }
  .leaf.page-show:target { display: flex; }
  .language:has(.page-show:target) > .menu, body:has(.page-show:target) > .head { display: none; }
}
.leaf:not(.page-show):target, #all:target { background: none; }
.leaf .wrap { padding-inline: 0; }
.page-show { max-width: none; min-height: 0; }
.page-show:target { min-height: 100vh; }
.page-show .show-from { margin: auto 0 0; }
.back a { display: inline-flex; align-items: center; min-height: 44px; }
main { padding: 0; }
@media print { .back, .language > .menu { display: none !important; } .page-show:target { min-height: 0; } }
"""
"""Shows one section at a time; a browser too old for it shows all of them, one after another, and every link works."""


@dataclass(frozen=True)
class Copy:
    """Hold one file, and which papers travel in it."""

    data: bytes
    papers: tuple[str, ...]


def bundle(whole: Whole, fillers: Sequence[Filler], papers: Collection[str] = ()) -> bytes:
    """Make the file of these languages, the first of them shown first."""
    first, root = fillers[0], whole.project.root
    style = whole.frame.style.replace("main>", ".leaf>") + minified(SWITCH)
    script = search.script_file((root / "overrides/assets/search.js").read_text(encoding="utf-8")).decode("utf-8")
    parts = {filling.locale.tag: dict(_sections(whole, filling, fillers, papers)) for filling in fillers}
    indexes = {filling.locale.tag: _index(filling, parts[filling.locale.tag]["search"].address) for filling in fillers}
    named = {lead for of in parts.values() for part in of.values() for lead in part.leads()}
    named |= {path.removeprefix("#") for index in indexes.values() for path, *_ in index["entries"]}
    html = templating.render(
        "site/bundle.html.jinja",
        tag=first.locale.tag,
        dir=first.locale.dir,
        policy=headers.copy_policy(style, script),
        name=first.text_plain(first.content.site.name),
        style=markup(style),
        script=markup(script),
        languages=[_language(whole, filling, parts[filling.locale.tag], indexes[filling.locale.tag], named) for filling in fillers],
    )
    return (html + "\n").encode("utf-8")


def _sections(whole: Whole, filling: Filler, fillers: Sequence[Filler], papers: Collection[str]) -> Iterator[tuple[str, sections.Section]]:
    """Cut the sections of a language out of its pages, by the page's id."""
    pages = [page for page in whole.frame.pages if page.kind not in LEFT_OUT]
    places = {f"{one.locale.tag}/{page.path}": sections.name(one.locale.tag, page.path) for one in fillers for page in pages}
    carried = {path: data for path, data in whole.files.items() if path.endswith(tuple(f"-{paper}.pdf" for paper in papers))}
    for page in pages:
        path = f"{filling.locale.tag}/{page.path}"
        address = sections.Address(path, places, whole.frame.site_url, carried)
        yield page.id, sections.section(whole.files[f"{path}index.html"].decode("utf-8"), address)


def _index(filling: Filler, address: sections.Address) -> dict[str, Any]:
    """Read the index that the search page loads, and lead its entries to the file's sections."""
    published = next(data for path, data in sorted(filling.beside.items()) if path.startswith(f"{address.path}index-"))
    index = search.read_index_file(published)
    return {**index, "entries": [[address.link(f"../{path}"), *entry] for path, *entry in index["entries"]]}


def _language(
    whole: Whole, filling: Filler, parts: Mapping[str, sections.Section], index: Mapping[str, Any], named: Set[str]
) -> dict[str, Any]:
    tag, words = filling.locale.tag, whole.project.words

    def word(name: str, **arguments: Value) -> Any:
        return markup(filling.text_html(words[name], 0, links=False, arguments=arguments))

    return {
        "tag": tag,
        "dir": filling.locale.dir,
        "name": filling.locale.name,
        "heading": markup(filling.text_html(filling.content.site.name, 0, links=False)),
        "made": word("bundle-made", day=Value("day", (whole.as_of,))),
        "newest": word("bundle-online"),
        "all": word("bundle-all"),
        "list": word("bundle-pages"),
        "show": word("show"),
        "menu_name": filling.text_plain(words["main-menu"]),
        "menu": [(parts[name].address.section, word(name)) for name in MENU],
        "online": f"{whole.frame.site_url}{tag}/",
        "index_id": parts["search"].address.id(sections.INDEX),
        "index": markup(search.script_text(index)),
        "pages": [
            {
                "id": parts[page.id].address.section,
                "kind": page.kind,
                "title": markup(filling.text_html(page.title, page.depth, links=False)),
                "body": markup(parts[page.id].html(named, filling.locale)),
            }
            for page in whole.frame.pages
            if page.id in parts
        ],
    }


def files(whole: Whole, tags: Collection[str], *, with_english: bool = False) -> dict[str, Copy]:
    """Make one file for each of these languages, by path; with English after it where asked."""
    english = whole.fillers[0]
    made = {}
    for filling in whole.fillers:
        if filling.locale.tag not in tags:
            continue
        paired = with_english and filling.locale.tag != SOURCE
        name = f"{filling.locale.tag}-{SOURCE}" if paired else filling.locale.tag
        made[f"{FOLDER}/{name}.html"] = _largest_within(whole, (filling, english) if paired else (filling,))
    return made


def _largest_within(whole: Whole, fillers: Sequence[Filler]) -> Copy:
    made = Copy(b"", ())
    for papers in CARRIED if any(filling.prints for filling in fillers) else ((),):
        made = Copy(bundle(whole, fillers, papers), papers)
        if len(made.data) <= LARGEST:
            break
    return made


def too_large(copies: Mapping[str, Copy]) -> Iterator[Finding]:
    """Find copies that are too large even without papers."""
    for path, copy in copies.items():
        if len(copy.data) > LARGEST:
            yield Finding(
                Place(path),
                "copy-too-large",
                f"has {len(copy.data):,} bytes; a chat or an old phone takes {LARGEST:,}.",
                "Hand out the language alone, without --with-english, or shorten the longest pages.",
            )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack a site's files; the same files give the same bytes on every machine and day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))  # The first day a zip file can name.
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, data)
    return packed.getvalue()
