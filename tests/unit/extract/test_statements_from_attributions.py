"""Which attributions of a corpus are statements, and how those are cut."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from onrecord_core.ids import revision_of
from onrecord_core.records import Article, Extractor, Statement
from onrecord_extract.assemble import assemble
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.lemmas import lemma_and_act, lemma_of
from onrecord_extract.sentences import words_of
from onrecord_extract.statements import stated

BODY = "The quay has been closed since May, and nobody knows for how long it will be.\n\n"


def attribution(text: str, content: Sequence[str], cue: str = "", source: str = "") -> Attribution:
    def at(words: str) -> Offsets:
        start = text.index(words, len(BODY))
        return start, start + len(words)

    found = at(cue) if cue else None
    lemma, act = lemma_and_act(words_of(text, *found)) if found else ("", "state")
    return Attribution(
        content=tuple(at(piece) for piece in content),
        source=at(source) if source else None,
        cue=found,
        lemma=lemma,
        act=act,
        confidence=0.8,
        frame=(len(BODY), len(text)),
        carries_on=not cue and not source,
        as_annotated=True,
    )


def statements(text: str, *attributions: Attribution) -> list[Statement]:
    article = Article(id="art_x", revision=revision_of(text), text=text)
    return list(assemble(article, stated(text, attributions), Extractor(name="x", version="1")))


def cut(sentence: str, content: str, cue: str, source: str = "Ana Brandt") -> str | None:
    """The content of the one statement that a sentence with one attribution gives."""
    text = BODY + sentence
    found = statements(text, attribution(text, [content], cue, source))
    return " … ".join(span.text for span in found[0].content) if found else None


@pytest.mark.parametrize(
    ("sentence", "content", "cue", "expected"),
    [
        ("Ana Brandt said that it is safe.", "that it is safe.", "said", "it is safe"),
        ("Ana Brandt promised to go there.", "to go there", "promised", "go there"),
        ("Ana Brandt said that is safe.", "that is safe", "said", "that is safe"),
        ("That is safe, Ana Brandt said.", "That is safe", "said", "That is safe"),
        ("Ana Brandt said the group (outlawed in Chile) left.", "the group (outlawed in Chile) left", "said", None),
        ("“It is safe,” Ana Brandt said.", "It is safe", "said", "It is safe"),
        ("“It is safe.” Ana Brandt said.", "It is safe.”", "said", "It is safe."),
        ("Ana Brandt told me it is safe.", "me it is safe", "told", "it is safe"),
        (
            "Ana Brandt said it is safe and doubted that it will last.",
            "it is safe and doubted that it will last",
            "said",
            "it is safe",
        ),
        (
            "Ana Brandt said it is safe, a claim which he denies.",
            "it is safe, a claim which he denies",
            "said",
            "it is safe",
        ),
        ("“It is safe” – and Ana Brandt said it twice.", "“It is safe” – and", "said", "It is safe"),
        ("The quay, Ana Brandt added, had cracked.", "The quay", "added", "The quay … had cracked"),
        ("The quay, Ana Brandt, a diver, said, is safe.", "The quay", "said", "The quay … is safe"),
        ("Ana Brandt called the quay “a ruin”.", "the quay “a ruin”", "called", "the quay “a ruin”"),
        ("Ana Brandt branded the quay “a ruin”.", "“a ruin”", "branded the quay", "the quay “a ruin”"),
        ("Ana Brandt did not rule out a strike.", "a strike", "did not rule out", "a strike"),
        ("Ana Brandt hasn’t ruled out a strike.", "a strike", "hasn’t ruled out", "a strike"),
    ],
)
def test_a_content_is_cut_to_the_bare_words(sentence: str, content: str, cue: str, expected: str | None) -> None:
    assert cut(sentence, content, cue) == (expected or "the group … left")


@pytest.mark.parametrize(
    ("sentence", "content", "cue"),
    [
        ("Ana Brandt believes that it is safe.", "that it is safe", "believes"),
        ("Ana Brandt plans to go there.", "to go there", "plans"),
        ("Ana Brandt did not say whether it is safe.", "whether it is safe", "did not say"),
        ("Ana Brandt has never said that it is safe.", "that it is safe", "said"),
        ("Ana Brandt wouldn’t confirm it is safe.", "it is safe", "confirm"),
        ("Ana Brandt asked whether it is safe.", "whether it is safe", "asked"),
        ("Ana Brandt is expected to say that it is safe.", "that it is safe", "say"),
        ("Ana Brandt has yet to say that it is safe.", "that it is safe", "say"),
        ("Ana Brandt was asked to comment on the quay.", "to comment on the quay", "was asked"),
        ("Ana Brandt lowered its forecast for the year.", "its forecast for the year", "lowered"),
        ("Ana Brandt adjourned the case until May.", "the case until May", "adjourned"),
        ("The book, first reported by Ana Brandt, sold well.", "The book", "reported"),
        ("Ana Brandt is to go there in May.", "to go there in May", "is"),
        ("Ana Brandt asked not to be named because it is late.", "not to be named because it is late", "asked"),
    ],
)
def test_what_nobody_uttered_is_no_statement(sentence: str, content: str, cue: str) -> None:
    assert cut(sentence, content, cue) is None


def test_what_nobody_said_is_no_statement() -> None:
    assert cut("Nobody said that it is safe.", "that it is safe", "said", source="Nobody") is None


def test_a_quoted_belief_is_a_statement() -> None:
    assert cut("“It is safe,” Ana Brandt believes.", "“It is safe,”", "believes") == "It is safe"


def test_the_cue_is_the_verb_and_a_day_beside_it_dates_the_statement() -> None:
    text = BODY + "Ana Brandt declared on 2021-09-06 that it was safe."
    (found,) = statements(text, attribution(text, ["that it was safe"], "declared on 2021-09-06", "Ana Brandt"))
    assert found.cue is not None
    assert (found.cue.span.text, found.cue.lemma) == ("declared", "declare")
    assert str(found.said_at and found.said_at.value) == "2021-09-06"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Ana Brandt, the mayor of Oslo,", "Ana Brandt"),
        ("mayor Ana Brandt", "Ana Brandt"),
        ("Representative for Peru, Director of the Asian Department Ana Brandt", "Ana Brandt"),
    ],
)
def test_a_source_names_its_speaker(source: str, name: str) -> None:
    text = BODY + f"Yesterday {source} said it was safe."
    (found,) = statements(text, attribution(text, ["it was safe"], "said", source))
    assert found.speaker is not None
    assert found.speaker.name == name


def test_a_source_that_was_not_seen_is_the_name_before_the_cue() -> None:
    text = BODY + "Ana Brandt said it was safe. It was announced that he would go."
    first = attribution(text, ["it was safe"], "said")
    second = attribution(text, ["he would go"], "was announced")
    names = [found.speaker and found.speaker.name for found in statements(text, first, second)]
    assert names == ["Ana Brandt", None]


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    text = BODY + "“It is safe now,” Ana Brandt said. “We looked at all of it.\n\n“Nobody has to stay away from it.”"
    first = attribution(text, ["“It is safe now,”", "“We looked at all of it."], "said", "Ana Brandt")
    second = attribution(text, ["“Nobody has to stay away from it.”"])
    (found,) = statements(text, first, second)
    assert [span.text for span in found.content][1:] == ["We looked at all of it.", "Nobody has to stay away from it."]
    assert found.kind == "direct"


def test_a_quotation_with_a_cue_of_its_own_is_its_speakers() -> None:
    text = BODY + "“It is safe,” Ana Brandt said. “It is not,” said Ole Lund."
    both = attribution(text, ["“It is safe,”", "“It is not,”"], "said", "Ana Brandt")
    both = replace(both, frame=(len(BODY), text.index(" “It is not")))
    first, second = statements(text, both)
    assert [(one.speaker and one.speaker.name, one.content[0].text) for one in (first, second)] == [
        ("Ana Brandt", "It is safe"),
        ("Ole Lund", "It is not"),
    ]


def test_a_quotation_linked_to_a_name_elsewhere_is_that_of_the_name_beside_it() -> None:
    text = BODY + "Ana Brandt came at nine. “It is not safe at all,” said Ole Lund."
    one = attribution(text, ["“It is not safe at all,”"], "said", "Ana Brandt")
    one = replace(one, confidence=0.1, frame=(text.index("“It"), len(text)))
    (found,) = statements(text, one)
    assert found.speaker is not None
    assert (found.speaker.name, found.confidence) == ("Ole Lund", 0.95)


def test_an_attribution_that_is_hardly_right_is_no_statement() -> None:
    text = BODY + "Ana Brandt blurted out it was safe."
    one = attribution(text, ["it was safe"], "blurted out", "Ana Brandt")
    assert len(statements(text, one)) == 1
    assert statements(text, replace(one, confidence=0.1)) == []


def test_a_title_between_marks_and_page_furniture_are_no_statements() -> None:
    text = BODY + "He read “The Quay” again.\n\nSubscribe: Ana Brandt says it is safe"
    title = attribution(text, ["“The Quay”"])
    furniture = attribution(text, ["it is safe"], "says", "Ana Brandt")
    assert statements(text, title, furniture) == []


def test_a_headline_in_which_a_model_sees_no_statement_is_read_by_its_form() -> None:
    text = "Oslo sees the quay as safe — envoy\n\n" + BODY + "The envoy Ana Brandt said it was safe."
    held = replace(attribution(text, ["safe"], "said"), cue=(5, 9), lemma="see", content=((10, 26),), frame=(0, 34))
    said = attribution(text, ["it was safe"], "said", "The envoy Ana Brandt")
    first, second = statements(text, held, said)
    assert (first.content[0].text, first.section) == ("Oslo sees the quay as safe", "headline")
    assert second.content[0].text == "it was safe"


def test_what_carries_words_or_a_name_says_nothing() -> None:
    banner = BODY + "“We will not leave the quay,” reads a banner at the gate."
    film = BODY + "He saw a film called “The Last Quay” again."
    naming = BODY + "It is what divers call “a blind quay in a storm”."
    assert statements(banner, attribution(banner, ["“We will not leave the quay,”"], "reads", "a banner")) == []
    assert statements(film, attribution(film, ["“The Last Quay”"], "called", "a film")) == []
    assert statements(naming, attribution(naming, ["“a blind quay in a storm”"], "call", "divers")) == []


def test_a_source_that_was_taken_for_content_is_the_source() -> None:
    text = BODY + "It is safe at the quay, says Ana Brandt."
    (found,) = statements(text, attribution(text, ["It is safe at the quay", "Ana Brandt"], "says"))
    assert found.speaker is not None
    assert (found.speaker.name, [span.text for span in found.content]) == ("Ana Brandt", ["It is safe at the quay"])


@pytest.mark.parametrize("lead", ["Regarding the old bridge", "Asked about the old bridge", "On the old bridge"])
def test_a_topic_that_a_sentence_begins_with_is_no_content(lead: str) -> None:
    text = BODY + f"{lead}, Ana Brandt said: “It stands.”"
    (found,) = statements(text, attribution(text, ["the old bridge", "“It stands.”"], "said", "Ana Brandt"))
    assert [span.text for span in found.content] == ["It stands."]


def test_a_quotation_behind_an_indirect_statement_is_one_of_its_own() -> None:
    text = BODY + "Ana Brandt said that it was safe. “We looked at all of it.”"
    one = attribution(text, ["that it was safe", "“We looked at all of it.”"], "said", "Ana Brandt")
    first, second = statements(text, replace(one, frame=(len(BODY), text.index(" “We"))))
    assert [first.content[0].text, second.content[0].text] == ["it was safe", "We looked at all of it."]
    assert second.speaker is not None
    assert (second.speaker.name, second.kind) == ("Ana Brandt", "direct")


def test_a_quotation_that_goes_on_is_its_first_speakers_whatever_it_is_linked_to() -> None:
    text = BODY + "She read: “He went to work in May.\n\n“He did not come home.”\n\n“It is a shame,” Ole Lund said."
    first = attribution(text, ["“He went to work in May."], "read", "She")
    first = replace(first, frame=(len(BODY), text.index("\n\n“He did")))
    second = attribution(text, ["“He did not come home.”", "“It is a shame,”"], "said", "Ole Lund")
    second = replace(second, frame=(text.index("“It is"), len(text)))
    read, said = statements(text, first, second)
    assert [span.text for span in read.content] == ["He went to work in May.", "He did not come home."]
    assert [span.text for span in said.content] == ["It is a shame"]


def test_what_a_finder_has_cut_itself_stays() -> None:
    one = Attribution(((0, 8),), (9, 12), (13, 17), "say", "state", 0.8, (0, 20))
    assert stated("that is, Ana said so it is", [one]) == [one]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("described", "describe"), ("tweeted", "tweet"), ("planning", "plan"), ("replies", "reply"), ("fixes", "fix"),
     ("touting", "tout"), ("thought", "think"), ("opined", "opine"), ("addresses", "address"), (":", ":")],
)  # fmt: skip
def test_lemmas(form: str, lemma: str) -> None:
    assert lemma_of(form) == lemma


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("had also said on Monday", ("say", "state")),
        ("According to", ("according to", "state")),
        ("has repeatedly denied", ("deny", "deny")),
        ("has cheerfully mused", ("muse", "state")),
        ("—", ("—", "state")),
    ],
)
def test_lemma_and_act_of_a_corpus_cue(cue: str, expected: tuple[str, str]) -> None:
    assert lemma_and_act(words_of(cue, 0, len(cue))) == expected


def test_a_closed_quotation_of_an_earlier_paragraph_is_a_statement_of_its_own() -> None:
    text = BODY + '"The quay will open again in May."\n\nAna Holm added: "We have waited for years."'
    both = ['"The quay will open again in May."', '"We have waited for years."']
    first, second = statements(text, attribution(text, both, "added", "Ana Holm"))
    assert (first.quotation, first.cue) == ("The quay will open again in May.", None)
    assert (second.quotation, second.speaker and second.speaker.name) == ("We have waited for years.", "Ana Holm")


@pytest.mark.parametrize(
    ("sentence", "content", "cue", "source"),
    [
        ("“Save the quay,” reads a banner hung at the gate.", "“Save the quay,”", "reads", "a banner hung at the gate"),
        ("The fans sang “We are going up”.", "“We are going up”", "sang", "The fans"),
        ("“Out, out, out!” the crowd shouted.", "“Out, out, out!”", "shouted", "the crowd"),
        ("Asked about the quay, Ana Holm smiled.", "the quay", "Asked about", ""),
        ("Ana Holm refused to say when the quay would open.", "when the quay would open", "refused to say", "Ana Holm"),
        ("The city received pledges that the quay stays.", "that the quay stays", "received pledges", "The city"),
        ("The film, titled “The Last Quay”, runs in May.", "“The Last Quay”", "titled", ""),
    ],
)
def test_signs_cries_prompts_and_titles_are_no_statements(sentence: str, content: str, cue: str, source: str) -> None:
    text = BODY + sentence
    assert statements(text, attribution(text, [content], cue, source)) == []


def test_what_a_study_says_is_a_statement_and_what_it_shows_is_none() -> None:
    text = BODY + "According to a study, quays sink. A study showed that quays sink slowly."
    said = attribution(text, ["quays sink"], "According to", "a study")
    shown = attribution(text, ["that quays sink slowly"], "showed", "A study")
    assert [one.quotation for one in statements(text, said, shown)] == ["quays sink"]


def test_what_an_article_recalls_is_its_sources_statement() -> None:
    text = BODY + "It will be recalled that Ana Holm said that the quay was safe."
    recalled = attribution(text, ["that Ana Holm said that the quay was safe"], "will be recalled", "It")
    (statement,) = statements(text, recalled)
    assert (statement.quotation, statement.nested_in) == ("the quay was safe", None)


def test_what_is_narrated_behind_a_closing_quotation_is_the_articles() -> None:
    text = BODY + "Ana Brandt vowed there would be “no mercy” after rats were seen."
    said = attribution(text, ["there would be “no mercy” after rats were seen"], "vowed", "Ana Brandt")
    assert [one.quotation for one in statements(text, said)] == ["there would be “no mercy”"]


def test_the_day_right_behind_a_cue_is_none_of_its_clause() -> None:
    text = BODY + "Ana Brandt said yesterday it had opened the roads."
    (statement,) = statements(text, attribution(text, ["yesterday it had opened the roads"], "said", "Ana Brandt"))
    assert statement.quotation == "it had opened the roads"
    assert statement.said_at
    assert statement.said_at.phrase
    assert statement.said_at.phrase.text == "yesterday"


def test_quotations_parted_by_a_paragraph_of_narration_are_two_statements() -> None:
    text = BODY + "“We waited long,” Ana Brandt said.\n\nShe farms the valley with others.\n\n“Now it rains on us.”"
    said = attribution(text, ["“We waited long,”", "“Now it rains on us.”"], "said", "Ana Brandt")
    assert [one.quotation for one in statements(text, said)] == ["We waited long", "Now it rains on us."]


def test_what_the_rules_and_a_sign_say_is_no_statement() -> None:
    text = BODY + "The rules say bins must stay in. “No papers here,” says a sign beside it."
    rule = attribution(text, ["bins must stay in"], "say", "The rules")
    sign = attribution(text, ["“No papers here,”"], "says", "a sign beside it")
    assert statements(text, rule, sign) == []


def test_who_is_quoted_as_saying_it_speaks() -> None:
    text = f"{BODY}The Harbour Office quoted Ana Brandt as saying: “It is safe.”"
    told = attribution(text, ["Ana Brandt as saying: “It is safe.”"], "quoted", "The Harbour Office")
    (found,) = statements(text, told)
    assert (found.speaker and found.speaker.name, found.content[0].text) == ("Ana Brandt", "It is safe.")


def test_somebodys_remarks_say_nothing_themselves() -> None:
    text = f"{BODY}Ana Brandt criticised Olaf Berg’s remarks."
    assert statements(text, attribution(text, ["Olaf Berg’s remarks"], "criticised", "Ana Brandt")) == []


def test_a_dateline_is_no_part_of_the_source() -> None:
    text = f"{BODY}OSLO - Mayor Ana Brandt said it is safe."
    (found,) = statements(text, attribution(text, ["it is safe"], "said", "OSLO - Mayor Ana Brandt"))
    mention = found.speaker.mention if found.speaker else None
    assert mention
    assert mention.text == "Mayor Ana Brandt"
