"""What a statement does, what it is about, and how its speaker stands to it. All texts are made up."""

from typing import cast

import pytest
from onrecord_core.records import Act, Statement
from onrecord_extract import RuleFinder, extract
from onrecord_extract.about import about_of
from onrecord_extract.census import people_of
from onrecord_extract.conditions import conditions_of
from onrecord_extract.lemmas import lemma_and_act
from onrecord_extract.sentences import words_of
from onrecord_extract.worded_stances import worded_stance
from onrecord_extract.wording import Wording

OWN = frozenset({"norway", "oslo"})
"""The words for a speaker of Norway."""


def stance(content: str, act: str = "state", cue: str = "") -> str:
    return worded_stance(Wording.of(content, own=OWN), cast("Act", act), Wording.of(cue))


def conditions(content: str, act: str = "state") -> list[str]:
    return [content[start:end] for start, end in conditions_of(Wording.of(content, own=OWN), cast("Act", act))]


def about(content: str, document: str = "") -> dict[str, tuple[str, str | None]]:
    found = about_of(content, [(0, len(content))], people_of(document or content))
    assert all(content[one.span.start : one.span.end] == one.span.text for one in found)
    return {one.name: (one.kind, one.country) for one in found}


def statements(text: str) -> list[Statement]:
    found = extract(text, finder=RuleFinder())
    for one in found:
        one.check(text)
    return found


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("has flatly denied", "deny"), ("conceded", "confirm"), ("vowed to", "promise"), ("called on", "demand"),
        ("pleaded with", "demand"), ("lashed out at", "criticise"), ("took issue with", "deny"), ("hailed", "praise"),
        ("did not rule out", "refuse"), ("ruled out", "refuse"), ("sounded the alarm over", "warn"),
        ("threatened to", "threaten"), ("foresees", "predict"), ("acquiesced to", "agree"), ("inquired", "ask"),
        ("voiced serious concerns about", "criticise"), ("issued a warning", "warn"), ("wrote on Monday", "state"),
        ("made a promise", "promise"), ("said sorry", "apologise"), ("endorsed", "praise"), ("ridiculed", "criticise"),
    ],
)  # fmt: skip
def test_the_act_of_a_cue_is_that_of_its_words(cue: str, act: str) -> None:
    assert lemma_and_act(words_of(cue, 0, len(cue)))[1] == act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ('Ana Berg called the ferry "a disgrace to the coast".', "criticise"),
        ('Ana Berg described the ferry as "a great success for all".', "praise"),
        ("Ana Berg asked the council to repair the ferry.", "demand"),
        ('"Who will repair the ferry?" Ana Berg asked.', "ask"),
        ('"We urge the council to repair the ferry," Ana Berg said.', "demand"),
        ('"I am sorry for what happened to the crew," Ana Berg said.', "apologise"),
        ('"The ferry will leave at noon," Ana Berg said.', "predict"),
        ('"The ferry left at noon," Ana Berg said.', "state"),
        ("Ana Berg said she would rebuild the pier.", "promise"),
        ("Ana Berg said the pier would be rebuilt by May.", "promise"),
        ('"We will not pay for the pier," Ana Berg said.', "refuse"),
        ('"I have nothing to add," Ana Berg said.', "refuse"),
        ('"If the fare rises, we will block the harbour," Ana Berg said.', "threaten"),
        ('"If the fare rises, it will be a disaster," Ana Berg said.', "warn"),
        ("Ana Berg said the council must repair the ferry.", "demand"),
        ('"Show me the pier," Ana Berg said.', "demand"),
        ('"I did not sell the pier," Ana Berg said.', "deny"),
        ('"Not a single boat was lost," Ana Berg said.', "deny"),
        ('"I stand by my report," Ana Berg said.', "confirm"),
        ("Ana Berg said the council had betrayed the fishermen.", "criticise"),
        ('"How long can a pier stand?" Ana Berg said.', "ask"),
        ("Ana Berg said the ferry was safe.", "state"),
        ("Ana Berg said a plant that will burn wood had opened.", "state"),
        ("Ana Berg warned that she would close the pier.", "warn"),
    ],
)
def test_the_content_tells_what_a_plain_cue_does(text: str, act: str) -> None:
    (statement,) = statements(text)
    assert statement.cue is not None
    assert statement.cue.act == act


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Norway will lift the ban only if the fleet leaves", ["the fleet leaves"]),
        ("there will be no ferry unless the pier is repaired", ["the pier is repaired"]),
        ("We will sign the treaty as long as the islands are named in it", ["the islands are named in it"]),
        ("If the council pays, we will open the pier. If not, so be it.", ["the council pays"]),
        ("a decision would be taken after the formation of a new council", ["the formation of a new council"]),
        ("the offer is contingent on a vote, but nobody knows the day", ["a vote"]),
        ("it all depends on how the crew is treated", ["how the crew is treated"]),
        ("we would cut the fare in exchange for a longer lease", ["a longer lease"]),
        ("the loan will be stopped should the builder fail to return", ["the builder fail to return"]),
        ("Oslo would not talk until the sailors are free", ["the sailors are free"]),
    ],
)
def test_the_conditions_of_a_position(content: str, expected: list[str]) -> None:
    assert conditions(content) == expected
    assert stance(content) == "conditional"


@pytest.mark.parametrize(
    "content",
    [
        "nobody had asked if the ferry was safe",
        "they treat the crew as if it were cargo",
        "prices rise if it rains",
        "Why should the council pay for it?",
        "the pier was rebuilt after the war",
        "voting will go on until six",
    ],
)
def test_what_is_no_condition_of_a_position(content: str) -> None:
    assert conditions(content) == []


def test_what_a_speaker_promises_or_threatens_is_theirs_to_decide() -> None:
    assert conditions("stay ashore if the fare rises", act="threaten") == ["the fare rises"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("We welcome the new treaty", "supportive"),
        ("Norway fully supports the treaty", "supportive"),
        ("the treaty is a great success", "supportive"),
        ("the islands should be demilitarised", "supportive"),
        ("We will build forty ferries", "supportive"),
        ("We do not support the treaty", "opposed"),
        ("such a fleet is unacceptable and illegal", "opposed"),
        ("Norway must not pay for it", "opposed"),
        ("We will never sell the pier", "opposed"),
        ("we urge the owners to stop the strikes", "opposed"),
        ("it is too early to say who will pay", "noncommittal"),
        ("no decision has been made", "noncommittal"),
        ("that remains to be seen", "noncommittal"),
        ("the ferry carries forty cars", "factual"),
        ("the vote will be held in May", "factual"),
        ("Denmark has rejected the treaty", "factual"),
    ],
)
def test_the_stance_of_a_content(content: str, expected: str) -> None:
    assert stance(content) == expected


def test_what_is_praised_and_what_is_blamed_turn_round_under_a_negation() -> None:
    assert stance("this is a threat and a danger to the coast") == "opposed"
    assert stance("this is no threat and no danger to the coast") == "supportive"
    assert stance("the fleet helps to prevent threats and attacks") == "supportive"
    assert stance("the pier cannot but concern us") == "opposed"


@pytest.mark.parametrize(
    ("act", "cue", "content", "expected"),
    [
        ("deny", "denied", "the fleet had sailed", "opposed"),
        ("praise", "hailed", "the fleet", "supportive"),
        ("demand", "demanded", "the council pay", "supportive"),
        ("demand", "demanded", "an end to the strikes", "opposed"),
        ("promise", "promised", "build a pier", "supportive"),
        ("promise", "vowed", "fight against the treaty", "opposed"),
        ("promise", "promised", "no public money would be paid into the fund", "opposed"),
        ("promise", "promised", "no family would be left behind", "supportive"),
        ("demand", "asked", "the council to tear it up", "opposed"),
        ("promise", "swore", "all the sailors were alive", "factual"),
        ("refuse", "refused to rule out", "a new fleet", "noncommittal"),
        ("refuse", "ruled out", "a new fleet", "opposed"),
    ],
)
def test_the_cue_has_its_share_in_the_stance(act: str, cue: str, content: str, expected: str) -> None:
    assert stance(content, act, cue) == expected


def test_an_office_is_no_judgement() -> None:
    assert stance("the Minister of Justice and the Security Council met the Supreme Court's chief justice") == "factual"


def test_whom_and_what_a_content_names() -> None:
    document = "Foreign Minister Ana Berg met Lee Omondi of the Harbour Union in Osh. Berg said little."
    content = "Berg thanked the UN Security Council and Moscow for the sanctions, and Russian refugees in Tromso"
    named = about(content, document)
    assert named["Ana Berg"] == ("person", None)
    assert named["UN Security Council"] == ("organization", None)
    assert named["Russia"] == ("place", "RU")
    assert named["sanctions"] == ("topic", None)
    assert named["refugees"] == ("topic", None)
    assert named["Tromso"] == ("place", "NO")
    assert "Berg" not in named


def test_a_seat_of_government_is_a_country_where_it_acts_and_a_place_where_something_is() -> None:
    assert about("Moscow agreed") == {"Russia": ("place", "RU")}
    assert about("they met in Moscow") == {"Moscow": ("place", "RU")}


def test_names_that_their_own_words_explain() -> None:
    named = about("the Foreign Ministry signed the Osh Agreement at Cape Lind Airport")
    assert named["Foreign Ministry"] == ("organization", None)
    assert named["Osh Agreement"] == ("event", None)
    assert named["Cape Lind Airport"] == ("place", None)


@pytest.mark.parametrize(
    ("content", "document", "expected"),
    [
        ("the Lind smelter would close", "", {"Lind": "place"}),
        ("the review of the Lind freight line", "", {"Lind": "place"}),
        (
            "in Unity and Lind provinces, in Osk and East Osk",
            "",
            dict.fromkeys(("Unity", "Lind", "Osk", "East Osk"), "place"),
        ),
        ("Lake Lind is rising", "", {"Lake Lind": "place"}),
        ("no family of Lind Osk was left", "It rained in Lind Osk.", {"Lind Osk": "place"}),
        ("Lind would pay", "Lind Capital sold its shares.", {"Lind Capital": "organization"}),
        ("Ms. Osk came, and so did Wellin", "Captain Wellin met Ms Osk.", {"Osk": "person", "Wellin": "person"}),
        ("the Senate inquiry", "", {"Senate": "organization"}),
        ("it lied to Congress", "LIMA - Peru waits.", {"Congress": "organization"}),
        ("a flight between Doha and Lima", "", {"Doha": "place", "Lima": "place"}),
        ("sales of EUR 760 million", "", {}),
        (
            "No Compromise On Weak Labels And Broken Promises",
            "No Compromise On Weak Labels And Broken Promises\n\nThe union met on Friday.",
            {},
        ),
        ("the CEO and the Prime Minister met at Christmas", "", {"Christmas": "event"}),
        (
            "they read it on Facebook, in the Alps and in Ohio",
            "",
            {"Facebook": "organization", "Alps": "place", "Ohio": "place"},
        ),
    ],
)
def test_what_tells_the_kind_of_a_name(content: str, document: str, expected: dict[str, str]) -> None:
    assert {name: kind for name, (kind, _) in about(content, document).items() if kind != "topic"} == expected


def test_a_name_is_given_once_and_a_month_is_no_protest() -> None:
    assert about("France and the French fleet, in March, and France again") == {"France": ("place", "FR")}


def test_a_whole_article() -> None:
    first, second, third = statements(
        "Norwegian Foreign Minister Ana Berg said on Friday that Oslo would recognise the island council only if "
        'elections were held.\n\n"We condemn the raid on the harbour," Berg said. She denied that the navy had known '
        "of it.\n"
    )
    assert (first.stance, [one.text for one in first.conditions]) == ("conditional", ["elections were held"])
    assert {"recognition", "election"} <= {one.name for one in first.about}
    assert (second.stance, second.target) == ("opposed", "raid on the harbour")
    assert second.cue
    assert second.cue.act == "criticise"
    assert third.stance == "opposed"
