"""A process that reads pages, one after the other: `python -m onrecord_ingest.reader SECONDS BYTES`.

Pages come on standard input, an address and then a page, each framed; answers go to standard output, framed too. Code
that was not written for hostile pages reads them, so the system sets bounds that no code can pass: it ends this
process where one page takes more than so many seconds of processor time, and gives it no more memory than so many
bytes beyond what it takes to start.
"""

import logging
import math
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

from onrecord_core.errors import NoTextError

from onrecord_ingest.page import SIZE, Answer, framed
from onrecord_ingest.pages import read_page


def main() -> None:
    """Answer what is asked until nothing more comes."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # whoever started this process ends it, after what is in work
    logging.disable()  # what libraries say of a page goes with the answer to whoever knows whose page it is
    seconds, memory = map(int, sys.argv[1:])
    _bound(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":  # others do not keep to it
        _bound(resource.RLIMIT_AS, _addresses() + memory)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that is printed is taken for an answer
        _allow(seconds)
        while (url := _received(sys.stdin.buffer)) is not None:
            html = _received(sys.stdin.buffer) or b""
            answers.write(framed(_answer(html.decode(), url.decode() or None).as_json()))
            answers.flush()
            _allow(seconds)  # before the next page comes, so that it owes nothing to this one


def _allow(seconds: int) -> None:
    """From now on, so much processor time."""
    _bound(resource.RLIMIT_CPU, math.ceil(time.process_time()) + seconds)


def _bound(what: int, limit: int) -> None:
    _, most = resource.getrlimit(what)
    resource.setrlimit(what, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _addresses() -> int:
    """Bytes of addresses that this process has; with the threads of numpy they grow with the machine's processors."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _received(source: BinaryIO) -> bytes | None:
    """The next frame; None where there is none, or not all of it."""
    head = source.read(SIZE.size)
    if len(head) < SIZE.size:
        return None
    (size,) = SIZE.unpack(head)
    data = source.read(size)
    return data if len(data) == size else None


def _answer(html: str, url: str | None) -> Answer:
    try:
        return Answer(read_page(html, url=url))
    except NoTextError as error:
        return Answer(refused=str(error), cause=repr(error.__cause__) if error.__cause__ else "")


if __name__ == "__main__":
    main()
