"""Learn the weights by which the country of an office that leaves it out is told, from corpora with references.

    .venv/bin/python training/offices.py tests/corpora/dev tests/corpora/dev2 \
        --out services/extract/onrecord_extract/data/office_weights.tsv

Prints how many of the offices are told right by cross-validation over texts, and how many by the text's own country
alone, by corpus.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onrecord.scoring.references import read_references
from onrecord_extract.census import people_of
from onrecord_extract.log_linear import likeliest
from onrecord_extract.office_countries import unmarked_offices
from onrecord_extract.office_features import Option, options_at

from homes import is_marked
from ranking import Floats, Tables, fit

FOLDS = 10
HEADER = (
    "# How much each feature of a country adds to its score as that of an office which leaves it out; learnt by\n"
    "# training/offices.py.\n"
)


@dataclass
class Example:
    """A person with an unmarked office, its country, and those that it may be of."""

    corpus: str
    text: str
    person: str
    owner: str
    home: str | None
    options: list[Option]

    def gains(self) -> Floats:
        """[options] 1 for the country of the office."""
        return np.array([float(one.country.code == self.owner) for one in self.options])


def examples(folder: Path) -> Iterator[Example]:
    """The persons of a corpus whose offices leave their country out."""
    references = read_references(folder)
    for name in references.names:
        reference = references.text_of(name)
        people = people_of(reference.text)
        offices = {id(entity): office for entity, office in unmarked_offices(people)}
        seen: set[str] = set()
        for gold in reference.gold:
            if gold.speaker_kind != "person" or not gold.speaker or gold.speaker in seen or not gold.country:
                continue
            seen.add(gold.speaker)
            entity = people.find(gold.speaker)
            office = offices.get(id(entity))
            if entity and office and not (gold.role and is_marked(gold.role)):
                home = people.home.code if people.home else None
                yield Example(folder.name, name, gold.speaker, gold.country, home, options_at(people, entity, office))


def _told(example: Example, scores: Floats) -> str | None:
    best = likeliest(scores.tolist())
    return None if best is None else example.options[best].country.code


def report(title: str, answers: Sequence[tuple[Example, str | None]]) -> None:
    """Print how many offices are told right, by corpus, and how many by the text's own country."""
    for corpus in [*sorted({one.corpus for one, _ in answers}), ""]:
        part = [(one, code) for one, code in answers if corpus in {one.corpus, ""}]
        right = sum(one.owner == code for one, code in part)
        home = sum(one.owner == one.home for one, _ in part)
        print(f"{title:16} {corpus or 'all':8} {len(part):4} offices: {right:4} right, by the text's country {home:4}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--test", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list the offices that are told wrong")
    options = parser.parse_args()
    every = [one for folder in options.corpora for one in examples(folder)]
    unknown = [one for folder in options.test for one in examples(folder)]
    naming = Tables([[option.features for option in one.options] for one in [*every, *unknown]])

    def tables(many: Sequence[Example]) -> list[Floats]:
        return [naming.of([option.features for option in one.options]) for one in many]

    def fitted(many: Sequence[Example]) -> Floats:
        return fit(tables(many), [one.gains() for one in many])

    def told(many: Sequence[Example], weights: Floats) -> list[tuple[Example, str | None]]:
        scored = zip(many, tables(many), strict=True)
        return [(one, _told(one, table @ weights)) for one, table in scored]

    texts = sorted({(one.corpus, one.text) for one in every})
    answers: list[tuple[Example, str | None]] = []
    for fold in range(FOLDS):
        held = set(texts[fold::FOLDS])
        weights = fitted([one for one in every if (one.corpus, one.text) not in held])
        answers += told([one for one in every if (one.corpus, one.text) in held], weights)
    report("cross-validated", answers)
    weights = fitted(every)
    answers += (apart := told(unknown, weights))
    if apart:
        report("not learnt from", apart)
    for one, code in answers if options.wrong else ():
        if code != one.owner:
            print(f"{one.corpus}/{one.text} {one.person}: {code}, is {one.owner}, the text's {one.home}")
    if options.out:
        options.out.write_text(HEADER + naming.lines(weights))
    print(naming.lines(weights))


if __name__ == "__main__":
    main()
