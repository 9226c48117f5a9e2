"""To whom something was said: "told TASS", "in a letter to the court", "speaking to lawmakers"."""

from collections.abc import Iterator, Sequence

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import is_geographic, words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.setting_words import setting_words
from onrecord_extract.venues import is_setting, tells

MAX_HEARER_TOKENS = 12

_STOPS = frozenset(
    """on in at during that after before by via over from when as about late early earlier if whether how why what who
    whom which where to through ahead following outside inside near while not he she they we i there's there but so
    off here last this today yesterday tonight because since until amid with without via asking saying adding""".split()
)
_TIES = frozenset("of for & - ' ’".split())


def addressee_in(text: str, attribution: Attribution, chunks: Sequence[Offsets]) -> Offsets | None:
    """Whom the words beside a cue name as hearer or reader, without the article of a name."""
    for tokens, after in _openings(text, attribution, chunks):
        phrase = list(_phrase(tokens, after))
        if phrase and not is_setting(phrase) and (found := _hearer(phrase)):
            return found[0].start, found[-1].end
    return None


def _openings(text: str, attribution: Attribution, chunks: Sequence[Offsets]) -> Iterator[tuple[list[Token], int]]:
    """The tokens of each place where a hearer may be named, with the index at which its phrase begins."""
    cue = attribution.cue
    if cue is None:
        return
    for start, end in chunks:
        if start == cue[1] or (start > cue[1] and not text[cue[1] : start].strip(" \u00a0")):
            tokens = words_of(text, cue[0], end)
            after = next((n for n, token in enumerate(tokens) if token.start >= cue[1]), len(tokens))
            if tells(text, cue):
                yield tokens, after
            elif after < len(tokens) and tokens[after].lower == "to" and _takes_to(tokens[:after]):
                yield tokens, after + 1
    for start, end in chunks:
        tokens = words_of(text, start, end)
        for n, token in enumerate(tokens):
            following = tokens[n + 1].lower if n + 1 < len(tokens) else ""
            if token.lower in setting_words("addressing_forms"):
                yield tokens, n + 1
            elif following == "to" and token.lower in setting_words("to_forms") | setting_words("addressed_to"):
                yield tokens, n + 2
            elif following == "with" and token.lower in setting_words("addressed_with") | {"speaking", "talking"}:
                yield tokens, n + 2
            elif following in {"from", "by"} and token.lower in {"question", "questions", "asked", "query"}:
                yield tokens, n + 2


def _takes_to(cue: Sequence[Token]) -> bool:
    return any(token.lower in setting_words("to_forms") for token in cue)


def _phrase(tokens: Sequence[Token], first: int) -> Iterator[Token]:
    """The words of a phrase up to a preposition, a clause, a day or a mark."""
    for n, token in enumerate(tokens[first : first + MAX_HEARER_TOKENS]):
        if token.lower in _STOPS or is_date_word(token.text):
            return
        if not (token.is_word or token.text in _TIES):
            return
        if token.lower in {"and", "or"}:
            following = tokens[first + n + 1] if first + n + 1 < len(tokens) else None
            if following is None or not (following.is_capital or following.lower in words("hearers")):
                return
        yield token


def _hearer(phrase: list[Token]) -> list[Token] | None:
    """The phrase cut to the name of a medium or a body; as it stands where its noun is none's name."""
    while phrase and phrase[-1].lower in _TIES | words("determiners"):
        phrase = phrase[:-1]
    if not phrase or phrase[-1].lower in setting_words("not_hearers"):
        return None
    kept = len(phrase)
    while kept and phrase[kept - 1].text in setting_words("media_nouns"):
        kept -= 1
    named = [token for token in phrase[:kept] if token.is_capital and not is_geographic(token.text)]
    if kept and named and phrase[kept - 1].is_capital:
        return _name(phrase[:kept])
    return phrase


def _name(phrase: list[Token]) -> list[Token]:
    """The name that closes a phrase, without what tells of which kind or country it is: "the Russia’s", "state agency"."""
    start = len(phrase) - 1
    while start and (phrase[start - 1].is_capital or phrase[start - 1].lower in {"of", "and", "&", "the", "-", "for"}):
        start -= 1
    while start < len(phrase) - 1 and (
        phrase[start].lower in {"of", "and", "&", "the", "-", "for", "a", "an"} or _is_owner(phrase[start])
    ):
        start += 1
    return phrase[start:]


def _is_owner(token: Token) -> bool:
    return token.text.endswith(("'s", "’s")) and is_geographic(token.text)
