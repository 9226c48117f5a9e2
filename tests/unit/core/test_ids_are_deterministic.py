"""The same input has the same id; other input has another."""

from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.ids import article_id, digest, revision_of, statement_id


def test_an_article_is_its_address_else_its_text() -> None:
    assert article_id(url="https://example.org/a", text="one") == article_id(url="https://example.org/a", text="two")
    assert article_id(url=None, text="one") == article_id(url=None, text="one")
    assert article_id(url=None, text="one") != article_id(url=None, text="two")
    assert article_id(url="x", text="x") != article_id(url=None, text="x")


def test_a_revision_is_the_sha_256_of_the_text() -> None:
    assert revision_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_statement_is_its_words_and_not_their_place() -> None:
    one = statement_id("art_1", ["We will go"], "said", 0)
    assert one == statement_id("art_1", ["We will go"], "said", 0)
    others = {
        statement_id("art_2", ["We will go"], "said", 0),
        statement_id("art_1", ["We will", "go"], "said", 0),
        statement_id("art_1", ["We will go"], "added", 0),
        statement_id("art_1", ["We will go"], "said", 1),
    }
    assert len(others | {one}) == 5


@given(st.lists(st.text()), st.lists(st.text()))
def test_lists_of_parts_do_not_run_together(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_lone_surrogates_have_an_id_too() -> None:
    assert revision_of("\ud800") != revision_of("\ud801")
