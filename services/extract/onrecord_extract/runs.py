"""Runs of capitalised words: where one ends, and where in it the titles end and the name begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import words
from onrecord_extract.role_words import is_possessive, is_title_like, without_possessive
from onrecord_extract.sentences import Token

MAX_RUN_TOKENS = 14
MIN_BEFORE_LETTERS = 2
"""Of so many words a name is before the letters of an honour."""
_GAPS = frozenset({" ", "\u00a0"})
_AGE = re.compile(r"\d{1,3}")
ABBREVIATION = re.compile(r"[A-Z][A-Z-]+|[A-Z][A-Za-z]{0,4}[A-Z]")
"""Initials as they stand in brackets: "HO", "CoG"."""
ACRONYM = re.compile(r"[A-Z][A-Z&.-]*[A-Z]\d?|[A-Z]{2,}[a-z]?|[A-Z]\d+")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to before `after` of a document, at least one."""

    text: str
    tokens: Sequence[Token]
    first: int
    after: int

    def __len__(self) -> int:
        return self.after - self.first

    @property
    def words(self) -> Sequence[Token]:
        """Its tokens."""
        return self.tokens[self.first : self.after]

    @property
    def last(self) -> Token:
        return self.tokens[self.after - 1]

    @property
    def name(self) -> str:
        """Its words as the text has them, without a possessive ending."""
        return without_possessive(self.text[self.tokens[self.first].start : self.last.end])

    @property
    def before(self) -> str:
        """The token before it, lower case; empty at the start."""
        return self.tokens[self.first - 1].lower if self.first else ""

    @property
    def opens_line(self) -> bool:
        """Whether nothing stands before it on its line."""
        begin = self.tokens[self.first - 1].end if self.first else 0
        return not self.first or "\n" in self.text[begin : self.tokens[self.first].start]

    @property
    def behind(self) -> Token | None:
        """The token behind it."""
        return self.tokens[self.after] if self.after < len(self.tokens) else None


def run_end(text: str, tokens: Sequence[Token], i: int) -> int:
    """Where a run of capitalised words ends, particles such as "von der", initials and "Gen." within it."""
    end = i + 1
    while end < len(tokens) and end - i < MAX_RUN_TOKENS:
        if (joined := _over_mark(text, tokens, end)) > end:
            end = joined
            continue
        if is_possessive(tokens[end - 1]) or text[tokens[end - 1].end : tokens[end].start] not in _GAPS:
            break
        at = end
        while at < min(len(tokens), end + 3) and tokens[at].text in words("particles"):
            at += 1
        day = at < len(tokens) and is_date_word(tokens[at].text) and not is_named_as_month(tokens, at)
        if at >= len(tokens) or not tokens[at].is_capital or (day and tokens[at - 1].lower not in words("honorifics")):
            break
        if at > end and tokens[at - 1].text in {"y", "e", "i", "o"} and len(tokens[at].text) < 2:  # noqa: PLR2004
            break
        end = at + 1
    return min(end, len(tokens))


def _over_mark(text: str, tokens: Sequence[Token], end: int) -> int:
    """Behind a mark within a name: the form of a company, the dot of "J. Brandt", "&"; `end` where none is there."""
    if (form := _company_form(tokens, end)) > end:
        return form
    if _is_slashed(tokens, end):
        return end + 2  # "A/S", "S/A"
    if end + 1 >= len(tokens) or not tokens[end + 1].is_capital or is_possessive(tokens[end - 1]):
        return end
    dot = tokens[end].text == "." and tokens[end - 1].end == tokens[end].start and _is_abbreviated(tokens[end - 1])
    near = text[tokens[end].end : tokens[end + 1].start] in {"", *_GAPS}
    return end + 2 if near and (dot or tokens[end].text == "&") else end


def over_plural(run: Run) -> Run:
    """The run with the body’s noun that its plural owns: "Transit Workers’ Union"."""
    mark, noun = run.behind, run.after + 1
    owns = mark is not None and mark.text in {"’", "'"} and mark.start == run.last.end and run.last.text.endswith("s")
    owned = owns and noun < len(run.tokens) and run.tokens[noun].is_capital
    return replace(run, after=run_end(run.text, run.tokens, noun)) if owned else run


def before_initials(tokens: Sequence[Token], end: int) -> int:
    """Where the initials in brackets begin that end before token `end`: "the Harbour Office (HO), X"; else `end`."""
    bracketed = end > 3 and tokens[end - 1].text == ")" and tokens[end - 3].text == "("  # noqa: PLR2004
    return end - 3 if bracketed and ABBREVIATION.fullmatch(tokens[end - 2].text) else end


def age_behind(run: Run) -> str | None:
    """ "52" of "Jane Doe, 52, a plumber" and "Jane Doe (52)"."""
    behind: Sequence[Token] = run.tokens[run.after : run.after + 3]
    enclosed = len(behind) > 2 and behind[0].text in {",", "("} and behind[2].text in {",", ")", "."}  # noqa: PLR2004
    return behind[1].text if enclosed and _AGE.fullmatch(behind[1].text) else None


def is_named_as_month(tokens: Sequence[Token], n: int) -> bool:
    """Whether a month’s name is a person’s: "Jan Weber", but neither "Jan 5" nor "May Day"."""
    if n + 1 >= len(tokens) or tokens[n].lower not in words("named_as_months"):
        return False
    following = tokens[n + 1]
    dated = n > 0 and (tokens[n - 1].text[0].isdigit() or is_date_word(tokens[n - 1].text))
    return following.is_capital and not (dated or is_date_word(following.text) or following.text == "Day")


def _company_form(tokens: Sequence[Token], end: int) -> int:
    """Behind the form of a company that follows a name, without its dot: "Acme Co., Ltd.", "Acme, Inc."; else `end`."""
    at = end
    while at < min(len(tokens), end + 2) and tokens[at].text in {".", ","}:
        at += 1
    dotted = at == end or tokens[end].text == "," or tokens[end - 1].lower in words("company_forms")
    known = at < len(tokens) and tokens[at].is_capital and tokens[at].lower in words("company_forms")
    return at + 1 if known and dotted else end


def _is_slashed(tokens: Sequence[Token], slash: int) -> bool:
    """Whether a slash stands between two capitals that are the form of a company."""
    if slash + 1 >= len(tokens) or tokens[slash].text != "/":
        return False
    before, behind = tokens[slash - 1], tokens[slash + 1]
    single = len(before.text) == len(behind.text) == 1 and before.is_capital and behind.is_capital
    return single and behind.start - before.end == 1


def _is_abbreviated(token: Token) -> bool:
    lower = token.lower
    return (
        len(token.text) == 1
        or lower in words("ranks")
        or lower in words("honorifics")
        or lower in words("dotted_honorifics")
        or lower in {"st", "jr", "no"}
    )


def name_start(run: Sequence[Token]) -> int:
    """Where the name begins in a run of capitalised words, behind titles, offices and nationalities."""
    given = is_given_name(run[0].text) and not is_honorific(run, 0, len(run))
    last = -1
    for n, token in enumerate(run):
        if token.lower in words("particles") and not token.text[0].isupper():
            continue
        if n and ((n == len(run) - 1 and _is_courtesy(run, n - 1)) or run[n - 1].lower in words("servants")):
            break  # "Mr. King", "Abdul Wali"
        if n == len(run) - 1 and n - last > MIN_BEFORE_LETTERS and token.lower in words("postnominals"):
            break  # "Jane Doe MP"
        strong = token.lower in words("title_ends")
        addressed = is_honorific(run, n, len(run))
        if not (strong if given else is_title_like(token) or addressed):
            continue
        ends = n == len(run) - 1 and n - last > 1 and not strong and not addressed
        if ends and (is_given_name(run[last + 1].text) or token.lower in words("ranks")):
            break  # a surname that is an office too: "Colonel John Major", "MP Mahua Sen"
        last = n
    first = last + 1
    while first < len(run) and run[first].text in {".", "’s", "'s"}:
        first += 1
    return first


def _is_courtesy(run: Sequence[Token], n: int) -> bool:
    """Whether token `n` is a form of address behind which a surname stands, its dot aside."""
    n -= n > 0 and run[n].text == "."
    return n >= 0 and run[n].lower in words("courtesies")


def is_honorific(tokens: Sequence[Token], n: int, after: int) -> bool:
    """Whether token `n` is a form of address or a rank before a name that ends before token `after`."""
    lower, following = tokens[n].lower, tokens[n + 1] if n + 1 < after else None
    if following is None:
        return False
    javanese = lower in words("honorifics_of_one_name") and n + 2 == after and "-" not in following.text
    malay = (lower == "tan" and following.lower == "sri") or (lower == "sri" and n > 0 and tokens[n - 1].lower == "tan")
    burmese = lower == "u" and following.text != "."
    dotted = lower in words("dotted_honorifics") and following.text == "."
    return malay or burmese or dotted or javanese or lower in words("forms_of_address")
