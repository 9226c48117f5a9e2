"""Learn the weights by which stances that are not told outright are ranked, from corpora with references.

    .venv/bin/python training/stances.py tests/corpora/dev tests/corpora/dev2 --test tests/corpora/test \
        --out services/extract/onrecord_extract/data/stance_weights.tsv

Prints how many stances are right on the corpora by cross-validation over articles, and on those of `--test`, which are
not learnt from, beside how many would be right if all were facts.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onrecord.scoring.predicted_statements import as_predicted
from onrecord.scoring.references import read_references
from onrecord.scoring.statement_figures import StatementComparison
from onrecord_core.ids import revision_of
from onrecord_core.records import Article, Statement
from onrecord_extract import extract
from onrecord_extract.positions import wording_of
from onrecord_extract.stance_features import Told, stance_features
from onrecord_extract.stances import RANKED
from onrecord_extract.worded_stances import worded_stance
from onrecord_extract.wording import Wording

from ranking import Floats, Tables, fit

FOLDS = 6
ALTERNATIVE = 0.3
"""How much another right answer counts beside the first."""
HEADER = "# How much each feature of a statement speaks for each stance; learnt by training/stances.py.\n"


@dataclass
class Example:
    """A statement that tells no stance outright, with its reference stances, the first one first."""

    article: str
    stances: tuple[str, ...]
    optional: bool
    features: list[dict[str, float]]
    """Of each of RANKED."""

    def gains(self) -> Floats:
        """[stances] how right each is."""
        first, *others = self.stances
        return np.array([1.0 if one == first else ALTERNATIVE * (one in others) for one in RANKED])


def examples(folder: Path) -> Iterator[Example]:
    """The statements of a corpus that extraction finds, whose words tell no stance and the references do."""
    references = read_references(folder)
    for name in references.names:
        reference = references.text_of(name)
        article = Article(id=name, revision=revision_of(reference.text), text=reference.text)
        statements = extract(article, published_at=reference.given.published_at)
        predicted = as_predicted(statements)
        wanted = {id(found): gold for found, gold in StatementComparison(reference, predicted).pairs}
        for statement, found in zip(statements, predicted, strict=True):
            gold = wanted.get(id(found))
            told, worded = _told(reference.text, statement)
            if gold and gold.stance and worded == "factual":
                named = dict(stance_features(told))
                features = [{f"{one} {key}": float(value) for key, value in named.items()} for one in RANKED]
                stances = (gold.stance, *(gold.stance_alt or ()))
                yield Example(f"{folder.name}/{name}", stances, gold.optional, features)


def _told(text: str, statement: Statement) -> tuple[Told, str]:
    content = [(piece.start, piece.end) for piece in statement.content]
    wording = wording_of(text, content, statement.speaker)
    cue = statement.cue
    act = cue.act if cue else "state"
    words = Wording.of(text, [(cue.span.start, cue.span.end)]) if cue else None
    return Told(wording, act, statement.kind, statement.speaker), worded_stance(wording, act, words)


def report(title: str, answers: Sequence[tuple[Example, str]]) -> None:
    """Print the share of right answers, by corpus."""
    counted = [(one, stance) for one, stance in answers if not one.optional]
    for corpus in [*sorted({one.article.partition("/")[0] for one, _ in counted}), ""]:
        part = [(one, stance) for one, stance in counted if one.article.startswith(f"{corpus}/" if corpus else "")]
        right = np.mean([stance in one.stances for one, stance in part])
        facts = np.mean(["factual" in one.stances for one, _ in part])
        print(
            f"{title:16} {corpus or 'all':8} {len(part):4} stances, {100 * right:.1f} % right, "
            f"{100 * facts:.1f} % are facts"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--test", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    known = [one for folder in options.corpora for one in examples(folder)]
    unknown = [one for folder in options.test for one in examples(folder)]
    naming = Tables([one.features for one in [*known, *unknown]])

    def fitted(many: Sequence[Example]) -> Floats:
        return fit([naming.of(one.features) for one in many], [one.gains() for one in many])

    def told(many: Sequence[Example], weights: Floats) -> list[tuple[Example, str]]:
        return [(one, RANKED[int(np.argmax(naming.of(one.features) @ weights))]) for one in many]

    articles = sorted({one.article for one in known})
    answers: list[tuple[Example, str]] = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        weights = fitted([one for one in known if one.article not in held])
        answers += told([one for one in known if one.article in held], weights)
    report("cross-validated", answers)
    weights = fitted(known)
    if unknown:
        report("not learnt from", told(unknown, weights))
    if options.out:
        options.out.write_text(HEADER + naming.lines(weights))


if __name__ == "__main__":
    main()
