"""What a reader gets: the right words, in the right language, marked where they are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from orderpages.locales import Locale
from orderpages.pages.render import Skeleton
from orderpages.pages.slots import MARK, Block, SlotTable
from orderpages.pages.table import Page as TablePage
from orderpages.pages.table import PageTable
from orderpages.project import Project
from orderpages.publish.build import Built, Frame, _extra, build, filler, frame, left_over
from orderpages.publish.compile import compile_page
from orderpages.publish.engine import Engine
from orderpages.publish.fill import dialled
from orderpages.publish.printer import printable

Page = Callable[[str], str]


def tree(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def one(html: str, selector: str):  # type: ignore[no-untyped-def]
    found = tree(html).css(selector)
    assert len(found) == 1, f"{selector}: {len(found)} elements"
    return found[0]


def test_every_page_says_its_language_and_direction(page: Page) -> None:
    for tag, direction in (("en", "ltr"), ("es", "ltr"), ("ar", "rtl")):
        html = one(page(f"{tag}/guides/siren/"), "html")
        assert (html.attributes["lang"], html.attributes["dir"]) == (tag, direction)


def test_english_is_a_locale_like_any_other(page: Page) -> None:
    html = page("en/guides/siren/")
    assert "Leave the house <strong>now</strong>." in html
    assert not tree(html).css("span.en")


def test_missing_and_changed_texts_show_current_english_on_their_own_element(page: Page) -> None:
    html = page("es/guides/siren/")
    changed = one(html, "#water-fast span")
    assert (changed.text(), changed.attributes["lang"], changed.attributes["dir"]) == ("The water can rise fast.", "en", "ltr")
    assert "El agua sube." not in html, "a fuzzy translation is never published"
    missing = one(page("es/guides/pets/"), "#no-horses span")
    assert missing.text() == "Horses stay outside."
    assert one(html, "#leave-house").html.startswith('<li id="leave-house">Salga de la casa <strong>ahora</strong>.')


def test_fallback_is_marked_in_title_navigation_and_contents_too(page: Page) -> None:
    html = page("ar/about/")
    title = one(html, "title")
    assert title.attributes["lang"] == "en"
    assert "About this site" in title.text()
    named = [node for node in tree(html).css("footer a") if node.text() == "About this site"]
    assert named
    assert named[0].css("span[lang=en][dir=ltr]")
    contents = page("ar/order/")
    entry = [node for node in tree(contents).css(".contents a") if "What the town must do" in node.text()]
    assert entry
    assert entry[0].css("span[lang=en]")


def test_the_description_says_its_language(page: Page) -> None:
    meta = one(page("ar/guides/pets/"), "meta[name=description]")
    assert (meta.attributes["content"], meta.attributes["lang"]) == ("Pets in the shelter.", "en")
    assert "lang" not in one(page("es/guides/pets/"), "meta[name=description]").attributes


def test_phones_are_links_that_read_left_to_right(page: Page) -> None:
    html = one(page("ar/guides/siren/"), "#call-warden").html
    assert '<a href="tel:+12025550100"><bdi dir="ltr">202-555-0100</bdi></a>' in html


def test_how_numbers_are_dialled() -> None:
    assert [dialled(number) for number in ("911", "301-279-8000", "1-888-214-6016")] == ["911", "+13012798000", "+18882146016"]


def test_codes_stay_whole_in_every_language(page: Page) -> None:
    for tag in ("en", "es", "ar"):
        assert '<bdi dir="ltr">F-7</bdi>' in page(f"{tag}/guides/pets/")


def test_no_link_inside_a_heading_or_link(page: Page) -> None:
    for tag in ("en", "es", "ar"):
        assert not tree(page(f"{tag}/guides/siren/")).css("h1 a, h2 a, h3 a, a a")


def test_days_follow_the_language(page: Page) -> None:
    assert "2 de abril de 2031" in page("es/changes/")
    assert "2 أبريل 2031" in page("ar/changes/")


def test_the_glossary_follows_the_languages_own_alphabet(page: Page) -> None:
    def order(tag: str) -> list[str]:
        return [str(node.attributes["id"]) for node in tree(page(f"{tag}/glossary/")).css("dt")]

    assert order("en") == ["house", "zone"]
    assert order("es") == ["house", "zone"]
    assert sorted(order("ar")) == ["house", "zone"]


def test_words_to_say_stand_in_english_too(page: Page) -> None:
    assert one(page("es/guides/siren/"), "#say-shelter .say-en").text() == "I need the shelter."
    assert not tree(page("en/guides/siren/")).css(".say-en")


def test_every_language_has_the_same_anchors(page: Page) -> None:
    def anchors(tag: str) -> set[str]:
        return {str(node.attributes["id"]) for node in tree(page(f"{tag}/guides/siren/")).css("[id]")}

    assert anchors("en") == anchors("es") == anchors("ar") == anchors("en-XA")


def test_alternates_are_absolute_reciprocal_and_have_a_default(page: Page) -> None:
    for tag in ("en", "es", "ar"):
        links = {
            str(node.attributes["hreflang"]): str(node.attributes["href"])
            for node in tree(page(f"{tag}/guides/pets/")).css("link[rel=alternate][hreflang]")
        }
        assert links[tag] == f"https://river.example/{tag}/guides/pets/"
        assert links["x-default"] == "https://river.example/en/guides/pets/"
        assert str(one(page(f"{tag}/guides/pets/"), "link[rel=canonical]").attributes["href"]) == links[tag]


def test_the_switcher_keeps_the_reader_on_the_page(page: Page) -> None:
    links = {str(node.attributes["lang"]): node for node in tree(page("es/guides/pets/")).css(".langs a")}
    assert links["ar"].attributes["href"] == "../../../ar/guides/pets/"
    assert links["ar"].attributes["dir"] == "rtl"
    assert links["es"].attributes.get("aria-current") == "true"
    assert "aria-current" not in links["ar"].attributes


def test_a_draft_says_so_and_counts_what_is_in_english(page: Page) -> None:
    about = one(page("es/guides/siren/"), ".about").text()
    assert "1" in about
    assert not one(page("en/guides/siren/"), ".about").css("p")


def test_nothing_escapes_the_catalogs(page: Page) -> None:
    """In the accented test language every word has gone through a catalog: none is left plain."""
    for path in (
        "",
        "guides/siren/",
        "guides/pets/",
        "order/",
        "order/open-shelter/",
        "contacts/",
        "glossary/",
        "questions/",
        "changes/",
        "about/",
    ):
        html = tree(page(f"en-XA/{path}"))
        for node in html.css("[lang]:not(html), script, style, bdi, cite, .langs"):
            node.decompose()
        text = re.sub(r"https?://\S+|[\w.]+@[\w.]+", "", html.body.text(separator=" "))
        plain = [word for word in re.findall(r"[A-Za-z]{4,}", text) if re.fullmatch(r"[a-zA-Z]*[aeiouclnrst][a-zA-Z]*", word)]
        assert set(plain) <= {"April", "May", "November", "Monday", "Friday", "English", "Spanish", "Mill", "Lane", "River", "Order"}, path


def test_no_mark_is_left_anywhere(town_site: tuple[Project, Built]) -> None:
    for path, data in town_site[1].files.items():
        assert b"\xee\x80\x80" not in data, path
        assert b"\xee\x80\x81" not in data, path


def test_a_mark_is_looked_for_in_texts_and_not_in_packed_bytes() -> None:
    mark = b"\xee\x80\x81"
    found = left_over({"es/index.html": b"<p>" + mark, "es/print/card.pdf": b"%PDF\xfc\x9b" + mark + b"\x06\xd8"})
    assert [finding.place.file for finding in found] == ["site/es/index.html"]


def test_the_same_sources_give_the_same_bytes(town: Project, town_site: tuple[Project, Built]) -> None:
    assert build(town, town.locales).files == town_site[1].files


@pytest.mark.parametrize("tag", ["en", "es", "ar", "en-XA", "ar-XB"])
def test_the_fill_equals_the_engines_ordinary_way(tag: str, town: Project, town_site: tuple[Project, Built]) -> None:
    """Put the words in place before the engine runs, and compare: no theme or extension looks at a word."""
    made = frame(town, town.locales)
    locale = town.locale(tag)
    page = made.pages["siren"]
    ordinary = ordinary_page(made, locale, page)
    filled = town_site[1].files[f"{tag}/{page.path}index.html"].decode()
    assert body(ordinary) == body(filled)


def ordinary_page(made: Frame, locale: Locale, page: TablePage) -> str:
    """Build one page with the engine alone: every mark replaced by its words beforehand."""
    filling = filler(made, locale, [])
    slots = made.skeleton.slots
    filling.states[page.id] = filling._count(made.compiled[page.id])

    def words(match: re.Match[str]) -> str:
        slot = slots.slots[int(match.group(1))]
        if isinstance(slot, Block):
            return filling.blocks[slot.name](filling, page, *slot.arguments).replace("\n", " ")
        return filling.html(slot, page.depth)

    def everywhere(value: Any) -> Any:
        if isinstance(value, str):
            return MARK.sub(words, value)
        if isinstance(value, dict):
            return {key: everywhere(item) for key, item in value.items()}
        return [everywhere(item) for item in value] if isinstance(value, (list, tuple)) else value

    extra = everywhere(_extra(made.skeleton, made.project, made.project.locales, made.site_url, made.style))
    front, text = made.skeleton.markdown[page.id].split("\n---\n", 1)
    front = MARK.sub(lambda match: filling.plain(slots.slots[int(match.group(1))]).replace('"', '\\"'), front)
    pages = PageTable((page,), made.pages.targets)
    skeleton = Skeleton({page.id: f"{front}\n---\n{MARK.sub(words, text)}"}, {}, slots, pages)
    engine = Engine(made.project.root, made.project.build / f"ordinary-{locale.tag}")
    engine.work.mkdir(parents=True)
    engine.write(skeleton, extra)
    return engine.run(skeleton)[page.id]


def body(html: str) -> str:
    """Normalize what a page shows: what the parser sees, without the white space the engine leaves and data for machines."""
    pieces = compile_page("page", html, SlotTable(), []).pieces
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    text = re.sub(r"<script.*?</script>", "", text[text.index("<body") :], flags=re.DOTALL).replace(" aria-current>", ">").replace("<div>", "").replace("</div>", "")
    return re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda run: run.group().strip(), text))


def test_english_that_stands_in_is_english_throughout(town: Project, edit: Callable[[str, str, str], None]) -> None:
    """A day inside a sentence shown in English is written in English too."""
    path = town.catalog_path(town.locale("ar"), "site")
    text = path.read_text(encoding="utf-8")
    start = text.index('msgctxt "last-checked"')
    broken = text[:start] + re.sub(r'msgstr ".*"', 'msgstr ""', text[start:], count=1)
    path.write_text(broken, encoding="utf-8")
    files = build(town, (town.locale("en"), town.locale("ar"))).files
    assert one(files["ar/guides/siren/index.html"].decode(), ".about li span").text() == "Last checked: May 1, 2031"


def without(town: Project, tag: str, *contexts: str) -> None:
    """Take the translations of some words of the site away."""
    path = town.catalog_path(town.locale(tag), "site")
    text = path.read_text(encoding="utf-8")
    for context in contexts:
        start = text.index(f'msgctxt "{context}"\n')
        text = text[:start] + re.sub(r'msgstr ".*"', 'msgstr ""', text[start:], count=1)
    path.write_text(text, encoding="utf-8")


def test_own_words_inside_an_english_sentence_say_their_language(town: Project) -> None:
    without(town, "es", "language-now", "from-our-question", "page-title")
    files = build(town, (town.locale("en"), town.locale("es"))).files
    html = files["es/guides/siren/index.html"].decode()
    now = one(html, ".langs summary > span.en")
    assert now.text() == "Language: Español"
    assert one(now.html, "span span").attributes == {"lang": "es", "dir": "ltr"}
    assert "lang" not in one(html, "head title").attributes, "a title is in the language of the page's own title"
    question = tree(files["es/questions/index.html"].decode()).css("p.more span.en")[0]
    assert question.css("span[lang=es]")


def test_what_a_block_lays_out_counts_for_the_state_of_its_page(town: Project) -> None:
    path = town.catalog_path(town.locale("es"), "content")
    text = path.read_text(encoding="utf-8")
    start = text.index('msgctxt "glossary/zone/')
    path.write_text(text[:start] + re.sub(r'msgstr ".*"', 'msgstr ""', text[start:], count=1), encoding="utf-8")
    html = build(town, (town.locale("en"), town.locale("es"))).files["es/glossary/index.html"].decode()
    assert len(tree(html).css("main span.en")) == 1
    footer = len(tree(html).css("footer span.en"))
    assert f": {1 + footer} " in one(html, ".about p").text()


def test_a_sign_of_our_own_in_a_translation_costs_only_itself(town: Project) -> None:
    """A private-use sign pasted into one message must not stop all pages of all languages."""
    path = town.catalog_path(town.locale("es"), "content")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgstr "Salga', 'msgstr "\ue0000\ue001Salga', 1), encoding="utf-8")
    html = build(town, (town.locale("en"), town.locale("es"))).files["es/guides/siren/index.html"].decode()
    assert one(html, "#leave-house span.en").text() == "Leave the house now."


def test_a_language_without_a_font_has_pages_and_no_prints(town: Project, tmp_path: Path) -> None:
    assert not printable(Locale("hi", "हिन्दी", "Hindi", "ltr", "Deva", "published"))
    assert printable(town.locale("ar"))
    assert not printable(town.locale("en-XA"))


def test_a_guide_may_be_called_no(town: Project, edit: Callable[[str, str, str], None]) -> None:
    """Ids that YAML takes for other things (no, a number) are ids all the same."""
    page = town.root / "docs/pages/no.md"
    page.write_text((town.root / "docs/pages/about.md").read_text(encoding="utf-8").replace("id: about", "id: no", 1), encoding="utf-8")
    files = build(town, (town.locale("en"),)).files
    title = one(files["en/no/index.html"].decode(), "title").text()
    assert title == one(files["en/about/index.html"].decode(), "title").text() != ""
