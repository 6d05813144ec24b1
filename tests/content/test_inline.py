from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderpages.content.inline import Bold, InlineError, Link, Quoted, Words, parse, structure


def test_each_markup_is_read() -> None:
    assert parse("Call {warden}, **see {form}** or [the page][siren].") == (
        Words("Call "),
        Quoted("warden"),
        Words(", "),
        Bold((Words("see "), Quoted("form"))),
        Words(" or "),
        Link("the page", "siren"),
        Words("."),
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "a > b",
        "`code`",
        "[x](javascript:alert)",
        "![i][j]x]",
        "{Big}",
        "{{ x }}",
        "{% x %}",
        "**open",
        "****",
        "*one*",
        "\\*",
        "[a][B c]",
        "[ ][id]",
        "a [b",
        "{#id}",
        "{: .x }",
    ],
)
def test_anything_else_is_refused_with_a_cure(text: str) -> None:
    with pytest.raises(InlineError) as refused:
        parse(text)
    assert refused.value.cure


def test_structure_ignores_order_but_not_count() -> None:
    assert structure(parse("{a} **b** [c][d] {e}")) == structure(parse("[x][d] {e} {a} **y**"))
    assert structure(parse("{a} {a}")) != structure(parse("{a}"))


@given(st.text(alphabet="[]{}*`<>\\ab1_-: ", max_size=400))
def test_parsing_never_hangs_or_breaks(text: str) -> None:
    with contextlib.suppress(InlineError):
        parse(text)


def test_twenty_thousand_brackets_are_refused_at_once() -> None:
    with pytest.raises(InlineError):
        parse("[" * 20_000)
