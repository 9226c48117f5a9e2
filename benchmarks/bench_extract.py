"""How fast statements are extracted, beside the bare model and beside spaCy.

Everything runs on one thread and on the same texts, in rounds: in each, every contender reads all texts once, so that
what else the machine does meets all alike. Figures are medians of the rounds, in words a second of processor time. The
last line is a JSON object; `make bench-extract` installs spaCy and runs this.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time

from onrecord_core.errors import OnrecordError
from onrecord_extract import load_finder
from rich.console import Console

from benchmarks.contenders import SPACY_PACKAGE, Contender, Work, extraction, reader_of, session, spacy_pipeline
from benchmarks.peak import peak_mb
from benchmarks.report import BARE, SPACY, Pass, Passes, figures_of, rendered
from benchmarks.texts import SAMPLES, counted, edition, enough, texts_of


def main() -> None:
    """Measure, and print tables and a line of JSON."""
    chosen = _arguments()
    if chosen.spacy and not find_spec(SPACY_PACKAGE):
        sys.exit("spaCy is not installed: `make bench-extract` installs it, and --no-spacy leaves it out")
    texts = enough(texts_of(chosen.texts), chosen.words)
    if not texts:
        sys.exit(f"{chosen.texts} holds no texts")
    peak = peak_mb(chosen.model, edition(texts, 0))  # first, while this process is small: see there
    try:
        contenders = _contenders({"default": chosen.model, "fast": chosen.fast_model}, with_spacy=chosen.spacy)
    except (OnrecordError, TypeError) as error:
        sys.exit(str(error))
    passes = _measured(contenders, texts, chosen.rounds)
    figures = figures_of(passes, peak)
    Console(highlight=False).print(rendered(passes, figures))
    print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_extract", description=__doc__)
    parser.add_argument("--model", default="", help="name or folder of the default model, where it is another")
    parser.add_argument("--fast-model", default="fast", help="name or folder of the fast model, where it is another")
    parser.add_argument("--texts", type=Path, default=SAMPLES, metavar="DIR", help="a folder of .txt files (samples)")
    words = "texts are repeated up to so many words, or left out behind them; 0 reads each once (8000)"
    parser.add_argument("--words", type=int, default=8000, help=words)
    parser.add_argument("--rounds", type=int, default=3, help="how often every contender reads the texts (3)")
    parser.add_argument("--no-spacy", dest="spacy", action="store_false", help="leave spaCy out")
    chosen = parser.parse_args()
    if chosen.rounds < 1 or chosen.words < 0:
        parser.error("there is a round at least, and words cannot be fewer than none")
    return chosen


def _contenders(models: Mapping[str, str], *, with_spacy: bool) -> dict[str, Contender]:
    """What is measured, by name and in the order of its turns; raises ModelError, or TypeError for the rules."""
    found: dict[str, Contender] = {}
    for name, model in models.items():
        finder = load_finder(model)
        found |= {BARE.format(name): partial(session, reader_of(finder)), name: partial(extraction, finder)}
    return found | {SPACY: spacy_pipeline()} if with_spacy else found


def _measured(contenders: Mapping[str, Contender], texts: Sequence[str], rounds: int) -> Passes:
    """All passes, in turns; each contender reads a text before, so that none is measured cold."""
    for contender in contenders.values():
        contender(edition(texts[:1], 0))()
    passes: dict[str, list[Pass]] = {name: [] for name in contenders}
    for number in range(1, rounds + 1):
        read = edition(texts, number)
        for name, contender in contenders.items():
            one = _timed(contender(read), counted(read))
            passes[name].append(one)
            print(f"round {number} of {rounds}: {name}, {one.speed:,.0f} words/s", file=sys.stderr)
    return passes


def _timed(work: Work, words: int) -> Pass:
    began, since = perf_counter(), process_time()
    stages = work()
    return Pass(words, process_time() - since, perf_counter() - began, stages)


if __name__ == "__main__":
    main()
