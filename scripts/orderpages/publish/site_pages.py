"""Write what belongs to the whole site and no locale: language chooser, 404, sitemap, robots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from .. import templating
from ..records import Text
from ..templating import markup
from .fill import Filler


def site_pages(fillers: Sequence[Filler], words: Mapping[str, Text], site_url: str, style: str) -> dict[str, str]:
    """Make the whole-site files by path."""
    locales = [filler.locale for filler in fillers]
    pages = fillers[0].pages
    return {
        "index.html": _chooser(fillers, words, site_url, style, missing=False),
        "404.html": _chooser(fillers, words, site_url, style, missing=True),
        "sitemap.xml": templating.render("site/sitemap.xml.jinja", pages=pages, tags=[locale.tag for locale in locales], site_url=site_url) + "\n",
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n",
    }


def _chooser(fillers: Sequence[Filler], words: Mapping[str, Text], site_url: str, style: str, *, missing: bool) -> str:
    english, site = fillers[0], fillers[0].content.site
    said = words["not-found" if missing else "choose-language"]
    name = english.text_plain(site.name)
    heading = english.text_plain(said)
    return templating.render(
        "site/chooser.html.jinja",
        missing=missing,
        title=f"{heading} – {name}",
        description=english.text_plain(site.description),
        site_url=site_url,
        # A 404 is served for addresses at any depth, so its links start at the site's own top.
        base=urlsplit(site_url).path if missing else "",
        style=markup(style),
        name=name,
        heading=heading,
        help=english.text_plain(words["not-found-help" if missing else "chooser-help"]),
        locales=[
            {"tag": filler.locale.tag, "dir": filler.locale.dir, "name": filler.locale.name, "said": filler.text_plain(said) if filler.locale.tag != "en" and not filler.localize(said).fallback else ""}
            for filler in fillers
        ],
    ) + "\n"
