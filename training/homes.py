"""Learn the weights by which the country that a text is from is told, from corpora with reference statements.

    .venv/bin/python training/homes.py tests/corpora/dev tests/corpora/dev2 \
        --out services/extract/onrecord_extract/data/home_weights.tsv

The references do not say where a text is from, but of whom its unmarked offices and bodies of state are: "the Foreign
Minister" with the country Kenya. Each country counts by how many of them are its own. Prints how many texts are told
right by cross-validation over texts, how many are told wrong, and on which corpora.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onrecord.scoring.gold_statements import GoldStatement
from onrecord.scoring.references import read_references
from onrecord_extract.home import is_home_office
from onrecord_extract.home_features import Home, homes
from onrecord_extract.lexicon import country_at, country_of_town, known_bodies
from onrecord_extract.log_linear import LIKELY
from onrecord_extract.named_countries import countries_in
from onrecord_extract.roles import Role
from onrecord_extract.scan import mentions_of
from onrecord_extract.sentences import words_of

from ranking import Floats, Tables, fit

FOLDS = 10
HEADER = (
    "# How much each feature of a country adds to its score as the one that a text is from; learnt by\n"
    "# training/homes.py.\n"
)


@dataclass
class Example:
    """A text with the countries of its unmarked offices (None for offices of none), and those that it may be from."""

    corpus: str
    owners: Counter[str | None]
    options: list[Home]

    def gains(self) -> Floats:
        """[options] how many of the unmarked offices are a country's."""
        codes = [one.country.code if one.country else None for one in self.options]
        return np.array([float(self.owners[code]) for code in codes])


def examples(folder: Path) -> Iterator[Example]:
    """The texts of a corpus that have unmarked offices."""
    references = read_references(folder)
    for name in references.names:
        reference = references.text_of(name)
        owners = Counter(owner for one in reference.gold for owner in owners_of(one))
        if owners:
            tokens = words_of(reference.text, 0, len(reference.text))
            options = homes(reference.text, list(countries_in(tokens)), mentions_of(reference.text, tokens))
            yield Example(folder.name, owners, options)


def owners_of(gold: GoldStatement) -> Iterator[str | None]:
    """The country of a speaker whose office, or name, leaves it out; None for an office of no country."""
    if gold.speaker_kind == "person" and gold.role and not is_marked(gold.role):
        role = Role(gold.role, None, None)
        if (is_home_office(role) or (role.is_spokesperson and gold.country)) and (gold.country or not gold.affiliation):
            yield gold.country
    elif gold.speaker_kind in {"government", "organization"} and gold.speaker and gold.country:
        known = gold.speaker in known_bodies() or country_of_town(gold.speaker)
        if not known and not is_marked(gold.speaker):
            yield gold.country


def is_marked(phrase: str) -> bool:
    """Whether a phrase names a country."""
    parts = phrase.split()
    return any(country_at(parts, n) for n in range(len(parts)))


def told(example: Example, scores: Floats) -> str | None:
    """The country that a text is told to be from."""
    best = int(np.argmax(scores))
    country = example.options[best].country
    likely = 1 / float(np.exp(scores - scores[best]).sum()) >= LIKELY
    return country.code if country and likely else None


def report(answers: Sequence[tuple[Example, str | None]]) -> None:
    """Print how many texts are told right, wrong and not at all, by corpus."""
    for corpus in sorted({one.corpus for one, _ in answers}):
        part = [(one, code) for one, code in answers if one.corpus == corpus]
        right = sum(one.owners[code] == max(one.owners.values()) for one, code in part)
        unsaid = sum(code is None and not one.owners[None] for one, code in part)
        print(
            f"{corpus:8} {len(part):3} texts: {right:3} right, {len(part) - right - unsaid:3} wrong, {unsaid:3} unsaid"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    every = [one for folder in options.corpora for one in examples(folder)]
    naming = Tables([[home.features for home in one.options] for one in every])
    tables = [naming.of([home.features for home in one.options]) for one in every]
    gains = [one.gains() for one in every]
    answers: list[tuple[Example, str | None]] = []
    for fold in range(FOLDS):
        kept = [n for n in range(len(every)) if n % FOLDS != fold]
        weights = fit([tables[n] for n in kept], [gains[n] for n in kept])
        answers += [(every[n], told(every[n], tables[n] @ weights)) for n in range(fold, len(every), FOLDS)]
    report(answers)
    if options.out:
        options.out.write_text(HEADER + naming.lines(fit(tables, gains)))


if __name__ == "__main__":
    main()
