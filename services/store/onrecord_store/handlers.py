"""Batches of entries in, their outcomes out."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from onrecord_core.delivery import Done, Entry, Failed, Outcome
from onrecord_core.errors import RefusedError
from onrecord_core.events import ArticleAccepted, ArticleExtracted, Event, StatementExtracted, StatementRetracted
from onrecord_core.logs import get_logger
from onrecord_core.streams import decode

from onrecord_store.archive import Archive
from onrecord_store.arrivals import Arrivals
from onrecord_store.figures import Figures
from onrecord_store.holding import Holding
from onrecord_store.outbox import SOURCE
from onrecord_store.rows import ArticleRow, Reading, article_row, extraction_row, retraction_row, statement_row

log = get_logger(__name__)


class MissingArticleError(RefusedError):
    """What is said of an article that the store does not have, and that is not on its way either."""


class ArticleHandler:
    """Keeps accepted articles."""

    def __init__(self, archive: Archive, holding: Holding, arrivals: Arrivals, figures: Figures) -> None:
        self._archive = archive
        self._holding = holding
        self._arrivals = arrivals
        self._figures = figures

    async def __call__(self, entries: Sequence[Entry]) -> list[Outcome]:
        """Keep the articles of a batch; an entry that holds none is refused, an event of another kind passed over."""
        return await _settle(entries, _article, self._keep, self._figures)

    async def _keep(self, rows: Sequence[ArticleRow]) -> Sequence[Exception | None]:
        results = await self._holding.save_each(rows, self._figures.timed(self._archive.save_articles))
        self._arrivals.arrived(row.article for row, error in zip(rows, results, strict=True) if error is None)
        log.info("articles stored", articles=results.count(None))
        return results


class StatementHandler:
    """Keeps statements, and retracts those that are no longer found."""

    def __init__(self, archive: Archive, holding: Holding, arrivals: Arrivals, figures: Figures) -> None:
        self._archive = archive
        self._holding = holding
        self._arrivals = arrivals
        self._figures = figures

    async def __call__(self, entries: Sequence[Entry]) -> list[Outcome]:
        """Keep what a batch says, once its articles are here; false or homeless statements are refused."""
        return await _settle(entries, _reading, self._keep, self._figures)

    async def _keep(self, rows: Sequence[Reading]) -> Sequence[Exception | None]:
        missing = await self._arrivals.missing({row.article for row in rows})
        home = [row for row in rows if row.article not in missing]
        saved = iter(await self._holding.save_each(home, self._figures.timed(self._archive.save_readings)))
        results = [_homeless(row) if row.article in missing else next(saved) for row in rows]
        log.info("statements stored", events=results.count(None), articles=len({row.article.id for row in home}))
        return results


def _article(event: Event) -> ArticleRow | None:
    return article_row(event) if isinstance(event, ArticleAccepted) else None


def _reading(event: Event) -> Reading | None:
    match event:
        case StatementExtracted():
            return statement_row(event)
        case ArticleExtracted():
            return extraction_row(event)
        case StatementRetracted() if event.source != SOURCE:  # what we publish ourselves we have worked out
            return retraction_row(event)
        case _:
            return None


def _homeless(row: Reading) -> MissingArticleError:
    return MissingArticleError(
        f"article {row.article} is not in the store and none is waiting to be stored; "
        "see whether it was refused, and drop it again"
    )


async def _settle[R](
    entries: Sequence[Entry],
    read: Callable[[Event], R | None],
    keep: Callable[[Sequence[R]], Awaitable[Sequence[Exception | None]]],
    figures: Figures,
) -> list[Outcome]:
    """Read each entry, keep what was read, and give each entry its outcome."""
    outcomes: list[Outcome] = [Done()] * len(entries)
    rows: dict[int, R] = {}
    events: dict[int, Event] = {}
    for number, entry in enumerate(entries):
        try:
            event = decode(entry.fields)
            row = read(event)
        except RefusedError as error:
            outcomes[number] = Failed(error)
        else:
            if row is not None:
                rows[number], events[number] = row, event
    if rows:
        with figures.spans(events.values()):
            results = await keep(list(rows.values()))
        for number, error in zip(rows, results, strict=True):
            outcomes[number] = Failed(error) if error else Done(then=partial(figures.stored, events[number]))
    return outcomes
