"""The office that the line below a headline gives: "The novelist on grief, gardens and why she left Oslo"."""

import re

from onrecord_extract.entities import is_named_body
from onrecord_extract.layout import paragraphs
from onrecord_extract.people import People
from onrecord_extract.roles import role_of
from onrecord_extract.sentences import words_of

_STANDFIRST = re.compile(
    r"(?:The|This) (?P<office>[^.,:;“”\"]{3,60}?)"
    r" (?:on (?:her|his|their|the|how|why|what)|talks?|tells?|speaks?|reveals?|explains?|discusses|reflects|opens up)\b"
)


def learn_standfirst(people: People) -> None:
    """Give the one person whom the headlines name the office that a line among them tells."""
    headlines = [block for block in paragraphs(people.text) if block.headline]
    end = headlines[-1].end if headlines else 0
    named = {
        id(entity): entity for _, entity in people.between(0, end) if not is_named_body(entity) and " " in entity.name
    }
    if len(named) != 1:
        return
    person = next(iter(named.values()))
    for block in headlines:
        match = _STANDFIRST.match(people.text, block.start, block.end)
        role = role_of(people.text, words_of(people.text, *match.span("office"))) if match else None
        if role and not person.roles:
            person.learn(role)
