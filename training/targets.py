"""Learn the weights by which targets are ranked from corpora with reference statements.

    .venv/bin/python training/targets.py tests/corpora/dev tests/corpora/dev2 tests/corpora/dev3 \
        --out services/extract/onrecord_extract/data/target_weights.tsv

Maximises the log-likelihood of the candidates that share words with the reference, each counted by how many, with an
L2 penalty, by gradient descent of a fixed number of steps: the same corpora give the same file. Prints how many
targets are right on the corpora by cross-validation over articles, and on those of `--test`, which are not learnt
from.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onrecord.scoring.names import same_phrase
from onrecord.scoring.predicted_statements import as_predicted
from onrecord.scoring.references import read_references
from onrecord.scoring.statement_figures import StatementComparison
from onrecord_core.ids import revision_of
from onrecord_core.records import Article, Statement
from onrecord_extract import extract
from onrecord_extract.candidates import Candidate
from onrecord_extract.census import people_of
from onrecord_extract.positions import wording_of
from onrecord_extract.retellings import stems
from onrecord_extract.target_features import Said
from onrecord_extract.targets import Targets, chosen

from ranking import Floats, Tables, fit

FOLDS = 6
MIN_COMMON = 0.3
"""From which share of common words on a candidate counts as right."""
SHARPNESS = 1.5
"""A power of that share: how much better the better wording counts."""
HEADER = "# How much each feature of a candidate for a target adds to its score; learnt by training/targets.py.\n"


@dataclass
class Example:
    """A statement with a reference target, and the candidates for it."""

    article: str
    target: str
    optional: bool
    """Whether the statement may be found or not, so that it counts in no figure."""
    candidates: list[Candidate]
    features: list[dict[str, float]]

    def gains(self) -> Floats:
        """[candidates] the share of words that each has in common with the reference."""
        wanted = frozenset(stems(self.target))
        return np.array([2 * len(wanted & one.stems) / (len(wanted) + len(one.stems)) for one in self.candidates])


def examples(folder: Path) -> Iterator[Example]:
    """The statements of a corpus that extraction finds and the references know the target of."""
    references = read_references(folder)
    for name in references.names:
        reference = references.text_of(name)
        article = Article(id=name, revision=revision_of(reference.text), text=reference.text)
        statements = extract(article, published_at=reference.given.published_at)
        contents = [[(piece.start, piece.end) for piece in one.content] for one in statements]
        targets = Targets(article.text, people_of(article.text), contents)
        predicted = as_predicted(statements)
        wanted = {id(found): gold for found, gold in StatementComparison(reference, predicted).pairs}
        for statement, found, content in zip(statements, predicted, contents, strict=True):
            gold = wanted.get(id(found))
            if gold and gold.target:
                options = _options(statement, content, targets)
                candidates, features = [one for one, _ in options], [held for _, held in options]
                yield Example(f"{folder.name}/{name}", gold.target, gold.optional, candidates, features)


def _options(
    statement: Statement, content: list[tuple[int, int]], targets: Targets
) -> list[tuple[Candidate, dict[str, float]]]:
    act = statement.cue.act if statement.cue else "state"
    wording = wording_of(targets.text, content, statement.speaker)
    return list(targets.options(Said(content, wording, act, statement.speaker)))


class Learner:
    """Fits weights to examples."""

    def __init__(self, every: Sequence[Example]) -> None:
        self._tables = Tables([one.features for one in every])
        self._of = {id(one): self._tables.of(one.features) for one in every}

    def fit(self, learnt: Sequence[Example]) -> Floats:
        """[features] weights."""
        gains = [np.where(gain >= MIN_COMMON, gain, 0) ** SHARPNESS for gain in (one.gains() for one in learnt)]
        return fit([self._of[id(one)] for one in learnt], gains)

    def lines(self, weights: Floats) -> str:
        """A weight a line, behind the name of its feature."""
        return self._tables.lines(weights)

    def answer(self, example: Example, weights: Floats) -> str:
        """The target that the weights make of an example."""
        scores = self._of[id(example)] @ weights
        found = chosen([(float(score), one) for score, one in zip(scores, example.candidates, strict=True)])
        return found.text if found else ""


def report(title: str, answers: Sequence[tuple[Example, str]]) -> None:
    """Print the share of right answers, by corpus, and how long they are."""
    counted = [(one, text) for one, text in answers if not one.optional]
    for corpus in sorted({one.article.partition("/")[0] for one, _ in counted}):
        part = [(one, text) for one, text in counted if one.article.startswith(f"{corpus}/")]
        right = np.mean([same_phrase(text, one.target) for one, text in part])
        size = np.mean([len(text.split()) for _, text in part])
        print(f"{title:16} {corpus:8} {len(part):4} targets, {100 * right:.1f} % right, {size:.1f} words each")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--test", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    known = [one for folder in options.corpora for one in examples(folder)]
    unknown = [one for folder in options.test for one in examples(folder)]
    learner = Learner([*known, *unknown])
    articles = sorted({one.article for one in known})
    answers: list[tuple[Example, str]] = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        weights = learner.fit([one for one in known if one.article not in held])
        answers += [(one, learner.answer(one, weights)) for one in known if one.article in held]
    report("cross-validated", answers)
    weights = learner.fit(known)
    report("not learnt from", [(one, learner.answer(one, weights)) for one in unknown])
    if options.out:
        options.out.write_text(HEADER + learner.lines(weights))


if __name__ == "__main__":
    main()
