"""Bodies whose names hold an "and": of two fields or callings, of two supplies."""

from dataclasses import replace

from onrecord_extract.body_mentions import body_mention, kind_of
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import country_named, known_bodies, seat_of, words
from onrecord_extract.mentions import Mention
from onrecord_extract.role_words import is_possessive, is_role_word, without_possessive
from onrecord_extract.runs import Run, name_start, over_plural, run_end
from onrecord_extract.sentences import Token


def over_and(run: Run) -> Run:
    """The run with what "and" joins to it, where initials in brackets stand behind both: "Roads and Bridges (RB)"."""
    if run.behind is None or run.behind.lower != "and" or run.after + 1 >= len(run.tokens):
        return run
    end = run_end(run.text, run.tokens, run.after + 1)
    named = [token.text for token in run.tokens[run.first : end] if token.is_capital]
    behind = [token.text for token in run.tokens[end : end + 3]]
    whole = behind[:1] == ["("] and behind[2:] == [")"] and behind[1] == "".join(word[0] for word in named)
    return replace(run, after=end) if whole else run


def paired(run: Run) -> Mention | None:
    """A name of two fields or callings: "the Ports and Maritime Organization", "the Nurses and Midwives Union"."""
    at = run.after + 1
    opens = run.before == "the" or (run.first > 0 and is_possessive(run.tokens[run.first - 1]))
    if not opens or run.behind is None or run.behind.lower != "and" or at >= len(run.tokens):
        return None
    whole = over_plural(replace(run, after=run_end(run.text, run.tokens, at)))
    last = without_possessive(whole.last.lower)
    ends = run.tokens[at].is_capital and last in words("org_words") and not is_role_word(last)
    affairs = len(whole) > 1 and whole.words[-2].lower == "affairs"  # "the Peru and Chile Affairs Office"
    return body_mention(whole, kind_of(last)) if ends and (affairs or _names_field(run)) else None


def supplier(run: Run) -> Mention | None:
    """A name of two supplies, with or without an article: "Island Light and Power", "Ara Water and Sanitation"."""
    at = run.after + 1
    if len(run) < 2 or run.behind is None or run.behind.text not in {"and", "&"} or at >= len(run.tokens):  # noqa: PLR2004
        return None
    both = run.last.lower in words("supplies") and without_possessive(run.tokens[at].lower) in words("supplies")
    whole = replace(run, after=run_end(run.text, run.tokens, at))
    return body_mention(whole) if both and run.tokens[at].is_capital and name_start(run.words) == 0 else None


def _names_field(run: Run) -> bool:
    """Whether capitals name a field or those who work in it, rather than a body, a place or a person."""
    known = run.name in known_bodies() or country_named(run.name) or seat_of(run.name) or is_possessive(run.last)
    return not known and not any(map(_is_no_field, run.words))


def _is_no_field(token: Token) -> bool:
    lower = token.lower
    if lower in words("fields") or lower in words("role_modifiers"):
        return is_given_name(token.text)
    is_body = lower in words("org_words") or lower in words("common_bodies")
    return is_given_name(token.text) or is_role_word(lower) or is_body
