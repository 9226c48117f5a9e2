"""The corpus reader, on articles made up for it."""

from pathlib import Path

import pytest

from onrecord_training.corpus import Attribution, parse_annotation, read_split, trimmed

TEXT = "Mayor opens bridge\n\n“It is open,” Ana Ruiz said. “Come and see.”\n\nIt cost too much, it was claimed.\n"


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def line(key: str, role: str, *pieces: str) -> str:
    where = ";".join(f"{start} {end}" for start, end in map(at, pieces))
    return f"{key}\t{role} {where}\t{' '.join(pieces)}"


DISCONTINUOUS = [
    line("T1", "Content", "“It is open,”", "“Come and see.”"),
    line("T2", "Source", "Ana Ruiz"),
    line("T3", "Cue", "said"),
    line("T4", "Attribution", "said"),
    "E1\tAttribution:T4 Source:T2 Cue:T3 Content:T1",
]


def test_a_discontinuous_content_keeps_its_pieces_in_order() -> None:
    (found,) = parse_annotation(DISCONTINUOUS, TEXT)
    assert found == Attribution(
        source=(at("Ana Ruiz"),), cue=(at("said"),), content=(at("“It is open,”"), at("“Come and see.”"))
    )


def test_a_source_may_be_missing() -> None:
    lines = [
        line("T1", "Content", "It cost too much"),
        line("T2", "Cue", "was claimed"),
        line("T3", "Attribution-no-source", "was claimed"),
        "E1\tAttribution-no-source:T3 Cue:T2 Content:T1",
    ]
    (found,) = parse_annotation(lines, TEXT)
    assert found.source == ()
    assert found.cue == (at("was claimed"),)


def test_numbered_roles_join_the_role() -> None:
    lines = [
        line("T1", "Content", "“It is open,”"),
        line("T2", "Content", "“Come and see.”"),
        line("T3", "Cue", "said"),
        "E1\tCue:T3 Content:T1 Content2:T2",
    ]
    (found,) = parse_annotation(lines, TEXT)
    assert found.content == (at("“It is open,”"), at("“Come and see.”"))


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "the tail of a span whose words hold a line break",
        "#1\tAnnotatorNotes T1\tis this one?",
        "T9\tDiscuss 0 5\tMayor",
        "T8\tContent",
        "E9\tCue:T77",
    ],
)
def test_other_lines_are_passed_over(broken: str) -> None:
    assert parse_annotation([broken, *DISCONTINUOUS, broken], TEXT) == parse_annotation(DISCONTINUOUS, TEXT)


def test_an_attribution_without_content_is_dropped() -> None:
    lines = [line("T1", "Cue", "said"), line("T2", "Source", "Ana Ruiz"), "E1\tCue:T1 Source:T2 Content:T99"]
    assert parse_annotation(lines, TEXT) == ()


def test_spans_are_trimmed_cut_at_line_breaks_and_kept_inside_the_text() -> None:
    start, end = at("opens bridge\n\n“It")
    assert trimmed(TEXT, [(start - 1, end + 1)]) == (at("opens bridge"), at("“It"))
    assert trimmed(TEXT, [(len(TEXT) - 9, len(TEXT) + 50), (40, 40), (30, 20)]) == (at("claimed."),)


def write_split(folder: Path, texts: dict[str, str], annotations: dict[str, list[str]]) -> Path:
    for name in ("text", "attributions"):
        (folder / name).mkdir()
    for name, text in texts.items():
        (folder / "text" / f"{name}.txt").write_bytes(text.encode())
    for name, lines in annotations.items():
        (folder / "attributions" / f"{name}.ann").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_split_is_read_in_order_with_every_annotator(tmp_path: Path) -> None:
    split = write_split(
        tmp_path,
        {"b_2": TEXT, "a_1": TEXT, "nobody": TEXT},
        {"b_2_zoe": DISCONTINUOUS, "a_1_zoe": [], "a_1_amy": DISCONTINUOUS},
    )
    first, second = read_split(split)
    assert (first.name, second.name) == ("a_1", "b_2")
    assert [one.annotator for one in first.annotations] == ["amy", "zoe"]
    assert [len(one.attributions) for one in first.annotations] == [1, 0]


def test_carriage_returns_do_not_move_offsets(tmp_path: Path) -> None:
    text = "One.\r\nTwo said so.\r\n"
    start, end = at("Two", text)
    lines = [f"T1\tContent {start} {end}\tTwo", "E1\tContent:T1"]
    (document,) = read_split(write_split(tmp_path, {"x": text}, {"x_amy": lines}))
    ((span,),) = [one.content for one in document.annotations[0].attributions]
    assert document.text[span[0] : span[1]] == "Two"
