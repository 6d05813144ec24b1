"""Put a language of the whole site into one HTML file that opens from a chat, a stick or a disk, with no network.

Every page becomes a section; links between pages lead to sections of the same file, and ids carry their page's name
before them.  Which section shows is decided by the address alone (``:target``), so nothing needs a script.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from .. import templating
from ..locales import SOURCE
from ..pages.slots import Value
from ..templating import markup
from . import headers
from .build import minified
from .compile import VOID

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler

FOLDER = "download"

LEFT_OUT = frozenset((*headers.SCRIPTED, "card", "print"))
"""Kinds of pages that need a script, or lead to other files; links to them lead to the website."""

SWITCH = """
@supports selector(:has(*)) {
  .sheet { display: none; }
  .sheet:target, .sheet:has(:target), #all:target .sheet, #all:not(:target):not(:has(:target)) .sheet:first-child { display: block; }
}
.sheet:target, #all:target { background: none; }
.back a { display: inline-flex; align-items: center; min-height: 44px; }
.sheet + .sheet { margin-top: 2rem; }
@media print { .back { display: none; } }
"""
"""Shows one section at a time; a browser too old for it shows all of them, one after another, and every link works."""

_ID_LISTS = frozenset(("aria-labelledby", "aria-describedby", "for", "headers"))


@dataclass(frozen=True)
class Address:
    """Turn the addresses of one page into those of the bundle."""

    tag: str
    path: str
    """The page's, below the site's top."""
    sections: Mapping[str, str]
    """Path of each page in the bundle to its section's id."""
    site_url: str

    @property
    def section(self) -> str:
        """Give the id of the page's own section."""
        return self.sections[self.path]

    def id(self, name: str) -> str:
        """Give an anchor its page's name."""
        return f"{self.section}--{name}"

    def link(self, href: str) -> str:
        """Lead a link to its section, and to the website where the bundle does not hold its page."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        path = posixpath.normpath(posixpath.join(self.path, parts.path)) + "/" if parts.path else self.path
        section = self.sections.get(path)
        if section is None:
            return urljoin(self.site_url + self.path, href)
        # The top of a page is its section itself: a page's own heading needs no second anchor.
        return f"#{section}--{parts.fragment}" if parts.fragment else f"#{section}"


def section_body(html: str, address: Address) -> str:
    """Cut the main part out of a page and give it the bundle's addresses."""
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return ""
    return "".join(_written(child, address) for child in _children(main)).strip()


def _children(node: Any) -> list[Any]:
    found, child = [], node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _written(node: Any, address: Address) -> str:
    if node.tag == "-text":
        return escape(node.text_content or "", quote=False)
    if node.tag.startswith("-"):
        return ""
    given = "".join(_attribute(name, value, address) for name, value in node.attributes.items())
    inner = "".join(_written(child, address) for child in _children(node))
    return f"<{node.tag}{given}>" if node.tag in VOID else f"<{node.tag}{given}>{inner}</{node.tag}>"


def _attribute(name: str, value: str | None, address: Address) -> str:
    if value is None:
        return f" {name}"
    if name == "id":
        value = address.id(value)
    elif name in _ID_LISTS:
        value = " ".join(address.id(one) for one in value.split())
    elif name == "href":
        value = address.link(value)
    return f' {name}="{escape(value)}"'


def bundle(whole: Whole, fillers: Sequence[Filler]) -> bytes:
    """Make the file of these languages, the first of them shown first."""
    first = fillers[0]
    style = whole.frame.style + minified(SWITCH)
    site = first.content.site
    html = templating.render(
        "site/bundle.html.jinja",
        tag=first.locale.tag,
        dir=first.locale.dir,
        policy=headers.policy("bundle", style),
        name=first.text_plain(site.name),
        style=markup(style),
        languages=[_language(whole, filling, fillers) for filling in fillers],
    )
    return (html + "\n").encode("utf-8")


def _language(whole: Whole, filling: Filler, fillers: Sequence[Filler]) -> dict[str, object]:
    tag, words, pages = filling.locale.tag, whole.project.words, [page for page in whole.frame.pages if page.kind not in LEFT_OUT]
    sections = {f"{one.locale.tag}/{page.path}": _section(one.locale.tag, page.path) for one in fillers for page in pages}
    day = Value("day", (whole.as_of,))
    return {
        "tag": tag,
        "dir": filling.locale.dir,
        "name": filling.locale.name,
        "heading": markup(filling.text_html(filling.content.site.name, 0, links=False)),
        "made": markup(filling.text_html(words["bundle-made"], 0, arguments={"day": day})),
        "newest": markup(filling.text_html(words["bundle-online"], 0, links=False)),
        "all": markup(filling.text_html(words["bundle-all"], 0, links=False)),
        "list": markup(filling.text_html(words["bundle-pages"], 0, links=False)),
        "online": f"{whole.frame.site_url}{tag}/",
        "pages": [
            {
                "id": _section(tag, page.path),
                "title": markup(filling.text_html(page.title, page.depth, links=False)),
                "body": markup(
                    section_body(
                        whole.files[f"{tag}/{page.path}index.html"].decode("utf-8"),
                        Address(tag, f"{tag}/{page.path}", sections, whole.frame.site_url),
                    )
                ),
            }
            for page in pages
        ],
    }


def _section(tag: str, path: str) -> str:
    """Name a page's section: its language and its folders."""
    return re.sub(r"/+", "-", f"{tag}/{path or 'home'}".strip("/"))


def files(whole: Whole, *, with_english: bool = False) -> dict[str, bytes]:
    """Make one file for each language, by path; with English after it where asked."""
    english = whole.fillers[0]
    made = {}
    for filling in whole.fillers:
        paired = with_english and filling.locale.tag != SOURCE
        name = f"{filling.locale.tag}-{SOURCE}" if paired else filling.locale.tag
        made[f"{FOLDER}/{name}.html"] = bundle(whole, (filling, english) if paired else (filling,))
    return made


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack a site's files; the same files give the same bytes on every machine and day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))  # The first day a zip file can name.
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, data)
    return packed.getvalue()
