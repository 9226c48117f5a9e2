"""What is counted and timed while the store writes."""

import time
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager

from onrecord_core.changes import Changes
from onrecord_core.events import ArticleAccepted, ArticleExtracted, Event, Replayed, StatementExtracted
from onrecord_core.measures import Measures
from onrecord_core.tracing import Tracing

from onrecord_store.holding import Save


class Figures:
    """Counts what is kept, times how long that takes, and how long an article took from its submission on."""

    def __init__(self, measures: Measures, tracing: Tracing) -> None:
        self.measures = measures
        self._articles = measures.articles("stored")
        self._statements = measures.statements("stored")
        self._commit = measures.stage("commit")
        self._whole_way = measures.stage("end_to_end")
        self._read_again = {name: measures.replay_articles(name) for name in ("read", "skipped", "failed")}
        kinds = ("unchanged", "changed", "new", "retracted")
        self._found_again = {name: measures.replay_statements(name) for name in kinds}
        self._tracing = tracing

    def timed[T](self, save: Save[T]) -> Save[T]:
        """The same writing, timed: one transaction."""

        async def saved(items: Sequence[T]) -> Sequence[Exception | None]:
            with self._commit.time():
                return await save(items)

        return saved

    def spans(self, events: Collection[Event]) -> AbstractContextManager[None]:
        """The spans of a batch: one in the trace of each article."""
        return self._tracing.spans("store", [event.traceparent for event in events], events=len(events))

    def stored(self, event: Event) -> None:
        """Count an event that is kept; with `article.extracted` all statements of its article are."""
        match event:
            case ArticleAccepted():
                self._articles.inc()
            case StatementExtracted():
                self._statements.inc()
            case ArticleExtracted() if event.submittedtime:
                self._whole_way.observe(max(0.0, time.time() - event.submittedtime.timestamp()))
            case _:
                pass

    def read_again(self, replayed: Replayed, difference: Changes) -> None:
        """Count an article that a replay went through, and what changed by that."""
        outcome = "failed" if replayed.failure else "read" if replayed.extraction else "skipped"
        self._read_again[outcome].inc()
        for kind, counter in self._found_again.items():
            counter.inc(len(getattr(difference, kind)))
