"""Reading what is posted: its kind checked first, its size bounded before it is read and again while it is unpacked."""

from collections.abc import AsyncIterator

from onrecord_core.errors import MalformedEntryError
from onrecord_core.problems import ProblemError
from starlette.requests import ClientDisconnect, Request

from onrecord_ingest.load import Share
from onrecord_ingest.unpack import Gunzip

JSON = ("application/json",)
JSON_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")


def too_large(what: str, limit: int, setting: str) -> ProblemError:
    """The problem that `what` is over a limit.

    It is answered at once. The connection stays open and what still comes is thrown away unread: most clients look
    for an answer only when they have sent everything, and would see a broken connection instead of the reason.
    """
    return ProblemError(413, f"{what} has more than {limit} bytes; send less at a time, or raise {setting}")


async def pieces(
    request: Request, *, kinds: tuple[str, ...], limit: int, setting: str, share: Share
) -> AsyncIterator[bytes]:
    """The body of a request, unpacked, piece by piece, each counted in `share`.

    Raises ProblemError: 415 where it is none of the media types `kinds` or packed other than with gzip, 413 as soon
    as it is known to have more than `limit` bytes, packed or unpacked, 400 where it is broken,
    503 where too much is in work.
    """
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in kinds:
        raise ProblemError(415, f"send it with the header `Content-Type: {kinds[0]}`", headers={"Accept": kinds[0]})
    declared = request.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise too_large("the body", limit, setting)
    size = 0
    over = too_large("the body", limit, setting)
    async for piece in _unpacked(request, limit=limit, over=over):
        size += len(piece)
        if size > limit:
            raise over
        share.add(len(piece))
        yield piece


async def _unpacked(request: Request, *, limit: int, over: ProblemError) -> AsyncIterator[bytes]:
    """The body without its packing; what comes is counted too, since gzip can be long and hold nothing."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip"}:
        raise ProblemError(415, "send it as it is, or packed with gzip", headers={"Accept-Encoding": "gzip"})
    gunzip = Gunzip() if encoding == "gzip" else None
    came = 0
    try:
        async for data in request.stream():
            came += len(data)
            if came > limit:
                raise over
            for piece in gunzip.feed(data) if gunzip else [data]:
                yield piece
        if gunzip:
            gunzip.finish()
    except MalformedEntryError as error:
        raise ProblemError(400, f"the body is broken: {error}") from error
    except ClientDisconnect as error:
        raise ProblemError(400, "the body is broken: the connection ended before it did") from error


async def lines(source: AsyncIterator[bytes], *, limit: int) -> AsyncIterator[bytes | None]:
    """The lines of a body without their ends; None stands for one of more than `limit` bytes, which is passed over."""
    buffer = bytearray()
    over = False
    async for piece in source:
        first, *others = piece.split(b"\n")
        buffer += b"" if over else first
        for part in others:
            yield None if over or len(buffer) > limit else bytes(buffer).rstrip(b"\r")
            buffer, over = bytearray(part), False
        if len(buffer) > limit:
            buffer, over = bytearray(), True
    if over or buffer:
        yield None if over else bytes(buffer).rstrip(b"\r")
