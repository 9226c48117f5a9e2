"""Augmentation changes the form of a text and nothing else."""

from random import Random

import pytest

from onrecord_tagger.labels import ROLES
from onrecord_training.augment import QUOTE_STYLES, Rates, augmented, dateline_edits, name_edits, quote_edits
from onrecord_training.corpus import Attribution
from onrecord_training.edits import Edit, Edited

TEXT = 'Bridge\n\nPARIS (XYZ) — "It is open," Clinton said -- late. "Come, all of you." But “no”, he’d say.\n'


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


GOLD = Attribution((at("Clinton"),), (at("said"),), (at('"It is open,"'), at('"Come, all of you."')))


def test_a_span_follows_its_words() -> None:
    edited = Edited("one two three", [Edit(0, 3, "1"), Edit(8, 13, "thirty")])
    assert edited.text == "1 two thirty"
    assert edited.span((4, 7)) == (2, 5)
    assert edited.span((0, 7)) == (0, 5)
    assert edited.span((5, 10)) == (3, 12)  # cut inside a replacement: all of it


def test_an_insertion_at_the_edge_stays_outside() -> None:
    edited = Edited("abcd", [Edit(1, 1, "__"), Edit(3, 3, "__")])
    assert edited.text == "a__bc__d"
    assert edited.span((1, 3)) == (3, 5)


def test_a_deleted_edge_is_gone_from_the_span() -> None:
    edited = Edited('"ab" c', [Edit(0, 1, ""), Edit(3, 4, "")])
    assert edited.text == "ab c"
    assert edited.span((0, 4)) == (0, 2)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Edited("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])


@pytest.mark.parametrize("style", QUOTE_STYLES)
def test_quotation_marks_open_and_close_in_the_new_style(style: tuple[str, str]) -> None:
    text = Edited(TEXT, quote_edits(TEXT, style)).text
    for words in ("It is open,", "Come, all of you.", "no"):
        assert f"{style[0]}{words}{style[1]}" in text
    assert "he’d" in text


def test_a_name_is_replaced_alike_everywhere() -> None:
    text = "Clinton met Trump. Clinton left; Clintonism stayed."
    words = Edited(text, name_edits(text, Random(3))).text.split()
    assert words[0] == words[3] != "Clinton"
    assert "Clintonism" in words


def test_a_dateline_is_dropped_or_put_in() -> None:
    (edit,) = next(edits for seed in range(20) if (edits := dateline_edits(TEXT, Random(seed))))
    assert TEXT[edit.start : edit.end] == "PARIS (XYZ) — "
    plain = "Title\n\n" + "It rained all day. " * 10
    (edit,) = dateline_edits(plain, Random(1))
    assert edit.start == edit.end == 7


def test_the_gold_keeps_its_words_through_all_changes() -> None:
    rates = Rates(quotes=1, dashes=1, names=0, datelines=1)
    for seed in range(50):
        text, (moved,) = augmented(TEXT, (GOLD,), Random(seed), rates)
        for role in ROLES:
            before = "".join(TEXT[slice(*span)] for span in GOLD.spans(role))
            after = "".join(text[slice(*span)] for span in moved.spans(role))
            assert [c for c in after if c.isalpha()] == [c for c in before if c.isalpha()]


def test_the_same_seed_makes_the_same_text() -> None:
    rates = Rates(1, 1, 1, 1)
    assert augmented(TEXT, (GOLD,), Random("a"), rates) == augmented(TEXT, (GOLD,), Random("a"), rates)
