"""Sentences to hold up, cards to carry, and the answer whether a card is still right."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from orderpages.cli import main
from orderpages.findings import Finding, Findings
from orderpages.pages.shown import version
from orderpages.project import Project
from orderpages.publish import cards, fonts, qr
from orderpages.publish.build import Built, build
from orderpages.publish.printer import TALL, Printer

PINS = Path(__file__).parent.parent.parent / "scripts" / "fonts"
CACHE = Path(__file__).parent.parent.parent / ".cache"


def test_a_sentence_to_show_is_large_english_first(page: Callable[[str], str]) -> None:
    html = LexborHTMLParser(page("es/show/siren/say-shelter/"))
    shown = html.css_first("h1")
    assert (shown.text(), shown.attributes["lang"]) == ("I need the shelter.", "en")
    assert html.css_first(".show-own").text() == "Necesito el refugio."
    assert "https://river.example/es/" in html.css_first(".show-from").text()
    assert not html.css(".menu, script")


def test_a_desk_sees_the_rule_behind_it(page: Callable[[str], str]) -> None:
    assert (
        "The town opens the shelter · Town Order 7-31"
        in LexborHTMLParser(page("es/show/siren/say-shelter/desk/")).css_first(".show-rules").text()
    )


def test_the_guide_leads_to_it(page: Callable[[str], str]) -> None:
    assert LexborHTMLParser(page("ar/guides/siren/")).css_first("#say-shelter a.show").attributes["href"] == "../../show/siren/say-shelter/"


def test_todays_card_is_still_right(town: Project, page: Callable[[str], str]) -> None:
    short = f"ford-card-{version(town.content.cards[0], town.content)}"
    html = LexborHTMLParser(page(f"en/card/{short}/"))
    assert html.css_first(".answer").text() == "Yes. This card is still right. Checked: May 1, 2031"


def test_an_old_card_says_what_changed_and_where_the_new_one_is(page: Callable[[str], str]) -> None:
    html = LexborHTMLParser(page("es/card/ford-card-0ff1ce/"))
    assert "2" in html.css_first(".answer").text()
    rows = [[cell.text(deep=False).strip() for cell in row.css("td")] for row in html.css("tbody tr")]
    assert [row[0] for row in rows] == ["Leave the house soon.", "Take the boat."]
    assert "Salga de la casa ahora." in html.css_first("tbody tr").text()
    assert html.css("a[href='../../print/']")


def test_a_card_of_unknown_statements_is_told(town: Project, edit: Callable[[str, str, str], None]) -> None:
    edit("docs/cards.yml", "siren/leave-house", "siren/leave-home")
    with pytest.raises(Findings) as stopped:
        _ = town.content
    assert 'names the statement "siren/leave-home" in "do", which does not exist.' in str(stopped.value)
    assert 'Did you mean "siren/leave-house"?' in str(stopped.value)


def test_recording_adds_a_version_once(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(town.root)
    assert main(["cards", "--as-of", "2031-06-01"]) == 0
    assert "recorded as printed on 2031-06-01" in capsys.readouterr().out
    before = (town.docs / "printed.yml").read_bytes()
    assert main(["cards"]) == 0
    assert (town.docs / "printed.yml").read_bytes() == before
    assert len(Project(town.root).content.printed) == 2


def test_without_fonts_the_site_is_made_and_says_so(
    town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town.root)
    assert main(["build"]) == 0
    assert (
        "The site is made without printed cards and preview images: scripts/fonts/package-lock.json is missing." in capsys.readouterr().out
    )
    assert b".pdf" not in (town.site / "en/print/index.html").read_bytes()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Print the town's cards with the real fonts."""
    from conftest import copy_town

    if shutil.which("npm") is None and not list(CACHE.glob("fonts-*")):
        pytest.skip("npm, which fetches the fonts, is not installed")
    project = copy_town(tmp_path_factory.mktemp("print") / "town")
    printer = Printer(fonts.fetch(PINS, CACHE, lambda line: None), project.cache / "prints", lambda line: None)
    built: Built = build(project, project.published, printer=printer)
    again: Built = build(project, project.published, printer=Printer(printer.fonts, project.cache / "again", printer.say))
    assert {path: data for path, data in built.files.items() if path.endswith(".pdf")} == {
        path: data for path, data in again.files.items() if path.endswith(".pdf")
    }, "the same sources print the same bytes"
    return built.files


def pages_of(data: bytes) -> list[Any]:
    import pypdfium2

    return list(pypdfium2.PdfDocument(data))


def test_every_print_is_there_and_small(printed: dict[str, bytes]) -> None:
    for tag in ("en", "es", "ar"):
        for name in cards.FORMATS:
            data = printed[f"{tag}/print/ford-card-{name}.pdf"]
            assert len(data) <= (60_000 if name == "wallet" else 150_000), name
    assert b"print/ford-card-wallet.pdf" in printed["en/print/index.html"] or b"ford-card-wallet.pdf" in printed["en/print/index.html"]


def test_a_wallet_card_has_two_sides_in_two_languages(printed: dict[str, bytes]) -> None:
    front, back = pages_of(printed["es/print/ford-card-wallet.pdf"])
    assert (round(front.get_width()), round(front.get_height())) == (252, 144), "3.5 by 2 inches"
    assert "Salga de la casa ahora." in front.get_textpage().get_text_range()
    assert "I need the shelter." in back.get_textpage().get_text_range()
    assert "2031-05-01" in front.get_textpage().get_text_range()


def test_a_phone_reads_the_code_and_lands_on_a_page(printed: dict[str, bytes]) -> None:
    import zxingcpp

    for tag in ("en", "es", "ar"):
        for name in ("wallet", "flyer-letter", "booklet"):
            image = pages_of(printed[f"{tag}/print/ford-card-{name}.pdf"])[0].render(scale=300 / 72, grayscale=True).to_pil()
            read = zxingcpp.read_barcodes(image)
            assert read, f"{tag} {name}"
            path = read[0].text.removeprefix("https://river.example/")
            assert f"{path}index.html" in printed, path


def test_the_poster_leads_to_every_language(printed: dict[str, bytes]) -> None:
    import zxingcpp

    read = {one.text for one in zxingcpp.read_barcodes(pages_of(printed["print/poster.pdf"])[0].render(scale=100 / 72).to_pil())}
    assert read == {f"https://river.example/{tag}/" for tag in ("en", "es", "ar")}


def test_arabic_letters_are_shaped_and_found(printed: dict[str, bytes]) -> None:
    text = pages_of(printed["ar/print/ford-card-wallet.pdf"])[0].get_textpage().get_text_range()
    assert re.sub(r"\s", "", "202-555-0100") in re.sub(r"\s", "", text)
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    ("tag", "script", "words"),
    [
        ("es", "Latn", "¿Está aquí el río? ñ"),
        ("vi", "Latn", "Quý vị có quyền giữ im lặng."),
        ("am", "Ethi", "በሩን እንደተዘጋ ይተዉት።"),
        ("zh", "Hant", "把門關好。隔著門說話。"),
        ("ko", "Kore", "문을 닫아 두세요. 문을 사이에 두고 말하세요."),
        ("ar", "Arab", "أبقِ الباب مغلقًا."),
        ("fa", "Arab", "در را بسته نگه دارید."),
    ],
)
def test_each_script_is_drawn_and_its_words_are_found(tmp_path: Path, tag: str, script: str, words: str) -> None:
    """Print a card in a script, look whether it is drawn, and read the words back out of the file."""
    if shutil.which("npm") is None and not list(CACHE.glob("fonts-*")):
        pytest.skip("npm, which fetches the fonts, is not installed")
    family, rtl = fonts.FAMILIES[script], script == "Arab"
    own = {"lang": tag, "rtl": rtl, "tall": script in TALL, "fonts": [family, fonts.FAMILIES["Latn"]], "title": words, "do": [words]}
    data = {
        "id": "x",
        "title": words,
        "date": "2031-05-01",
        "address": "river.example/x/",
        "qr": qr.svg("https://river.example/x/"),
        "qr_alt": "x",
        "latin": [fonts.FAMILIES["Latn"]],
        "en": {"title": "x", "say": ["x"]},
        "own": own,
    }
    findings: list[Finding] = []
    printer = Printer(fonts.fetch(PINS, CACHE, lambda line: None), tmp_path, lambda line: None)
    (made,) = printer.pdf("card.pdf", "wallet", data, findings).values()
    assert findings == []
    front = pages_of(made)[0]
    ink = front.render(scale=2, grayscale=True).to_pil().crop((0, 0, 330, 230)).histogram()
    assert sum(ink[:128]) > 300, "nothing is drawn"
    # Arabic is read back in the order of its drawing by some readers: the letters are what must be there, as often as they stand.
    letters = Counter(unicodedata.normalize("NFKC", front.get_textpage().get_text_range()).replace(" ", ""))
    wanted = Counter((unicodedata.normalize("NFKC", words) * 2).replace(" ", ""))
    assert not wanted - letters
