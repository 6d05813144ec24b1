"""Slots are filled by the place they stand in, and nowhere they cannot be made safe."""

from __future__ import annotations

import pytest

from orderpages.findings import Finding, Place
from orderpages.pages.slots import Block, Message, SlotTable, Value
from orderpages.publish.compile import At, Spot, compile_page
from orderpages.records import Text


def text(english: str = "Hello") -> Text:
    return Text("page/one", english, Place("x"))


def compiled(html: str, *slots: object) -> tuple[list[object], list[Finding]]:
    table, findings = SlotTable(), []
    for slot in slots or (Message(text()),):
        html = html.replace("@", table.mark(slot), 1)  # type: ignore[arg-type]
    return list(compile_page("page", html, table, findings).pieces), findings


@pytest.mark.parametrize(
    ("html", "at"),
    [
        ("<p>@</p>", At.TEXT),
        ("<h2>@</h2>", At.PLAIN),
        ("<a href='/x'>@</a>", At.PLAIN),
        ("<summary>@</summary>", At.PLAIN),
        ("<p><a href='@'>x</a></p>", At.URL),
        ("<p title='a @ b'>x</p>", At.ATTRIBUTE),
        ("<head><title>x @</title></head>", At.TITLE),
        ('<script type="application/ld+json">{"a": "@"}</script>', At.JSON),
    ],
)
def test_a_slot_knows_its_place(html: str, at: At) -> None:
    pieces, findings = compiled(html)
    assert findings == []
    assert [piece.at for piece in pieces if isinstance(piece, Spot) and piece.at is not At.LANGUAGE] == [at]


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick='@'>x</p>",
        "<p style='@'>x</p>",
        "<script>@</script>",
        "<style>@</style>",
        "<p><!-- @ --></p>",
        "<p id='@'>x</p>",
        "<p><x@>y</x@></p>",
        "<p x@='1'>y</p>",
        "<p class='a @'>x</p>",
    ],
)
def test_a_slot_where_no_escaping_is_right_stops_the_build(html: str) -> None:
    assert compiled(html)[1]


def test_a_block_takes_the_place_of_its_element() -> None:
    pieces, findings = compiled("<main><div>@</div></main>", Block("glossary"))
    assert findings == []
    assert [piece.at for piece in pieces if isinstance(piece, Spot)] == [At.BLOCK]
    assert "<div>" not in "".join(piece for piece in pieces if isinstance(piece, str))


def test_a_block_in_running_text_stops_the_build() -> None:
    assert compiled("<p>words @ words</p>", Block("glossary"))[1]


def test_an_attribute_of_one_value_can_be_left_out() -> None:
    pieces, _ = compiled("<a href='x' aria-current='@'>y</a>", Value("current", ("es",)))
    assert [(piece.at, piece.name) for piece in pieces if isinstance(piece, Spot)] == [(At.WHOLE, "aria-current")]


def test_what_the_parser_understood_is_what_is_published() -> None:
    pieces, _ = compiled("<!doctype html><p>a &lt;b&gt; &amp; c<br>d<table><tr><td>1</table><p>@")
    assert "".join(piece for piece in pieces if isinstance(piece, str)).startswith(
        "<!doctype html><html><head></head><body><p>a &lt;b&gt; &amp; c<br>d</p><table><tbody><tr><td>1</td>"
    )
