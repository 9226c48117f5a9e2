"""Posts on a social network, told by the handle in their signature: "Jane Doe (@janedoe): We stay."

A page that embeds a post prints its words, a dash, the name and the handle: "We stay. — Jane Doe (@janedoe) March 3".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord_extract.attributions import Attribution
from onrecord_extract.page import Page
from onrecord_extract.quotes import CLOSERS

MIN_WORDS = 3
"""A post of fewer words says nothing by itself."""
CONFIDENCE = 0.9
"""By hand; no probability."""

_HANDLE = r"\(@\w{1,30}\)"
_NAMED = re.compile(
    rf"(?:(?P<named>[^\W\d_][^():\n]{{1,80}}) {_HANDLE}|@(?P<handle>\w{{1,30}}))(?P<cue>:)\s*(?P<words>\S)"
)
_SIGNED = re.compile(rf"(?P<cue>[—–-]) ?(?P<name>[^\W\d_][^():—–\n]{{1,80}}) {_HANDLE}")
_LINKS = re.compile(r"(?:\s(?:https?://|pic\.)\S{1,80}){1,4}\s*$")
MAX_LINK_CHARS = 200
_WORD = re.compile(r"\w+")


def with_posts(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the posts of a page in place of what a finder made of their words."""
    found = [post for one in page.paragraphs if (post := _post(page.text, one.start, one.end))]
    words = {page.paragraph_start(post.content[0][0]) for post in found}
    others = [one for one in attributions if page.paragraph_start(one.content[0][0]) not in words]
    return sorted([*(_without(page, one, words) for one in others), *found], key=lambda one: one.content)


def _without(page: Page, attribution: Attribution, words: set[int]) -> Attribution:
    """The attribution without the pieces in paragraphs that begin at `words`, which others post."""
    content = tuple(piece for piece in attribution.content if page.paragraph_start(piece[0]) not in words)
    return attribution if content == attribution.content else replace(attribution, content=content)


def _post(text: str, start: int, end: int) -> Attribution | None:
    """The post that a paragraph is, or that stands before a signature at its end or on the next line."""
    name = "name"
    if match := _NAMED.match(text, start, end):
        content, name = (match.start("words"), end), "named" if match["named"] else "handle"
    elif match := _SIGNED.search(text, start, end) or _SIGNED.match(text, _below(text, end)):
        content = (start, _before_links(text, start, min(match.start(), end)))
    else:
        return None
    if len(_WORD.findall(text, *content)) < MIN_WORDS or (text[content[0]] in CLOSERS and name != "handle"):
        return None  # a quotation is read as any other
    source, cue = match.span(name), match.span("cue")
    frame = (start, max(end, match.end()))
    return Attribution(
        (content,), source, cue, ":", "state", CONFIDENCE, frame, verbatim=text[content[0]] not in CLOSERS
    )


def _below(text: str, end: int) -> int:
    """Where the line below a paragraph begins."""
    return end + len(text[end : end + 8]) - len(text[end : end + 8].lstrip())


def _before_links(text: str, start: int, end: int) -> int:
    """Where a post's words end: the links that its page puts behind them are not read out."""
    tail = max(start, end - MAX_LINK_CHARS)
    links = _LINKS.search(text, tail, end)
    return links.start() if links else tail + len(text[tail:end].rstrip())
