"""Whether a statement tells of another occasion than the one that its speaker was last known to speak on."""

from onrecord_core.records import Span

from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion

_FIELDS = ("venue", "addressee", "place")


def clash(known: Occasion, occasion: Occasion) -> bool:
    """Whether a statement tells of another occasion than the one that its speaker was last known to speak on."""
    heard = known.addressee and not (known.venue or known.paragraph.headline)
    apart = occasion.is_remote and heard and not occasion.addressee
    if occasion.is_separate or apart:  # what is posted was not said to whom the speaker spoke before
        return True
    phrase, told = occasion.said_at.phrase, known.said_at
    if phrase and told.phrase and occasion.said_at.value != told.value:
        return True
    if phrase and not occasion.said_at.value and not (told.phrase and told.phrase.text == phrase.text):
        return True
    if phrase and told.value and occasion.said_at.value != told.value:
        return True
    names = _FIELDS if not (occasion.is_answer or known.is_answer) else ("venue", "place")
    chambers = (_is_chamber(known.addressee), _is_chamber(occasion.addressee))
    if any(chambers) and not _is_press(occasion.addressee):  # who asked in the House, and the House
        names = tuple(name for name in names if name != "addressee")
    return any(_differ(getattr(known, name), getattr(occasion, name)) for name in names)


def _differ(one: Span | None, other: Span | None) -> bool:
    """Whether two phrases name two things; "a briefing" and "the daily briefing" do not."""
    if one is None or other is None:
        return False
    a, b = ([word.removesuffix("s") for word in span.text.lower().split()] for span in (one, other))
    if {a[-1], b[-1]} <= setting_words("chambers"):
        return False  # "the Lok Sabha", "the House"
    return a[-1] not in b and b[-1] not in a


def _is_chamber(span: Span | None) -> bool:
    return span is not None and span.text.split()[-1].lower() in setting_words("chambers")


def _is_press(span: Span | None) -> bool:
    """Whether those who hear are of the press, which asks nothing in a chamber."""
    return span is not None and span.text.split()[-1].lower() in setting_words("press")
