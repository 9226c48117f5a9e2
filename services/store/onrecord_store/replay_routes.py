"""The routes that have articles read again; administration."""

from typing import Annotated

from fastapi import APIRouter, Query
from onrecord_core.access import DENIALS
from onrecord_core.problems import ProblemError, responses

from onrecord_store import examples
from onrecord_store.replays import SHOWN, Replay, ReplayList, ReplayOrder, Replays
from onrecord_store.routes import UNAVAILABLE, Id
from onrecord_store.scopes import DECIDING, READING

Limit = Annotated[int, Query(ge=1, le=SHOWN, description="Replays in the answer.")]

_REPLAY = examples.answer(examples.REPLAY)
_UNKNOWN = responses(422, s404="There is no such replay.", s503=UNAVAILABLE)


def make_replay_router(replays: Replays) -> APIRouter:
    """The routes under `/v1/replays`."""
    router = APIRouter(prefix="/v1/replays", responses=DENIALS)

    @router.post(
        "",
        dependencies=DECIDING,
        summary="Have articles read again",
        responses=_REPLAY | responses(s400="The body is not JSON.", s422="The order is wrong.", s503=UNAVAILABLE),
    )
    async def start(order: ReplayOrder) -> Replay:  # pyright: ignore[reportUnusedFunction]
        """Read stored articles again with the extractor that runs, beside what comes in.

        Ordered again before it is done, it is the same replay, and goes on. Replays run one after the other.
        """
        return await replays.start(order)

    @router.get(
        "",
        dependencies=READING,
        summary="List replays",
        responses=examples.answer(examples.REPLAYS) | responses(422, s503=UNAVAILABLE),
    )
    async def newest(limit: Limit = SHOWN) -> ReplayList:  # pyright: ignore[reportUnusedFunction]
        """The newest replays."""
        return ReplayList(items=tuple(await replays.newest(limit)))

    @router.get("/{id}", dependencies=READING, summary="How far a replay is", responses=_REPLAY | _UNKNOWN)
    async def get(id: Id) -> Replay:  # noqa: A002  # pyright: ignore[reportUnusedFunction]
        """Articles and statements so far, and why articles failed."""
        return _known(id, await replays.get(id))

    @router.post("/{id}/stop", dependencies=DECIDING, summary="Stop a replay", responses=_REPLAY | _UNKNOWN)
    async def stop(id: Id) -> Replay:  # noqa: A002  # pyright: ignore[reportUnusedFunction]
        """Send no more of its articles to be read; what was read stays, and one that is done stays done."""
        return _known(id, await replays.stop(id))

    return router


def _known(replay_id: str, replay: Replay | None) -> Replay:
    if replay is None:
        raise ProblemError(404, f"there is no replay {replay_id}; GET /v1/replays lists the newest")
    return replay
