"""Reading from what may never answer, such as standard input: nobody waits for it once the command ends."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import BinaryIO

import typer


def standard_input() -> BinaryIO:
    """Standard input with a buffer of its own: Python aborts where it ends while a thread holds that of `sys.stdin`."""
    given = typer.get_binary_stream("stdin")
    try:
        return open(given.fileno(), "rb", closefd=False)
    except OSError:  # no file but something that stands for it
        return given


async def aside[T](function: Callable[[], T]) -> T:
    """Call a function in a thread that ends with the process, where asyncio.to_thread would be waited for.

    Raises what the function raises.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def tell(settle: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: answer.done() or settle())

    def call() -> None:
        try:
            result = function()
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            failure = error
            tell(lambda: answer.set_exception(failure))
        else:
            tell(lambda: answer.set_result(result))

    threading.Thread(target=call, daemon=True).start()
    return await answer
