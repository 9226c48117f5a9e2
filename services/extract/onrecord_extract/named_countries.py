"""Where a text names a country: by its name, its people, its seat, a town or a body of it."""

from collections.abc import Iterator, Sequence

from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import Country, NamedBy, country_of_town, known_bodies, named_country_at, words
from onrecord_extract.mentions import NamedCountry, is_subject
from onrecord_extract.role_words import is_title_like
from onrecord_extract.sentences import Token

MAX_BODY_WORDS = 3


def countries_in(tokens: Sequence[Token]) -> Iterator[NamedCountry]:
    """The places at which a text names a country, its people, its seat, a town or a body of it, in order."""
    texts = [token.text for token in tokens]
    behind = 0
    for at, word in enumerate(texts):
        if at < behind or not word[0].isupper() or _is_first_name(tokens, at):
            continue
        if found := named_country_at(texts, at) or _body(texts, at) or _town(texts, at):
            country, size, by = found
            yield NamedCountry(tokens[at].start, country, is_subject(tokens, at), by)
            behind = at + size


def _is_first_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a country's name is a person's first: "Jordan Doe", but not "Jordan Airlines", "Jordan King Hussein"."""
    if at + 1 == len(tokens) or not is_given_name(tokens[at].text) or tokens[at + 1].start - tokens[at].end != 1:
        return False
    following = tokens[at + 1]
    told = is_title_like(following) or following.lower in words("org_words")
    return following.is_capital and not told and not is_date_word(following.text)


def _body(texts: Sequence[str], at: int) -> tuple[Country, int, NamedBy] | None:
    """The country of a body that is one state’s alone: "Lok Sabha"."""
    for size in range(MAX_BODY_WORDS, 0, -1):
        body = known_bodies().get(" ".join(texts[at : at + size]))
        if body and len(body.countries) == 1:
            return body.countries[0], size, "body"
    return None


def _town(texts: Sequence[str], at: int) -> tuple[Country, int, NamedBy] | None:
    if country := country_of_town(" ".join(texts[at : at + 2])):
        return country, 2, "town"
    country = None if is_given_name(texts[at]) else country_of_town(texts[at])
    return (country, 1, "town") if country else None
