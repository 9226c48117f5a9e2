"""Attributions as they are compared: as sets of tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.scoring.tokens import Spans, TokenizedText, Tokens

Role = Literal["source", "cue", "content"]
Kind = Literal["direct", "mixed", "indirect"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")

DIRECT_SHARE = 0.8
"""An attribution is direct where at least this share of its content's tokens stands between quotation marks."""


@dataclass(frozen=True, slots=True)
class RoleSpans:
    """The spans of one attribution; source and cue may have none."""

    source: Spans = ()
    cue: Spans = ()
    content: Spans = ()

    def of(self, role: Role) -> Spans:
        """The spans of a role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True)
class Measured:
    """An attribution in tokens of its text."""

    content: Tokens
    characters: Spans
    """The content, trimmed."""
    source: Tokens
    source_words: frozenset[str]
    kind: Kind
    spans: Mapping[Role, frozenset[Tokens]]
    """The tokens of each single span of a role."""
    given: RoleSpans


def measured(text: TokenizedText, given: RoleSpans) -> Measured | None:
    """An attribution in tokens; None where its content has none."""
    content = text.touched(given.content)
    if not content:
        return None
    source = text.touched(given.source)
    spans: dict[Role, frozenset[Tokens]] = {role: _single_spans(text, given.of(role)) for role in ROLES}
    return Measured(
        content=content,
        characters=text.trimmed(given.content),
        source=source,
        source_words=frozenset(text.words[token] for token in source),
        kind=_kind(content, text.quoted),
        spans=spans,
        given=given,
    )


def _single_spans(text: TokenizedText, spans: Spans) -> frozenset[Tokens]:
    return frozenset(tokens for span in text.trimmed(spans) if (tokens := text.touched([span])))


def _kind(content: Tokens, quoted: Tokens) -> Kind:
    share = len(content & quoted) / len(content)
    if share >= DIRECT_SHARE:
        return "direct"
    return "mixed" if share else "indirect"
