"""Files of all kinds become articles, to the character, or say why not; none is read without bounds."""

import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from onrecord import formats
from onrecord.files import Item, PassedOver, missing, read
from onrecord.formats import Found, Unreadable


def found(items: Sequence[Item]) -> list[Found]:
    return [item for item in items if isinstance(item, Found)]


def read_bytes(path: Path, data: bytes) -> list[Item]:
    path.write_bytes(data)
    return list(read([str(path)], stdin=io.BytesIO()))


def only(items: Sequence[Item]) -> Item:
    assert len(items) == 1, items
    return items[0]


def test_a_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "“Ein\u00a0Satz”,\r\nsaid\rSomebody.\n\u2028\x85 \n\n"
    item = only(read_bytes(tmp_path / "a.txt", text.encode()))
    assert item == Found(str(tmp_path / "a.txt"), "a.txt", {"text": text})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, encoding: str) -> None:
    item = only(read_bytes(tmp_path / "a.txt", "Größe\r\n".encode(encoding)))
    assert isinstance(item, Found)
    assert item.fields == {"text": "Größe\r\n"}


@pytest.mark.parametrize(("mark", "at"), [(b"", 3), (b"\xef\xbb\xbf", 6)])
def test_bad_utf8_names_the_file_and_the_byte(tmp_path: Path, mark: bytes, at: int) -> None:
    item = only(read_bytes(tmp_path / "a.txt", mark + b"caf\xe9"))
    assert isinstance(item, Unreadable)
    assert item.file == str(tmp_path / "a.txt")
    assert f"byte {at} (0xE9) is not UTF-8" in item.reason


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1252"></head><body>Größe “so”</body></html>'
    item = only(read_bytes(tmp_path / "a.htm", page.encode("windows-1252")))
    assert isinstance(item, Found)
    assert item.fields == {"html": page}


def test_an_article_in_json_keeps_its_id_and_fields(tmp_path: Path) -> None:
    article = {"id": "x-1", "text": "A.", "publisher": "P", "published_at": "2025-01-02", "section": "world"}
    item = only(read_bytes(tmp_path / "a.json", json.dumps(article, indent=2).encode()))
    assert item == Found(str(tmp_path / "a.json"), "x-1", article)


def test_articles_without_an_id_are_named_by_their_place(tmp_path: Path) -> None:
    lines = b'\xef\xbb\xbf{"text": "A."}\n\n{"text": "B.", "id": 7}\n{"url": "https://example.org/c"}'
    items = found(read_bytes(tmp_path / "a.jsonl", lines))
    assert [item.id for item in items] == ["a.jsonl:1", "7", "a.jsonl:4"]
    assert [item.file for item in items] == [f"{tmp_path}/a.jsonl:{line}" for line in (1, 3, 4)]
    items = found(read_bytes(tmp_path / "b.json", b'[{"text": "A."}, {"html": "<p>B."}]'))
    assert [item.id for item in items] == ["b.json:1", "b.json:2"]


def test_one_bad_line_stops_no_other(tmp_path: Path) -> None:
    lines = b'{"text": "A."}\n{"text": \n{"text": ""}\n[]\n"\xff"\n{"text": "\\ud800"}\n{"text": "B."}\n'
    items = read_bytes(tmp_path / "a.ndjson", lines)
    assert [item.fields["text"] for item in found(items)] == ["A.", "B."]
    refused = {item.file.rpartition(":")[2]: item.reason for item in items if isinstance(item, Unreadable)}
    assert "is not JSON: Expecting value" in refused["2"]
    assert refused["3"] == "has no text, html or url"
    assert "no JSON object" in refused["4"]
    assert "byte 1 (0xFF) is not UTF-8" in refused["5"]
    assert "surrogate" in refused["6"]


def test_gzipped_files_are_unpacked(tmp_path: Path) -> None:
    item = only(read_bytes(tmp_path / "a.txt.gz", gzip.compress(b"A.\r\n")))
    assert item == Found(str(tmp_path / "a.txt.gz"), "a.txt.gz", {"text": "A.\r\n"})


@pytest.mark.parametrize(
    "spoilt", [b"no gzip", gzip.compress(b"A. " * 1000)[:40], gzip.compress(b"A.")[:-9] + b"x" * 9]
)
def test_a_broken_gzip_says_so(tmp_path: Path, spoilt: bytes) -> None:
    for name in ("a.txt.gz", "a.jsonl.gz"):
        assert isinstance(read_bytes(tmp_path / name, spoilt)[-1], Unreadable)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl"])
def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "ARTICLE_BYTES", 1 << 20)
    monkeypatch.setattr(formats, "LIST_BYTES", 1 << 20)
    item = only(read_bytes(tmp_path / f"{name}.gz", gzip.compress(b"[" * (3 << 20))))
    assert isinstance(item, Unreadable)
    assert "over 1 MiB" in item.reason


def test_endless_empty_lines_are_not_unpacked_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "UNPACKED_BYTES", 1 << 20)
    item = only(read_bytes(tmp_path / "a.jsonl.gz", gzip.compress(b"\n" * (2 << 20))))
    assert isinstance(item, Unreadable)
    assert "unpacks to over" in item.reason


def test_deep_json_is_refused(tmp_path: Path) -> None:
    item = only(read_bytes(tmp_path / "a.json", b"[" * 200_000))
    assert isinstance(item, Unreadable)
    assert "is not JSON" in item.reason


def test_a_folder_is_read_whole_in_order_without_what_is_no_article(tmp_path: Path) -> None:
    for name, data in {
        "b.txt": b"B.",
        "a/z.jsonl": b'{"text": "Z."}\n',
        "README.md": b"# no article",
        "expected.jsonl": b'{"speaker": "A"}\n{"speaker": "B"}\n',
        ".hidden/c.txt": b"C.",
        "empty.txt": b" \n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    items = list(read([str(tmp_path)], stdin=io.BytesIO()))
    assert [item.id for item in found(items)] == ["z.jsonl:1", "b.txt"]
    passed = {Path(item.file).name: item.reason for item in items if isinstance(item, PassedOver)}
    assert passed == {"README.md": "another type", "expected.jsonl": "no articles"}
    assert [item.reason for item in items if isinstance(item, Unreadable)] == ["is empty"]


def test_a_file_of_another_type_that_is_named_is_refused(tmp_path: Path) -> None:
    item = only(read_bytes(tmp_path / "a.pdf", b"%PDF"))
    assert isinstance(item, Unreadable)
    assert ".jsonl" in item.reason


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (b'{"text": "A."}\n{"text": "B."}\n', [{"text": "A."}, {"text": "B."}]),
        (b'{\n "text": "A."\n}\n', [{"text": "A."}]),
        (b'[{"text": "A."},\n {"text": "B."}]', [{"text": "A."}, {"text": "B."}]),
        (b"  <!DOCTYPE html>\n<p>A.", [{"html": "  <!DOCTYPE html>\n<p>A."}]),
        (b"[Reuters] said so.\nYes.\n", [{"text": "[Reuters] said so.\nYes.\n"}]),
        (b"A.\r\n", [{"text": "A.\r\n"}]),
        (gzip.compress(b'{"text": "A."}\n'), [{"text": "A."}]),
    ],
)
def test_standard_input_is_told_by_how_it_begins(data: bytes, fields: list[dict[str, str]]) -> None:
    items = list(read(["-"], stdin=io.BytesIO(data)))
    assert [item.fields for item in found(items)] == fields


def test_empty_standard_input_is_refused() -> None:
    assert isinstance(only(list(read(["-"], stdin=io.BytesIO()))), Unreadable)


def test_an_address_is_passed_on() -> None:
    url = "https://example.org/a"
    assert only(list(read([url], stdin=io.BytesIO()))) == Found(url, url, {"url": url})


def test_what_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    assert missing(["-", "http://example.org", str(tmp_path), str(tmp_path / "no.txt")]) == [str(tmp_path / "no.txt")]
