"""What names a general recogniser would add: speakers' names that extraction tells, beside those that spaCy finds.

For the articles with reference statements: of the speakers that a reference names, how many does extraction name, how
many does spaCy's `en_core_web_sm` mark as a person or a body, how many does it mark of those that extraction misses;
and the processor time of both. Whom of its names a statement is by, spaCy does not tell.
"""

import argparse
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

from onrecord.scoring.names import same_name
from onrecord.scoring.references import ReferenceText, read_references
from onrecord_extract import extract, load_finder

from benchmarks.contenders import SPACY_PACKAGE

CORPORA = Path(__file__).parents[1] / "tests" / "corpora"
LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})


def main() -> None:
    """Measure, and print a line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_names", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA, metavar="DIR", help="a folder of corpora")
    documents = list(_documents(parser.parse_args().corpora))
    nlp: Any = import_module(SPACY_PACKAGE).load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    finder = load_finder()
    counts = dict.fromkeys(("names", "extraction", "spacy", "spacy_alone"), 0)
    seconds = {"extraction": 0.0, "spacy": 0.0}
    for one in documents:
        wanted = {gold.speaker for gold in one.gold if gold.speaker and gold.speaker in one.text}
        started = process_time()
        said = {found.speaker.name for found in extract(one.text, finder=finder) if found.speaker}
        between = process_time()
        marked = {entity.text for entity in nlp(one.text).ents if entity.label_ in LABELS}
        seconds["extraction"] += between - started
        seconds["spacy"] += process_time() - between
        for name in wanted:
            ours, theirs = (any(same_name(name, other) for other in found) for found in (said, marked))
            counts["names"] += 1
            counts["extraction"] += ours
            counts["spacy"] += theirs
            counts["spacy_alone"] += theirs and not ours
    share = round(seconds["spacy"] / seconds["extraction"], 3)
    print(json.dumps(counts | {"documents": len(documents), "spacy_seconds_of_extraction": share}))


def _documents(folder: Path) -> Iterator[ReferenceText]:
    for corpus in sorted(folder.glob("*/gold.jsonl")):
        references = read_references(corpus.parent)
        yield from (references.text_of(name) for name in references.names)


if __name__ == "__main__":
    main()
