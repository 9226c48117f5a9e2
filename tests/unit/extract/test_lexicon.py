"""The data files of the extractor are well formed."""

from typing import get_args

from onrecord_core.records import Act
from onrecord_extract.cues import lexicon
from onrecord_extract.data_files import rows
from onrecord_extract.lexicon import country_in, country_named, seat_of, words

FRAMES = set(
    "clause that quote object quoted infinitive hearer hearer_infinitive preposition according".split()  # noqa: SIM905
)


def test_every_cue_has_an_act_of_the_records_and_known_frames() -> None:
    entries = [entry for options in lexicon().values() for _, entry in options]
    assert {entry.act for entry in entries} <= set(get_args(Act))
    assert {frame for entry in entries for frame in entry.frames} <= FRAMES


def test_no_form_belongs_to_two_cues() -> None:
    forms = [form for *_, forms in rows("cues.tsv") for form in forms.split(",")]
    assert sorted(forms) == sorted(set(forms))


def test_a_country_is_known_by_name_people_and_seat() -> None:
    named, seat, people = country_named("the United States"), seat_of("the White House"), country_in(["American"])
    assert {country.code for country in (named, seat, people) if country} == {"US"}


def test_a_country_that_an_envoy_is_sent_to_is_not_his_own() -> None:
    country = country_in(["Danish", "ambassador", "to", "Chile"])
    assert country is not None
    assert country.code == "DK"


def test_the_closed_classes_are_lower_case() -> None:
    assert all(word == word.lower() for group in ("roles", "org_words", "function_words") for word in words(group))
