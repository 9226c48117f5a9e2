"""A thousand hostile submissions: each is answered, accepted or set aside, and the stack stays up."""

from onrecord.stack import Stack

from .fuzz import Fuzz
from .mutations import BYTES, PACKED, VALUES, drop

COUNT = 1000
SEED = 20211223


async def test_hostile_submissions_are_answered_or_set_aside_and_nothing_dies(stack: Stack) -> None:
    report = await Fuzz(stack.state, seed=SEED).run(COUNT)
    print(report)
    assert not report.faulty
    assert not report.lost
    assert not report.unstored
    assert not report.died
    queued_entries = sum(one.fields != {} for one in report.queued.values())
    assert report.sent == COUNT == report.answers.total() + queued_entries
    assert report.ends.total() == len(report.queued)
    assert report.ends["accepted"] > COUNT / 10
    assert report.ends["refused"] > COUNT / 10


def test_a_seed_gives_the_same_submissions_again_and_every_kind_among_them() -> None:
    made = [drop(SEED, number) for number in range(COUNT)]
    assert made[:50] == [drop(SEED, number) for number in range(50)]
    assert {*VALUES, *BYTES, *PACKED, "mislabelled", "broken request"} <= {one.kind for one in made}
    assert {one.way for one in made} == {"post", "batch", "raw", "entry", "fields"}
