"""Mentions of persons: a name with its title, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord_extract.appositions import apposition_before, apposition_behind
from onrecord_extract.body_mentions import body_mention
from onrecord_extract.body_names import over_complement
from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import gender_of_name, is_given_name
from onrecord_extract.lexicon import (
    Country,
    country_at,
    country_named,
    country_of_town,
    either,
    is_adjective_of_country,
    known_bodies,
    words,
)
from onrecord_extract.localities import is_local
from onrecord_extract.mentions import Kind, Mention, is_subject
from onrecord_extract.name_titles import title_start
from onrecord_extract.role_words import is_placed, is_possessive, without_possessive
from onrecord_extract.roles import Role, role_of, weight
from onrecord_extract.runs import ACRONYM, MAX_RUN_TOKENS, MIN_BEFORE_LETTERS, Run, age_behind, over_plural, run_end
from onrecord_extract.sentences import Token
from onrecord_extract.towns import is_place

MIN_NAME_CHARS = 2


def person_mention(run: Run, recurring: frozenset[str]) -> Mention | None:
    """The mention of who a run names, behind its titles; `recurring` are words that stand alone elsewhere, as surnames.

    Capitals that only complete an office are an organisation's: "president of the Kisan Sabha".
    """
    start = title_start(run.text, run.tokens, run.first)
    if start == run.first or not _is_complement(run, start):
        return _named(run, start)
    name = _name_in_complement(run, recurring)
    if name is None and _opens_with(run, start, {"at", "in", "on"}):
        return _named(run, run.first)  # "the Minister in Kota"
    if name is None:
        return body_mention(run) if run.before != "to" else None
    return _named(replace(run, first=name), start if name > run.first else run.first)


def _is_complement(run: Run, start: int) -> bool:
    return _opens_with(run, start, {"of", "for", "to", "at", "in", "on"})


def _opens_with(run: Run, start: int, links: set[str]) -> bool:
    """Whether one of the small words ties the run to the title that begins at token `start`."""
    at = run.first - 1
    while at > start and (run.tokens[at].text in {"the", "rival"} or is_placed(run.tokens[at].lower)):
        at -= 1
    return run.tokens[at].lower in links


def _name_in_complement(run: Run, recurring: frozenset[str]) -> int | None:
    """Where the name begins in "Minister of State for Food Processing Ana Brandt"; None where there is none."""
    for at in range(run.first, run.after - 1):
        token = run.tokens[at]
        if token.is_capital and is_given_name(token.text) and token.lower not in words("org_words"):
            return at
    if place := _behind_place(run) or _behind_body(run):
        return place
    ends = not (run.behind and run.behind.lower == "of")
    long = len(run) > 2  # noqa: PLR2004  an office's complement and two words of a name
    return run.after - 2 if long and ends and without_possessive(run.last.text) in recurring else None


def _behind_place(run: Run) -> int:
    """Behind the country or the town with which a run begins, where two words and more follow; else 0."""
    named = country_at([token.text for token in run.words], 0)
    size = named[1] if named else int(country_of_town(run.words[0].text) is not None)
    return run.first + size if size and len(run) > size + 1 else 0


def _behind_body(run: Run) -> int:
    """Behind the body with which a run begins, where a name of two words and more follows: "Lok Sabha Ana Brandt"."""
    for size in range(len(run) - 2, 0, -1):
        body = " ".join(token.text for token in run.words[:size])
        if body in known_bodies() or run.words[size - 1].lower in words("org_words"):
            return run.first + size
    return 0


def _named(run: Run, start: int) -> Mention | None:
    """The mention of the person whom a run names, whose title begins at token `start`."""
    text, tokens = run.text, run.tokens
    named = _without_postnominals(run)
    if len(named.name) < MIN_NAME_CHARS or run.words[0].text[0].isdigit():
        return None
    title = tokens[start : run.first]
    lead = apposition_before(text, tokens, start)
    beside = role_of(text, tokens[lead:start]) if lead < start else None
    behind = apposition_behind(text, tokens, run.after)
    borne = role_of(text, run.words[len(named) :]) if len(named) < len(run) else None
    role = _fullest(role_of(text, title) if title else None, beside, behind) or borne
    forms = frozenset(t.lower for n, t in enumerate(title) if t.lower in words("called") and not _is_of(title, n))
    age = age_behind(run)
    known = len(run) > 1 and is_given_name(run.words[0].text)
    called = {t.lower for t in tokens[lead : run.first]} | (behind.heads if behind else frozenset[str]())
    kind: Kind = "person" if role or forms or known or age else "unknown"
    outer = lead if beside else start
    return Mention(
        named.name,
        run.words[0].start,
        run.last.end,
        tokens[outer].start,
        kind,
        role,
        _gender_of(called) or gender_of_name(run.words[0].text),
        country=_scene(tokens, outer),
        organization=_of_body(run) or _beside_role(run, role),
        age=age,
        titles=forms,
        is_subject=is_subject(tokens, outer),
    )


def _without_postnominals(run: Run) -> Run:
    """The run without the letters of honours and offices behind a name: "Jane Doe MP", "John Roe KC"."""
    after = run.after
    while after - run.first > MIN_BEFORE_LETTERS and without_possessive(run.tokens[after - 1].lower) in words(
        "postnominals"
    ):
        after -= 1
    return replace(run, after=after)


def _is_of(title: Sequence[Token], n: int) -> bool:
    """Whether a word of a title is only what the office is of: "petitioner" of "counsel for the petitioner"."""
    n -= n > 0 and title[n - 1].lower in words("determiners")
    return n > 0 and title[n - 1].lower in {"of", "for", "to"}


def _scene(tokens: Sequence[Token], start: int) -> Country | None:
    """The country of the town in "In Tokyo, Minister Ana Brandt told"; that of "Norway’s Ana Brandt"."""
    if start and is_possessive(tokens[start - 1]):
        return country_named(without_possessive(tokens[start - 1].text))
    opens = start >= 3 and tokens[start - 1].text == "," and tokens[start - 3].text == "In"  # noqa: PLR2004
    return country_of_town(tokens[start - 2].text) if opens else None


def _fullest(*roles: Role | None) -> Role | None:
    return max((role for role in roles if role), key=weight, default=None)


def _gender_of(called: set[str]) -> str | None:
    male, female = bool(called & words("male")), bool(called & words("female"))
    return ("m" if male else "f") if male != female else None


def _beside_role(run: Run, role: Role | None) -> str | None:
    """The place of a local office, or who owns a name without any: "Acme’s Jane Doe"."""
    if role:
        return _of_place(run) if is_local(role.text) else None
    at = run.first - 1
    at -= at > 0 and run.tokens[at].text in {"’", "'"}
    if at < 0 or len(run) < 2 or not run.tokens[at].is_capital or not is_possessive(run.tokens[run.first - 1]):  # noqa: PLR2004
        return None
    first = at
    least, tokens = max(0, at - MAX_RUN_TOKENS), run.tokens
    while first > least and tokens[first - 1].is_capital and tokens[first - 1].lower not in words("function_words"):
        first -= 1
    owner = without_possessive(run.text[run.tokens[first].start : run.tokens[at].end])
    person = is_given_name(run.tokens[first].text)
    return None if person or is_place(owner) or is_adjective_of_country(owner) else owner


def _of_place(run: Run) -> str | None:
    """ "Mill Creek" of "Mayor Jane Doe of Mill Creek"."""
    tokens, at = run.tokens, run.after + 1
    if at >= len(tokens) or tokens[at - 1].lower != "of" or not tokens[at].is_capital or is_date_word(tokens[at].text):
        return None
    return Run(run.text, tokens, at, run_end(run.text, tokens, at)).name


def _of_body(run: Run) -> str | None:
    """ "Harbour Office" of "Jane Doe of the Harbour Office" and of "Jane Doe, of the Harbour Office,"."""
    tokens, at = run.tokens, run.after
    at += at < len(tokens) and tokens[at].text == ","
    if at + 2 >= len(tokens) or tokens[at].lower not in {"of", "from", "at", "with"}:
        return None
    at += 1 + (tokens[at + 1].lower == "the")
    if not tokens[at].is_capital or is_date_word(tokens[at].text):
        return None
    body = over_plural(Run(run.text, tokens, at, run_end(run.text, tokens, at)))
    if body.name in known_bodies() or ACRONYM.fullmatch(body.name):
        return body.name
    if body.last.lower in words("org_words"):
        return replace(body, after=over_complement(run.text, tokens, body.after)).name
    told = either("org_words", "body_openers")
    compound = body.last.lower.endswith(tuple(words("body_endings")))  # "Jane Doe of Fjordbanken"
    return body.name if compound or any(t.lower in told for t in body.words) else None
