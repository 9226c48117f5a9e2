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
    """Give the first person whom the headlines name the office that a line among them tells."""
    headlines = [block for block in paragraphs(people.text) if block.headline]
    named = people.between(0, headlines[-1].end) if headlines else ()
    person = next((entity for _, entity in named if not is_named_body(entity) and " " in entity.name), None)
    if person is None or person.roles:
        return
    for block in headlines:
        match = _STANDFIRST.match(people.text, block.start, block.end)
        if match and (role := role_of(people.text, words_of(people.text, *match.span("office")))):
            person.learn(role)
