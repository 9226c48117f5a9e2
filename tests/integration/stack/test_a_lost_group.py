"""A consumer group that somebody deletes comes back from the oldest entry, and nothing is doubled by that."""

from collections.abc import Sequence

import httpx
from onrecord.stack import Stack
from onrecord_core import groups
from onrecord_core.streams import Streams
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

TEXT = '"We will build {} bridges before winter," Transport Minister Anna Berg said.'


async def stored(stack: Stack) -> Sequence[str]:
    async with httpx.AsyncClient(base_url=stack.state.store_url) as client:
        page = (await client.get("/v1/statements", params={"limit": 100})).raise_for_status().json()
    return sorted(item["id"] for item in page["items"])


async def test_services_whose_groups_are_gone_start_again_and_make_them_anew(stack: Stack) -> None:
    streams = Streams(stack.state.prefix)
    async with Redis.from_url(stack.state.redis_url) as redis:  # pyright: ignore[reportUnknownMemberType]
        for number in range(10):
            await redis.xadd(streams.submissions, {"text": TEXT.format(number)})

        async def ten_stored() -> bool:
            return len(await stored(stack)) == 10

        await wait_until(ten_stored, description="the statements are stored")
        before = await stored(stack)
        await redis.xgroup_destroy(streams.articles, "extract")
        await redis.xgroup_destroy(streams.statements, "store")

        async def all_read_again() -> bool:
            progress = await groups.read(redis, stack.state.prefix)
            return await redis.xlen(streams.statements) == 40 and all(
                g.ready and not g.waiting for g in progress.groups
            )

        await wait_until(all_read_again, description="both groups have read everything once more", within=60)
    assert await stored(stack) == before
