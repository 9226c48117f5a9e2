"""Finds the statements of an article: who said what, each to the character.

from onrecord_extract import extract
for s in extract(text, published_at="2021-12-23"):
    print(s.speaker.name, s.kind, s.said_at.value, s.content[0].text)
"""

from onrecord_extract.attributions import Attribution, AttributionFinder
from onrecord_extract.data_files import LexiconError
from onrecord_extract.extractor import extract, find_attributions
from onrecord_extract.finders import ModelError, configured_finder, load_finder
from onrecord_extract.rules import RuleFinder

__all__ = [
    "Attribution",
    "AttributionFinder",
    "LexiconError",
    "ModelError",
    "RuleFinder",
    "configured_finder",
    "extract",
    "find_attributions",
    "load_finder",
]
