"""Extraction with nothing around it, in as many processes as the pipeline has workers."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from onrecord_extract import extract, load_finder


class Alone:
    """Processes that hold a model and wait for texts."""

    def __init__(self, model: str, workers: int) -> None:
        self._model = model
        self._workers = workers
        self._pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))

    def __enter__(self) -> Self:
        """Have each process load the model."""
        list(self._pool.map(_warm, [self._model] * self._workers * 2))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End them."""
        self._pool.shutdown()

    def rate(self, texts: Sequence[str]) -> float:
        """Texts extracted in a second, by all processes together."""
        started = time.perf_counter()
        list(self._pool.map(_read, [self._model] * len(texts), texts))
        return len(texts) / (time.perf_counter() - started)


def _warm(model: str) -> None:
    _read(model, "“It works,” Minister Anna Berg said.")
    time.sleep(0.5)  # so that no process takes the turn of another


def _read(model: str, text: str) -> int:
    return len(extract(text, finder=load_finder(model)))
