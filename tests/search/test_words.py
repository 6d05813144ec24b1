"""What people type meets what is written: other letters, no accents, joined words, slips."""

from __future__ import annotations

import pytest

from orderpages.search.words import Folding, slip


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("POLICIA", "policía"),
        ("hopital", "l'hôpital"),
        ("cong dan", "công dân"),
        ("duoc", "được"),
        ("اخذو", "أخذو"),
        ("مدرسه", "مدرسة"),
        ("كتاب", "کتاب"),
        ("علي", "على"),
        ("شـــرطة", "شُرطة"),
        ("٩١١", "911"),
        ("۹۱۱", "911"),
        ("میترسم", "می\u200cترسم"),
        ("ሥራ", "ስራ"),
        ("ዓለም", "አለም"),
        ("ፀሐይ", "ጸሀይ"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_letters_written_for_one_another_are_one(typed: str, written: str) -> None:
    folding = Folding()
    assert set(folding.words(typed)) <= set(folding.words(written))


def test_scripts_without_spaces_are_compared_by_pairs() -> None:
    assert Folding().words("ICE敲門嗎") == ["ice", "敲門", "門嗎"]
    assert Folding().words("영장을") == ["영장", "장을"]


def test_letters_of_one_language_alone_meet() -> None:
    folding = Folding({"letters": "務务護护"})
    assert folding.words("服務護照") == folding.words("服务护照") == ["服务", "务护", "护照"]


def test_a_letter_typed_twice_in_latin_letters_is_one() -> None:
    persian = Folding({"latin": [["gh", "k"]], "native": {"ق": "k", "ل": "l", "ب": "b"}})
    assert persian.consonants("ghollabi") == persian.consonants("قلابي") == "klb"


def test_prefixes_and_endings_come_off_by_the_languages_own_list() -> None:
    arabic = Folding({"before": ["ال", "وال"], "after": ["ات"]})
    assert "شرط" not in arabic.forms("شر")
    assert set(arabic.forms("والسيارات")) & set(arabic.forms("سيارات"))


def test_ethiopic_is_compared_without_its_vowels() -> None:
    amharic = Folding({"least": 2, "after": ["ች", "ን"]})
    assert set(amharic.forms("ቤቶች")) & set(amharic.forms("ቤት"))


def test_one_slip_is_forgiven_and_two_are_not() -> None:
    assert slip("hosptal", "hospital")
    assert slip("warrent", "warrant")
    assert slip("sierna", "sirena") is True
    assert not slip("hspital", "hopsital")
    assert not slip("door", "jail")
