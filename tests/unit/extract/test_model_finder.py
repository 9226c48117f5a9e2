"""Finding attributions with a model: its folder, its offsets, long and hostile texts."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onrecord_extract import ModelError, RuleFinder, configured_finder, extract, find_attributions, load_finder
from onrecord_extract.settings import ExtractSettings
from onrecord_extract.tagged import ModelFinder
from onrecord_tagger.manifest import FILES, MANIFEST
from onrecord_tagger.pieces import Cutter, Floats, Ints
from onrecord_tagger.reading import Reader, sections
from onrecord_tagger.scoring import OnnxScorer, has_vnni

TEXT = "Ana Brandt said that the quay was safe. It is so, all of it.\n\n“We will wait,” he said.\n"
SECONDS = 60
WORDS = ["Ana", "Brandt", "said", "believes", "that", "the", "quay", "was", "safe", "“", "we", "”", ",", ".", "he", "x"]
OTHERS = ["\n", "\n\n", "\r\n", "\u00a0", "😀", "\ud800", "İ", "e\u0301", "(outlawed in Chile)", "on Monday"]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS + OTHERS), max_size=80).map(" ".join))


def test_attributions_are_offsets_as_the_corpus_cuts_them(model_finder: ModelFinder) -> None:
    first, second = model_finder.find(TEXT)
    assert [TEXT[slice(*piece)] for piece in first.content] == ["that the quay was safe"]
    assert first.source is not None
    assert first.cue is not None
    assert TEXT[slice(*first.source)] == "Ana Brandt"
    assert (TEXT[slice(*first.cue)], first.lemma, first.act) == ("said", "say", "state")
    assert TEXT[slice(*first.frame)] == "Ana Brandt said that the quay was safe."
    assert [TEXT[slice(*piece)] for piece in second.content] == ["“We will wait"]
    assert first.as_annotated


def test_statements_are_cut_as_statements_and_name_the_model(model_finder: ModelFinder) -> None:
    first, second = extract(TEXT, finder=model_finder)
    assert (first.content[0].text, first.kind) == ("the quay was safe", "indirect")
    assert first.speaker is not None
    assert first.speaker.name == "Ana Brandt"
    assert (second.content[0].text, second.kind) == ("We will wait", "direct")
    assert (first.extractor.name, first.extractor.version) == ("by-heart", "7")


@given(texts)
@settings(max_examples=60, deadline=None)
def test_any_text_gives_whole_spans_and_the_same_answer_twice(model_finder: ModelFinder, text: str) -> None:
    found = model_finder.find(text)
    assert found == model_finder.find(text)
    for one in found:
        spans = [*one.content, *filter(None, (one.source, one.cue))]
        assert all(0 <= start < end <= len(text) for start, end in spans)
    if not any("\ud800" <= character <= "\udfff" for character in text):
        for statement in extract(text, finder=model_finder):
            statement.check(text)


NOTHING = ["", " \n\n ", "😀" * 500, "😀 " * 500, "xq zv " * 5_000, "“" * 2_000, "said " * 2_000]


@pytest.mark.parametrize("text", NOTHING)
def test_texts_without_statements(model_finder: ModelFinder, text: str) -> None:
    assert extract(text, finder=model_finder) == []


class Watched(OnnxScorer):
    """A scorer that notes how much it was given at once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.units_at_once = self.spans_at_once = 0

    def links(self, projected: Floats, spans: Ints, paragraphs: Ints) -> Floats:
        self.units_at_once = max(self.units_at_once, projected.shape[1])
        self.spans_at_once = max(self.spans_at_once, spans.shape[1])
        return super().links(projected, spans, paragraphs)


def test_a_long_article_is_linked_in_sections_in_linear_time(model_folder: Path) -> None:
    scorer = Watched(model_folder)
    reader = Reader(scorer, Cutter(model_folder / "tokenizer.json"))
    began = time.monotonic()
    _, found = reader.attributions("Ana said that the quay was safe. " * 6_000)
    assert time.monotonic() - began < SECONDS
    assert len(found) == 6_000
    assert scorer.units_at_once <= reader.section + 2 * reader.reach
    assert scorer.spans_at_once <= scorer.units_at_once


@pytest.mark.parametrize("section", [20, 33, 64, 500])
def test_sections_change_nothing(model_folder: Path, section: int) -> None:
    text = (TEXT + "The quay. Ana Brandt said that was safe, that was the quay.\n") * 8
    scorer, cutter = OnnxScorer(model_folder), Cutter(model_folder / "tokenizer.json")
    whole = Reader(scorer, cutter, window=40, context=12, section=10**6).attributions(text)[1]
    assert Reader(scorer, cutter, window=40, context=12, reach=60, section=section).attributions(text)[1] == whole


def test_sections_part_the_article_at_paragraphs(model_folder: Path) -> None:
    pieces = Cutter(model_folder / "tokenizer.json")(TEXT * 20 + "x " * 300)
    found = list(sections(pieces, 50))
    assert found[0][0] == 0
    assert found[-1][1] == len(pieces.heads)
    assert [first for first, _ in found[1:]] == [stop for _, stop in found[:-1]]
    assert all(stop - first <= 50 for first, stop in found)
    assert pieces.opening(found[1][0]) == found[1][0]


@pytest.mark.parametrize(
    ("name", "found"), [("", "onrecord-tagger"), ("default", "onrecord-tagger"), ("fast", "onrecord-tagger-fast")]
)
def test_a_model_is_shipped_under_each_name(name: str, found: str) -> None:
    assert load_finder(name).name == found


def test_the_default_model_is_used_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_EXTRACTOR_MODEL", raising=False)
    assert configured_finder(ExtractSettings()) is load_finder()
    assert extract(TEXT)[0].extractor.name == "onrecord-tagger"


def test_the_rules_need_no_model() -> None:
    assert isinstance(load_finder("rules"), RuleFinder)


def test_the_setting_names_the_model(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_EXTRACTOR_MODEL", str(model_folder))
    monkeypatch.setenv("ONRECORD_EXTRACT_THREADS", "2")
    assert configured_finder().name == "by-heart"
    assert configured_finder() is configured_finder()
    assert len(find_attributions(TEXT, finder=configured_finder())) == 2


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_missing_file_is_named(fresh_model: Path, name: str) -> None:
    (fresh_model / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing"):
        load_finder(str(fresh_model))


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(fresh_model: Path, name: str) -> None:
    with (fresh_model / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=rf"{name} is not the file that manifest.json names"):
        load_finder(str(fresh_model))


BROKEN = ["", "[]", "{", '{"name": "x"}', '{"name": 1, "version": 2, "licence": 3, "files": 4}']


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_manifest_is_refused(fresh_model: Path, text: str) -> None:
    (fresh_model / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="manifest"):
        load_finder(str(fresh_model))


def test_a_window_of_no_pieces_is_refused(fresh_model: Path) -> None:
    path = fresh_model / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"window": 0}), encoding="utf-8")
    with pytest.raises(ModelError, match="window"):
        load_finder(str(fresh_model))


def test_a_unit_is_read_where_it_stands_farthest_from_an_edge(
    model_folder: Path, at: Callable[[str, str], tuple[int, int]]
) -> None:
    text = "x " * 50 + TEXT
    reader = Reader(OnnxScorer(model_folder), Cutter(model_folder / "tokenizer.json"), window=16, context=6)
    pieces, found = reader.attributions(text)
    spans = [(int(pieces.starts[one.content[0].first]), int(pieces.ends[one.content[0].last])) for one in found]
    assert spans == [at(text, "that the quay was safe"), at(text, "“We will wait")]
    assert np.all(np.diff(pieces.heads) >= 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("processor\t: 0\nflags\t\t: fpu avx2 avx512_vnni\n", True),
        ("processor\t: 0\nflags\t\t: fpu avx2 avx_vnni\n", True),
        ("processor\t: 0\nflags\t\t: fpu avx2 avx512f\n", False),
        ("processor\t: 0\nFeatures\t: fp asimd\n", False),
    ],
)
def test_a_processor_has_vnni_where_the_system_says_so(tmp_path: Path, told: str, *, expected: bool) -> None:
    processors = tmp_path / "cpuinfo"
    processors.write_text(told)
    assert has_vnni(processors) is expected


def test_a_processor_of_which_nothing_is_told_has_no_vnni(tmp_path: Path) -> None:
    assert has_vnni(tmp_path / "cpuinfo") is False
