"""Of which country an office in a headline is, where only what the headline tells says so."""

from dataclasses import replace

from onrecord_core.records import Span

from onrecord_extract.coreference import Wanted
from onrecord_extract.layout import paragraph_at, paragraphs
from onrecord_extract.lexicon import words
from onrecord_extract.scene import Scene


def with_country_of_headline(scene: Scene, wanted: Wanted, mention: Span) -> Wanted:
    """An office that labels a headline, as one of the only country named there: "President: Peru opens its ports"."""
    at = mention.start
    headline = paragraph_at(paragraphs(scene.text), at)
    labels = scene.text[mention.end : mention.end + 1] == ":"
    if not headline or not headline.headline or not labels or wanted.country:
        return wanted
    named = {one.country for one in scene.people.countries_between(headline.start, headline.end)}
    of_country = wanted.head in words("offices_of_countries")
    return replace(wanted, country=named.pop()) if of_country and len(named) == 1 else wanted
