"""The mentions of a document: each name of a person or an organisation, with the title before it and what is beside it.

A mention is found by its form alone (capitals, particles, titles, the nouns of organisations, known given names); who
is meant by it is worked out in `census.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord_extract.country_names import is_epithet
from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import body_kin, country_named, country_of_town, is_adjective_of_country, seat_of, words
from onrecord_extract.mentions import Mention
from onrecord_extract.named_bodies import organization_mention
from onrecord_extract.named_persons import person_mention
from onrecord_extract.named_places import is_named_place
from onrecord_extract.paired_bodies import paired
from onrecord_extract.role_words import is_placed, is_possessive, is_role_word, without_possessive
from onrecord_extract.runs import Run, is_named_as_month, name_start, run_end
from onrecord_extract.sentences import Token

_CONTRACTED = re.compile(r"[’'](?:ve|ll|re|m|d|t)$")


def mentions_of(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """The mentions in order."""
    capitals = [n for n, token in enumerate(tokens) if token.is_capital]
    recurring = _lone(tokens, capitals)
    behind = 0
    for n in capitals:
        if n < behind:
            continue
        behind = run_end(text, tokens, n)
        if found := _mention(Run(text, tokens, n, behind), recurring):
            yield found
            while behind < len(tokens) and tokens[behind].start < found.end:
                behind += 1


def _lone(tokens: Sequence[Token], capitals: Sequence[int]) -> frozenset[str]:
    """The capitalised words that stand alone somewhere, as surnames do."""
    known = frozenset(capitals)
    return frozenset(
        without_possessive(tokens[n].text)
        for n in capitals
        if n - 1 not in known and (n + 1 not in known or is_possessive(tokens[n]))
    )


def _mention(run: Run, recurring: frozenset[str]) -> Mention | None:
    first = run.first
    while first < run.after and _leads(run.tokens, first, run.after):
        first += 1
    if first == run.after:
        return None
    opening = run.tokens[first].lower
    if run.after - first > 1 and opening in body_kin()["company"] and opening not in words("org_words"):
        first += 1  # "Drugmaker Pfizer"
    run = replace(run, first=first) if first > run.first else run
    if len(run) == 1 and (is_adjective_of_country(run.name) or run.last.lower in words("adjectives_of_regions")):
        return None
    joint = paired(run) if run.behind is not None and run.behind.lower == "and" else None
    placed = country_named(run.name) or seat_of(run.name) or _is_place_of_title(run)
    if joint or is_date_word(run.name) or placed:
        return joint
    if found := organization_mention(run):
        return found
    if is_named_place(run.words) or _is_of_many(run):
        return None
    first += name_start(run.words)
    return person_mention(replace(run, first=first), recurring) if first < run.after else None


def _is_of_many(run: Run) -> bool:
    """Whether capitals call many by their office, as those of a headline do: "Black Lawmakers"."""
    last = run.last.lower
    return last in words("group_nouns") or (last.endswith("s") and last[:-1] in words("home_offices"))


def _is_place_of_title(run: Run) -> bool:
    """Whether a town opens the title of a name: "Oslo mother-of-two Jane Doe"."""
    at = run.after
    titled = run.behind is not None and run.behind.text.islower() and is_role_word(run.behind.lower)
    named = at + 1 < len(run.tokens) and run.tokens[at + 1].is_capital
    return titled and named and country_of_town(run.name) is not None


def _is_of_country(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a word only says how the country is that ends a run: "Neighbouring Peru"."""
    named = i + 2 == end and country_named(without_possessive(tokens[i + 1].text)) is not None
    return named and is_epithet(tokens[i].lower)


def _leads(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a capital word opens the sentence and belongs to no name: "The", "Meanwhile", "On"."""
    lower = tokens[i].lower
    if _CONTRACTED.search(lower) or is_placed(lower) or _is_of_country(tokens, i, end):
        return True
    if lower in words("honorifics") or (end - i > 1 and is_named_as_month(tokens, i)):
        return False
    if lower in words("function_words"):
        return lower != "will" or end - i == 1
    if lower in words("determiners"):
        return True
    if end - i == 1:
        return False
    # "Notably Jane Doe", "Continued Doe:", but "its secretary, Polly Doe", "Kelly Doe"
    beside = i > 0 and tokens[i - 1].text == "," and tokens[i].start - tokens[i - 1].end == 1
    return (lower.endswith("ly") and not beside and not is_given_name(tokens[i].text)) or (
        lower.endswith("ed") and known_cue(tokens[i : i + 1]) is not None
    )
