"""Who goes when: many together, or one alone."""

import asyncio

from onrecord_core.turn import Turn


async def test_many_hold_it_together_and_nobody_beside_one_that_is_alone() -> None:
    turn = Turn()
    log: list[str] = []
    let_go = asyncio.Event()

    async def together(name: str) -> None:
        async with turn.together():
            log.append(name)
            await let_go.wait()
        log.append(f"{name} done")

    async def alone() -> None:
        async with turn.alone():
            log.append("alone")
            await asyncio.sleep(0)
            log.append("alone done")

    first = [asyncio.create_task(together(name)) for name in "ab"]
    await asyncio.sleep(0)
    lonely = asyncio.create_task(alone())
    await asyncio.sleep(0)
    late = asyncio.create_task(together("c"))
    await asyncio.sleep(0)
    assert log == ["a", "b"], "c does not pass the one that waits to be alone"
    let_go.set()
    await asyncio.gather(*first, lonely, late)
    assert log[2:] == ["a done", "b done", "alone", "alone done", "c", "c done"]


async def test_who_gives_up_waiting_holds_up_nobody() -> None:
    turn = Turn()
    async with turn.together():
        lonely = asyncio.create_task(turn.alone().__aenter__())
        await asyncio.sleep(0)
        lonely.cancel()
        await asyncio.gather(lonely, return_exceptions=True)
        async with asyncio.timeout(1), turn.together():
            pass
