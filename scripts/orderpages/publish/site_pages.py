"""Write what belongs to the whole site and no locale: language chooser, 404, sitemap, robots."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .. import templating
from ..templating import markup
from . import headers, link_previews

if TYPE_CHECKING:
    from .build import Whole


def files(whole: Whole) -> dict[str, bytes]:
    """Make the whole-site files by path."""
    site_url, tags = whole.frame.site_url, [filling.locale.tag for filling in whole.fillers]
    made = {
        "index.html": _chooser(whole, missing=False),
        "404.html": _chooser(whole, missing=True),
        "sitemap.xml": templating.render("site/sitemap.xml.jinja", pages=whole.frame.pages, tags=tags, site_url=site_url) + "\n",
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n",
    }
    return {path: text.encode() for path, text in made.items()}


def _chooser(whole: Whole, *, missing: bool) -> str:
    fillers, words, site_url = whole.fillers, whole.project.words, whole.frame.site_url
    english, site = fillers[0], fillers[0].content.site
    said = words["not-found" if missing else "choose-language"]
    name, neutral = english.text_plain(site.name), link_previews.neutral(english)
    heading = english.text_plain(said)
    return (
        templating.render(
            "site/chooser.html.jinja",
            missing=missing,
            title=neutral or f"{heading} – {name}",
            description=neutral or english.text_plain(site.description),
            shared_title=neutral or name,
            preview=markup("" if missing else link_previews.tags(whole.frame, english, whole.frame.pages["home"])),
            site_url=site_url,
            # A 404 is served for addresses at any depth, so its links start at the site's own top.
            base=urlsplit(site_url).path if missing else "",
            style=markup(whole.frame.style),
            policy=headers.policy("chooser", whole.frame.style),
            name=name,
            heading=heading,
            help=english.text_plain(words["not-found-help" if missing else "chooser-help"]),
            locales=[
                {
                    "tag": filler.locale.tag,
                    "dir": filler.locale.dir,
                    "name": filler.locale.name,
                    "said": filler.text_plain(said) if filler.locale.tag != "en" and not filler.localize(said).fallback else "",
                }
                for filler in fillers
            ],
        )
        + "\n"
    )
