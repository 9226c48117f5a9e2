"""The occasion of each statement: what is stated beside it, told in a sentence of its own, carried over, and where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord_core.records import Article, Speaker

from onrecord_extract.attributions import Attribution
from onrecord_extract.carrying import carried
from onrecord_extract.headed import of_headed
from onrecord_extract.on_the_spot import at_the_source, home_of, on_the_spot
from onrecord_extract.scenes import reactions, scenes
from onrecord_extract.shared_occasions import exchanged, shared
from onrecord_extract.stating import Occasion, Stating
from onrecord_extract.taking import dated
from onrecord_extract.transcribed import of_transcript

MAX_BACK = 200
"""Among so many statements before a reaction the day is told on which it came."""


def occasions(
    article: Article, attributions: Sequence[Attribution], speakers: Sequence[Speaker], today: date | None = None
) -> list[Occasion]:
    """The occasions of an article's attributions, in their order; `today` is the day that no article is later than."""
    stating = Stating(article, attributions, today)
    found = stating.stated(attributions)
    for n, voice, chunks in scenes(article.text, attributions, speakers):
        found[n] = stating.with_setting(stating.with_day(found[n], chunks), chunks, attributions[n])
        if voice is not None:
            found[voice] = dated(found[voice], found[n].said_at.value)
            found[voice] = stating.with_setting(found[voice], chunks, attributions[voice])
    for n, chunks in reactions(article.text, attributions):
        before = reversed(found[max(0, n - MAX_BACK) : n])
        told = next((one.said_at.value for one in before if one.said_at.value), None)
        found[n] = stating.with_day(found[n], chunks, told)
    found = shared(stating, attributions, found, speakers)
    found = of_headed(article.text, attributions, of_transcript(article.text, attributions, found), stating.reference)
    home = home_of(article.text)
    found = exchanged(attributions, carried(found, speakers, home and home.text), speakers)
    found = at_the_source(article.text, attributions, found, speakers)
    found = on_the_spot(article.text, found, speakers, home, stating.reference)
    return [replace(one, addressee=one.addressee or one.asked) for one in found]
