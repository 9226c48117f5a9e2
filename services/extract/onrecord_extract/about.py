"""Whom and what a content names: people, countries, organisations, places, events and topics."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, cast

from onrecord_core.records import About, AboutKind, Span

from onrecord_extract.attributions import Offsets
from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import country_in, is_geographic, read_data, words
from onrecord_extract.names import Speakers
from onrecord_extract.people import People, name_start, without_possessive
from onrecord_extract.phrases import Phrasebook
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.topics import topics_in

MAX_ABOUT = 40
"""How many entities and topics of one statement are kept."""
MAX_COUNTRY_TOKENS = 3
"""How many words a country's name has at the most that is looked for."""
