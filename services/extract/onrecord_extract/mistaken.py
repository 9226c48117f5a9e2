"""Words beside a cue that a finder took for content: whom was told, who told it, and on what."""

import re
from dataclasses import replace

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.lexicon import words
from onrecord_extract.page import Page
from onrecord_extract.sentences import words_of
from onrecord_extract.source_starts import is_source

MAX_SUBJECT_TOKENS = 8
_AS_SAYING = re.compile(r"(?P<voice>[^“”\"\n]{2,80}?) as (?:saying|telling [^“”\"\n:]{2,40})[,:]?\s+(?:that )?")
_OWN_SAYING = re.compile(r"(?:(?:its|his|her|their)|[A-Z][\w.-]*(?:’s|'s)) (?:saying|assertion|statement) that ")
_QUOTING = ("quot", "cit")
PASSIVE_OF_HEARER = frozenset(
    {"told", "quoted", "informed", "asked", "urged", "warned", "reminded", "assured", "advised"}
)


def without_hearer(page: Page, attribution: Attribution) -> Attribution:
    """With the subject of a passive left out of the content: of "The jury was told that …" the jury.

    Of "Jane Doe was quoted as saying …" that subject is the source.
    """
    cue, content = attribution.cue, attribution.content
    if cue is None or len(content) == 1:
        return attribution
    words_before = {piece: words_of(page.text, *piece) for piece in content if _stands_before(page, piece, cue)}
    verb = {token.lower for token in words_of(page.text, *cue)}
    subject = next((piece for piece, inside in words_before.items() if len(inside) <= MAX_SUBJECT_TOKENS), None)
    if subject is None or not verb & words("passive") or not verb & PASSIVE_OF_HEARER:
        return attribution
    others = tuple(piece for piece in content if piece != subject)
    quoted = "quoted" in verb and attribution.source is None
    return replace(attribution, content=others, source=subject if quoted else attribution.source)


def with_source_behind(page: Page, attribution: Attribution) -> Attribution:
    """With a source that was taken for content: of "A, says minister" the minister."""
    cue, content = attribution.cue, attribution.content
    if cue is None or attribution.source or len(content) == 1 or content[-1][0] < cue[1]:
        return attribution
    tokens = words_of(page.text, *content[-1])
    adjacent = not page.text[cue[1] : content[-1][0]].strip()
    if not adjacent or len(tokens) > MAX_SUBJECT_TOKENS or not is_source(tokens):
        return attribution
    return replace(attribution, source=content[-1], content=content[:-1])


def _stands_before(page: Page, piece: Offsets, cue: Offsets) -> bool:
    """Whether a piece is the words right before a cue, none of them quoted."""
    adjacent = piece[1] <= cue[0] and not page.text[piece[1] : cue[0]].strip()
    return adjacent and not any(page.quotations_over(*piece))


def with_quoted_voice(page: Page, attribution: Attribution) -> Attribution:
    """With who is quoted as the source: of "The agency quoted Jane Doe as saying: “…”" Jane Doe."""
    cue, first = attribution.cue, attribution.content[0]
    found = _AS_SAYING.match(page.text, first[0], first[1]) if cue and cue[1] <= first[0] else None
    if cue is None or found is None or not page.text[slice(*cue)].lower().startswith(_QUOTING):
        return attribution
    rest = (found.end(), first[1])
    content = (rest, *attribution.content[1:]) if rest[0] < rest[1] else attribution.content[1:]
    return replace(attribution, source=found.span("voice"), content=content) if content else attribution


def without_own_saying(page: Page, attribution: Attribution) -> Attribution:
    """With the noun left out that only says whose saying is repeated: of "reiterated its saying that …" "…"."""
    first = attribution.content[0]
    found = _OWN_SAYING.match(page.text, first[0], first[1])
    if attribution.cue is None or found is None or first[0] < attribution.cue[1]:
        return attribution
    inner = tuple(one for one in attribution.inner if one.source is None or one.source[0] >= found.end())
    return replace(attribution, content=((found.end(), first[1]), *attribution.content[1:]), inner=inner)


def without_dateline(page: Page, attribution: Attribution) -> Attribution:
    """With the dateline left out of the source: of "OSLO - Jane Doe said …" the town."""
    source = attribution.source
    start = next((block.start for block in page.paragraphs if source and source[0] < block.start < source[1]), None)
    crosses = start is None or source is None or "\n" in page.text[source[0] : start]
    return (
        attribution if crosses or source is None or start is None else replace(attribution, source=(start, source[1]))
    )


def without_topic(page: Page, attribution: Attribution) -> Attribution:
    """With the topic left out that a sentence begins with: of "On the strike, she said: “It ends.”" the strike."""
    cue, (first, *others) = attribution.cue, attribution.content
    if cue is None or not others or first[1] > cue[0] or any(page.quotations_over(*first)):
        return attribution
    lead = words_of(page.text, attribution.frame[0], first[0])
    if not lead or any(token.lower not in words("topic_leads") for token in lead if token.is_word):
        return attribution
    return replace(attribution, content=tuple(others))
