"""The articles of the chaos tests say what they are said to say."""

from onrecord_extract import extract, load_finder

from .articles import Press


def test_each_holds_the_statements_that_it_is_said_to_hold() -> None:
    press, rules = Press(1), load_finder("rules")
    for _ in range(30):
        made = press.new()
        for article in (made, press.revision(made)):
            found = extract(article.text, published_at="2025-03-04", finder=rules)
            assert [" … ".join(span.text for span in one.content) for one in found] == list(article.contents)


def test_they_are_the_same_for_the_same_seed() -> None:
    one, same, other = (Press(seed).new() for seed in (1, 1, 2))
    assert one == same
    assert one != other
