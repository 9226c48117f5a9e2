"""When a statement was made: only what the text states."""

from datetime import date
from functools import partial

import pytest
from onrecord_core.records import SaidAt
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by
from onrecord_extract.attributions import Attribution

extract = partial(extract_by, finder=RuleFinder())

MONDAY = "2024-05-06"


def dates(text: str, published_at: str | None = MONDAY) -> list[SaidAt]:
    return [statement.said_at or SaidAt() for statement in extract(text, published_at=published_at)]


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on Monday", date(2024, 5, 6)),
        ("on Friday", date(2024, 5, 3)),
        ("today", date(2024, 5, 6)),
        ("yesterday", date(2024, 5, 5)),
        ("on April 30", date(2024, 4, 30)),
        ("on 30 April", date(2024, 4, 30)),
        ("on December 30", date(2023, 12, 30)),
        ("on March 3, 2021", date(2021, 3, 3)),
        ("on Sept. 6", date(2023, 9, 6)),
        ("on the 3rd", date(2024, 5, 3)),
        ("on the 9th", date(2024, 4, 9)),
        ("on 23/04/2024", date(2024, 4, 23)),
        ("on 06/05/2024", None),
        ("late on Friday", date(2024, 5, 3)),
        ("Friday night", date(2024, 5, 3)),
        ("earlier today", date(2024, 5, 6)),
        ("last night", date(2024, 5, 5)),
        ("at Friday's briefing", date(2024, 5, 3)),
        ("in Friday's statement", date(2024, 5, 3)),
        ("at a Friday press conference", date(2024, 5, 3)),
        ("on the evening of May 3", date(2024, 5, 3)),
        ("in a letter of 30 April", date(2024, 4, 30)),
        ("at a meeting on Friday in Oslo", date(2024, 5, 3)),
        ("at a meeting scheduled for Friday", None),
        ("next Friday", None),
        ("last Friday", date(2024, 5, 3)),
        ("after Friday's storm", None),
        ("after the storm on Friday", None),
        ("last month", None),
        ("", None),
    ],
)
def test_a_day_beside_the_cue_dates_the_statement(phrase: str, day: date | None) -> None:
    (said_at,) = dates(f"The quay is safe and will stay so, Ana Brandt told reporters {phrase}.")
    assert said_at.value == day


@pytest.mark.parametrize("phrase", ["The day before yesterday", "Two days ago"])
def test_days_are_counted_back_from_the_article(phrase: str) -> None:
    (said_at,) = dates(f"{phrase}, Ana Brandt said that the quay was safe.")
    assert said_at.value == date(2024, 5, 4)


@pytest.mark.parametrize(
    ("phrase", "precision"),
    [
        ("last week", "week"),
        ("earlier this week", "week"),
        ("over the weekend", "week"),
        ("in March", "month"),
        ("in March 2021", "month"),
        ("earlier this month", "month"),
        ("last month", "month"),
        ("in 2019", "year"),
        ("last year", "year"),
        ("in the spring of last year", "year"),
    ],
)
def test_a_week_a_month_or_a_year_gives_no_day_but_is_kept(phrase: str, precision: str) -> None:
    (said_at,) = dates(f"The quay is safe and will stay so, Ana Brandt told reporters {phrase}.")
    assert (said_at.value, said_at.precision, said_at.basis) == (None, precision, "phrase")
    assert said_at.phrase
    assert said_at.phrase.text in phrase


@pytest.mark.parametrize(
    ("published_at", "day"),
    [
        ("2024-05-07", date(2024, 4, 30)),  # a Tuesday itself
        ("2024-05-10", None),  # a Friday: three days ago to some, ten to others
        ("2024-05-13", date(2024, 5, 7)),  # the Monday after: the week before alone
    ],
)
def test_last_tuesday_is_a_day_only_where_all_reckon_alike(published_at: str, day: date | None) -> None:
    (said_at,) = dates("Ana Brandt said last Tuesday that the quay was safe.", published_at)
    assert said_at.value == day


def test_a_day_that_leads_the_sentence_dates_it_too() -> None:
    assert dates("On Friday, Ana Brandt said the quay was safe.")[0].value == date(2024, 5, 3)


def test_a_statement_without_a_day_is_undated() -> None:
    assert dates("Ana Brandt said the quay was safe.") == [SaidAt()]


def test_a_weekday_without_an_article_day_is_kept_as_a_phrase_alone() -> None:
    (said_at,) = dates("Ana Brandt said on Friday that the quay was safe.", published_at=None)
    assert (said_at.value, said_at.phrase and said_at.phrase.text) == (None, "Friday")


def test_a_day_earlier_counts_from_what_was_told_before() -> None:
    found = dates("Ana Brandt said on Friday that the quay was safe. A day earlier, Omar Sand said that it was not.")
    assert [said_at.value for said_at in found] == [date(2024, 5, 3), date(2024, 5, 2)]


def test_a_december_day_in_a_january_article_is_of_the_year_before() -> None:
    (said_at,) = dates("Ana Brandt said on December 30 that the quay was safe.", "2024-01-02")
    assert said_at.value == date(2023, 12, 30)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Brandt, who took office on Friday, said that the quay was safe.",
        "Ana Brandt, elected in 2019, said that the quay was safe.",
        "After the storm on Friday, Ana Brandt said that the quay was safe.",
        "Ana Brandt said that the quay would open on Friday.",
    ],
)
def test_the_day_of_an_event_is_not_the_day_of_saying(sentence: str) -> None:
    assert dates(sentence) == [SaidAt()]


@pytest.mark.parametrize(
    "opening",
    [
        "Speaking to reporters on Friday",
        "At a briefing in Oslo on Friday",
        "In a statement issued on Friday",
        "Late on Friday",
        "On Friday night",
    ],
)
def test_a_setting_that_leads_the_sentence_dates_it_too(opening: str) -> None:
    assert dates(f"{opening}, Ana Brandt said the quay was safe.")[0].value == date(2024, 5, 3)


def test_headline_and_lede_take_the_day_of_what_they_sum_up() -> None:
    text = (
        "Quay is safe, Ana Brandt says\n\nAna Brandt said that the quay was safe and would stay so.\n\n"
        '"It will stand for years," Brandt told reporters on Friday.'
    )
    assert [said_at.value for said_at in dates(text)] == [date(2024, 5, 3)] * 3


def test_a_government_in_the_headline_takes_the_day_of_who_speaks_for_it() -> None:
    text = (
        "Norway: We will wait for the report\n\nThe quay at Bergen will stay closed.\n\n"
        '"We will wait for the report," Norwegian Foreign Minister Ana Brandt told a briefing on Friday.'
    )
    headline, *_ = extract(text, published_at=MONDAY)
    assert headline.said_at == SaidAt(value=date(2024, 5, 3), precision="day", basis="carried")


def test_a_day_is_not_carried_past_another_occasion() -> None:
    found = dates(
        "Ana Brandt said on Friday that the quay was safe. Brandt said in a separate interview that it was old."
    )
    assert [said_at.value for said_at in found] == [date(2024, 5, 3), None]


def test_what_is_told_of_another_year_goes_on_to_the_end_of_its_paragraph() -> None:
    text = (
        "Ana Brandt said on Monday that the quay was safe.\n\n"
        "In 2019, Ana Brandt said that the quay was rotten. Brandt said that it would not last."
    )
    found = extract(text, published_at=MONDAY)
    assert [statement.section for statement in found] == ["lede", "background", "background"]
    assert [statement.said_at and statement.said_at.value for statement in found] == [date(2024, 5, 6), None, None]


def test_who_comments_on_the_past_and_goes_on_speaking_is_no_background() -> None:
    text = (
        "Ana Brandt said on Monday that the quay was safe.\n\n"
        'The quay sank on April 3. "We will not forget that day," Brandt said.\n\n'
        '"It will stand for years," Brandt added.'
    )
    assert [statement.section for statement in extract(text, published_at=MONDAY)] == ["lede", "body", "body"]


def test_a_founding_day_in_an_apposition_makes_no_background() -> None:
    text = (
        "The quay of Bergen is closed again.\n\n"
        "Nordkai, founded on March 3, 1921, is alarmed. Ana Brandt said that the quay was safe."
    )
    assert extract(text, published_at=MONDAY)[-1].section == "body"


def test_the_same_speaker_carries_the_day_over() -> None:
    found = dates('Ana Brandt said on Friday that the quay was safe. "It will stand," she said.')
    assert [(said_at.value, said_at.basis) for said_at in found] == [
        (date(2024, 5, 3), "phrase"),
        (date(2024, 5, 3), "carried"),
    ]


def test_what_was_said_earlier_carries_nothing_over() -> None:
    found = dates("Ana Brandt said on Friday that the quay was safe. She had previously said that it was not.")
    assert [said_at.value for said_at in found] == [date(2024, 5, 3), None]


def test_what_was_said_earlier_on_a_day_goes_on_to_the_end_of_its_paragraph() -> None:
    text = (
        "Ana Brandt said on Monday that the quay was safe. She had told a briefing on Friday that it was old. "
        "She denied that it was closed.\n\nBrandt added that it was wide."
    )
    monday, friday = date(2024, 5, 6), date(2024, 5, 3)
    assert [said_at.value for said_at in dates(text)] == [monday, friday, friday, monday]


def test_a_background_statement_does_not_take_the_day_of_the_article() -> None:
    lede = "Ana Brandt said on Monday that the quay was safe."
    background = "On January 3, the quay sank. Ana Brandt said it leaked badly."
    last = extract(f"{lede}\n\n{background}", published_at=MONDAY)[-1]
    assert (last.section, last.said_at) == ("background", SaidAt())


def test_a_dateline_gives_the_day_and_its_weekday_the_year() -> None:
    text = "OSLO, May 6. /NORDPOST/. The quay is safe and will stay so, Ana Brandt said on Monday."
    (said_at,) = dates(text, published_at=None)
    assert said_at.value == date(2024, 5, 6)


def test_a_dateline_whose_weekday_is_unknown_dates_nothing() -> None:
    assert dates("OSLO, May 6. /NORDPOST/. The quay is safe, Ana Brandt said.", published_at=None)[0].value is None


def test_a_dateline_without_a_year_is_no_later_than_today() -> None:
    text = "OSLO, May 6. /NORDPOST/. The quay is safe and will stay so, Ana Brandt said on Monday."
    for today, day in ((date(2024, 5, 5), date(2019, 5, 6)), (date(2030, 1, 1), date(2024, 5, 6))):
        assert extract(text, today=today)[0].said_at == SaidAt(
            value=day,
            precision="day",
            basis="phrase",
            phrase=extract(text)[0].said_at.phrase,  # type: ignore[union-attr]
        )


def test_a_year_that_the_text_names_is_tried_first() -> None:
    text = (
        "OSLO, May 6. /NORDPOST/. The quay is safe and will stay so, Ana Brandt said on Monday.\n\n"
        "It was built in 2011 and mended in 2012."
    )
    assert extract(text, today=date(2026, 1, 1))[0].said_at.value == date(2013, 5, 6)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "header",
    [
        "Published: 6 May 2024",
        "By Omar Sand | May 6, 2024",
        "Posted: May 6, 2024 / 06:12 PM",
        "Monday 6 May 2024 06.00 BST",
        "Mon 6 May 2024 06.00 BST",
        "Posted on May 6, 2024 by admin",
        "2024-05-06 19:22:15",
        "Harbour Times / 05:12 PM May 6, 2024",
    ],
)
def test_a_line_above_the_prose_gives_the_day_of_the_page(header: str) -> None:
    text = f"Quay is safe\n\n{header}\n\nAna Brandt said on Friday that the quay was safe and would stay so."
    assert dates(text, published_at=None)[0].value == date(2024, 5, 3)


def test_the_day_of_an_event_in_a_headline_is_not_that_of_the_page() -> None:
    text = "Quay to open on 6 May 2024\n\nAna Brandt said on Friday that the quay was safe and would stay so."
    assert dates(text, published_at=None)[0].value is None


def test_a_dateline_counts_before_the_day_of_publication() -> None:
    text = "OSLO, May 5 (Nordpost) - Ana Brandt said today that the quay was safe and would stay so."
    assert dates(text)[0].value == date(2024, 5, 5)


def test_a_transcript_s_title_may_hold_its_day() -> None:
    text = (
        "Foreign Ministry Spokesperson Ana Brandt's Regular Press Conference on May 6, 2024\n\n"
        "Nordpost: Is the quay safe?\n\nAna Brandt: It is safe.\n\nNordpost: For how long?\n\n"
        "Ana Brandt: It will be safe for years."
    )
    answers = [one for one in extract(text) if one.speaker and one.speaker.name == "Ana Brandt"]
    assert len(answers) == 2
    for statement in answers:
        assert statement.said_at
        assert statement.venue
        assert (statement.said_at.value, statement.venue.text) == (date(2024, 5, 6), "Regular Press Conference")


def test_the_heading_of_a_transcript_dates_its_answers() -> None:
    text = (
        "Press Briefing by the Ministry of Ports\n\nTreaty Room\n\nMay 6, 2024\n\n"
        "MS BRANDT: Good morning. The quay is safe.\n\nQ: For how long?\n\nMS BRANDT: For years to come."
    )
    for statement in extract(text):
        assert statement.said_at
        assert (statement.said_at.value, statement.said_at.basis) == (date(2024, 5, 6), "dateline")
        assert statement.venue
        assert statement.place
        assert (statement.venue.text, statement.place.text) == ("Press Briefing", "Treaty Room")


def test_no_dateline_stands_in_a_content() -> None:
    (statement,) = extract("OSLO, May 6 (Nordpost) - The quay is safe and will stay so, Ana Brandt said.")
    assert statement.content[0].text == "The quay is safe and will stay so"


def test_a_line_below_the_prose_gives_the_day_of_the_page() -> None:
    text = "Ana Brandt said on Friday that the quay was safe.\n\nPublished in the Harbour Times, May 6th, 2024"
    assert dates(text, published_at=None)[0].value == date(2024, 5, 3)


@pytest.mark.parametrize("later", ["The same evening", "Hours later", "Two hours later", "Later in the day"])
def test_hours_later_is_the_day_that_was_told(later: str) -> None:
    text = f"Ana Brandt said on Friday that the quay was safe. {later}, Omar Sand said that it was not."
    assert [said_at.value for said_at in dates(text)] == [date(2024, 5, 3)] * 2


def test_what_somebody_has_said_in_the_past_is_of_no_day() -> None:
    text = "Ana Brandt said on Friday that the quay was safe.\n\nBrandt has said in the past that it was old."
    assert [said_at.value for said_at in dates(text)] == [date(2024, 5, 3), None]


def test_another_question_is_asked_on_the_same_occasion() -> None:
    text = (
        "Ana Brandt told a briefing on Friday that the quay was safe. "
        "Responding to another question, Ana Brandt said that it was old."
    )
    assert [said_at.value for said_at in dates(text)] == [date(2024, 5, 3)] * 2


class ByHand:
    """Finds the one attribution whose parts it is told."""

    name = "by hand"
    version = "1"

    def __init__(self, source: str, cue: str, content: str) -> None:
        self._parts = source, cue, content

    def find(self, text: str) -> list[Attribution]:
        starts = [text.index(part) for part in self._parts]
        source, cue, content = ((at, at + len(part)) for at, part in zip(starts, self._parts, strict=True))
        return [Attribution((content,), source, cue, "say", "state", 0.9, (0, len(text)))]


@pytest.mark.parametrize(
    ("content", "day"),
    [
        ("yesterday it was safe", date(2024, 5, 5)),
        ("yesterday was a dull day", None),
        ("Sunday's fire was big", None),
    ],
)
def test_a_day_that_a_finder_counts_to_the_content_dates_it_where_a_subject_follows(
    content: str, day: date | None
) -> None:
    finder = ByHand("The harbour", "said", content)
    found = extract_by(f"The harbour said {content}.", published_at=MONDAY, finder=finder)
    assert [one.said_at and one.said_at.value for one in found] == [day]


@pytest.mark.parametrize(("tie", "day"), [(", where", date(2024, 5, 3)), (". There", None)])
def test_the_main_clause_of_where_tells_its_day(tie: str, day: date | None) -> None:
    text = f"The head of the harbour came to the quay on Friday{tie} she promised a crane by the end of the year."
    finder = ByHand("she", "promised", "a crane by the end of the year")
    found = extract_by(text, published_at=MONDAY, finder=finder)
    assert [one.said_at and one.said_at.value for one in found] == [day]
