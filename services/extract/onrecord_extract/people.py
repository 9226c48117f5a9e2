"""The people of a document: each mention of a name, with the title before it or the apposition behind it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import Country, country_in, country_named, is_geographic, seat_of, words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.sources import is_break

MAX_TITLE_TOKENS = 20
MAX_ROLE_TOKENS = 16
MAX_NAMESAKES = 50
MAX_ROLES = 20
RECENT = 60
"""How many mentions of names back a noun such as "the envoy" may reach."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office as the text words it, without article or possessive."""

    text: str
    country: Country | None
    organization: str | None

    @property
    def heads(self) -> frozenset[str]:
        """The nouns of it that name an office, lower case."""
        return frozenset(word.lower() for word in self.text.split()) & words("roles")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a place, with the role that stands beside it."""

    name: str
    start: int
    role: Role | None


@dataclass(slots=True)
class People:
    """Who the document names; names are completed from here."""

    mentions: list[Mention] = field(default_factory=list[Mention])
    full_names: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    roles: dict[str, list[Role]] = field(default_factory=dict[str, list[Role]])

    def complete(self, name: str) -> str:
        """The fullest name that ends like `name`: "Doe" to "Jane Doe"; itself where the document has no fuller one."""
        parts = name.split()
        options = self.full_names.get(parts[-1]) if parts else None
        if not options or (len(parts) > 1 and name in options):
            return name
        if len(parts) > 1:
            return next((full for full in options if full.endswith(name)), name)
        return max(options, key=lambda full: options[full])

    def before(self, at: int) -> list[Mention]:
        """The latest mentions before an offset, newest first."""
        index = bisect_left(self.mentions, at, key=lambda mention: mention.start)
        return self.mentions[max(0, index - RECENT) : index][::-1]

    def role_of(self, name: str) -> Role | None:
        """The longest role that stands beside a name somewhere in the document."""
        return max(self.roles.get(name, ()), key=lambda role: len(role.text), default=None)


def people_of(text: str) -> People:
    """Read the people of `text`."""
    tokens = words_of(text, 0, len(text))
    people = People()
    found = list(_mentions(text, tokens))
    for mention in found:
        if " " in mention.name:
            options = people.full_names.setdefault(mention.name.split()[-1], Counter())
            if mention.name in options or len(options) < MAX_NAMESAKES:
                options[mention.name] += 1 + 2 * bool(mention.role)
    for mention in found:
        name = people.complete(mention.name)
        people.mentions.append(Mention(name, mention.start, mention.role))
        roles = people.roles.setdefault(name, [])
        if mention.role and len(roles) < MAX_ROLES:
            roles.append(mention.role)
    return people


def _mentions(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    i = 0
    while i < len(tokens):
        if not tokens[i].is_capital:
            i += 1
            continue
        end = _run_end(text, tokens, i)
        first = name_start(tokens[i:end]) + i
        if first < end:
            role = title_before(text, tokens, first) or apposition_behind(text, tokens, end)
            if role or end - first > 1:
                yield Mention(
                    without_possessive(text[tokens[first].start : tokens[end - 1].end]), tokens[first].start, role
                )
        i = end


def without_possessive(name: str) -> str:
    """A name without its possessive ending."""
    return name.removesuffix("'s").removesuffix("’s")


def _run_end(text: str, tokens: Sequence[Token], i: int) -> int:
    """Where a run of capitalised words ends, particles such as "von der" and initials within it."""
    end = i + 1
    while end < len(tokens) and text[tokens[end - 1].end : tokens[end].start] in {" ", "\u00a0", ". "}:
        if text[tokens[end - 1].end] == "." and len(tokens[end - 1].text) > 1:
            break
        at = end
        while at < min(len(tokens), end + 3) and tokens[at].lower in words("particles") and not tokens[at].is_capital:
            at += 1
        if at >= len(tokens) or not tokens[at].is_capital:
            break
        end = at + 1
        if tokens[at].text.endswith(("'s", "’s")):
            break
    return end


def name_start(run: Sequence[Token]) -> int:
    """How many words of a run of capitalised words are titles, countries or offices before the name itself."""
    first = 0
    for n, token in enumerate(run):
        plain = without_possessive(token.text)
        titled = plain.lower() in words("roles") | words("org_words") | words("role_modifiers")
        owner = plain != token.text and n + 1 < len(run)
        opening = n == first and token.lower in words("function_words")
        if titled or owner or opening or is_geographic(plain) or is_date_word(plain):
            first = n + 1
    rest = " ".join(without_possessive(token.text) for token in run[first:])
    return len(run) if country_named(rest) or seat_of(rest) else first


def title_before(text: str, tokens: Sequence[Token], first: int) -> Role | None:
    """The title that ends where a name begins at token `first`."""
    start = first
    while start > max(0, first - MAX_TITLE_TOKENS) and _is_title_word(tokens, start - 1):
        if tokens[start - 1].text == "," and not _is_whole_title(tokens, start - 1):
            break
        if "\n" in text[tokens[start - 1].end : tokens[start].start]:
            break
        start -= 1
    return _role(text, tokens[start:first], headed=False)


def apposition_behind(text: str, tokens: Sequence[Token], end: int) -> Role | None:
    """The role in "Jane Doe, the head of the agency, said"; `end` is the token behind the name."""
    if end >= len(tokens) or tokens[end].text != ",":
        return None
    after = end + 1
    while (
        after < min(len(tokens), end + MAX_ROLE_TOKENS) and not is_break(tokens[after]) and tokens[after].lower != "who"
    ):
        after += 1
    phrase = tokens[end + 1 : after]
    opening = next((t for t in phrase if t.lower not in words("determiners")), None)
    if opening is None or not (opening.lower in words("roles") | words("role_modifiers") or opening.is_capital):
        return None
    # "…under the North Sea, Energy Minister Jane Doe said": the title of another name is no apposition.
    capitals = list(takewhile(lambda t: t.is_capital, phrase))
    return None if name_start(capitals) < len(capitals) else _role(text, phrase, headed=True)


def _is_title_word(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.text == ",":
        return True
    if token.is_capital:
        return token.lower not in words("function_words")
    if token.lower in {"of", "for", "to"}:
        return i > 0 and (tokens[i - 1].is_capital or tokens[i - 1].lower in words("roles"))
    return token.lower in words("roles") | words("role_modifiers") | words("org_words") or token.text in {"the", "’s"}


def _is_whole_title(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a title that goes on behind the comma stands before it: "Representative for X, Director of Y"."""
    start = comma
    while (
        start > max(0, comma - MAX_TITLE_TOKENS) and tokens[start - 1].text != "," and _is_title_word(tokens, start - 1)
    ):
        start -= 1
    chunk = tokens[start:comma]
    linked = any(t.lower in {"of", "for", "to"} for t in chunk)
    return linked and chunk[0].is_capital and any(t.lower in words("roles") for t in chunk)


def _role(text: str, phrase: Sequence[Token], *, headed: bool) -> Role | None:
    possessive = next(
        (n for n, t in enumerate(phrase) if t.text.endswith(("'s", "’s")) and is_geographic(t.text)), None
    )
    country = country_in([t.text for t in phrase])
    start = possessive + 1 if possessive is not None and not headed else 0
    while start < len(phrase) and (phrase[start].lower in words("determiners") | {"of", "for", "to", ",", "’s"}):
        start += 1
    kept = phrase[start:]
    if not any(t.lower in words("roles") - words("honorifics") for t in kept):
        return None
    return Role(text[kept[0].start : kept[-1].end], country, _organization(text, kept))


def _organization(text: str, phrase: Sequence[Token]) -> str | None:
    """The organisation that a role names: "head of arms exporter Acme", "Foreign Ministry spokeswoman".

    A portfolio is none: not "Transport" in "Transport Minister".
    """
    runs: list[list[Token]] = []
    for n, token in enumerate(phrase):
        if runs and token.lower in words("portfolio_roles") and runs[-1][-1] is phrase[n - 1]:
            runs.pop()
        if token.is_capital and token.lower not in words("roles") and not is_geographic(token.text):
            if n and runs and runs[-1][-1] is phrase[n - 1]:
                runs[-1].append(token)
            else:
                runs.append([token])
    last = runs[-1] if runs else []
    lone = len(last) == 1 and last[0].lower in words("role_modifiers")
    return None if not last or lone else without_possessive(text[last[0].start : last[-1].end])
