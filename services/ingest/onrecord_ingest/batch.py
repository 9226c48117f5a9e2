"""A batch of submissions as JSON Lines: read line by line, queued some at a time, each line answered."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from onrecord_core.errors import MalformedEntryError, TransientError
from onrecord_core.logs import get_logger
from onrecord_core.problems import Problem, ProblemError, problem
from redis.exceptions import RedisError

from onrecord_ingest.bodies import lines
from onrecord_ingest.idempotency import OTHER_BODY, Key, key_of, of_line
from onrecord_ingest.intake import Drop, Intake
from onrecord_ingest.load import Share
from onrecord_ingest.replies import Answer, RefusedLine, problem_of, receipt
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import Submission, parse_json

log = get_logger(__name__)

CHUNK_LINES = 100
CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that can be queued."""

    drop: Drop
    ignored: tuple[str, ...]


@dataclass(slots=True)
class _Chunk:
    """Lines read and not yet queued."""

    lines: list[tuple[int, _Line | Problem]] = field(default_factory=list["tuple[int, _Line | Problem]"])
    size: int = 0

    def add(self, number: int, line: _Line | Problem, size: int) -> None:
        self.lines.append((number, line))
        self.size += size

    @property
    def full(self) -> bool:
        return len(self.lines) >= CHUNK_LINES or self.size >= CHUNK_BYTES


class Batch:
    """Queues the lines of one body and collects their answers.

    The answers are kept until the body is read, as most clients read nothing before they have sent everything; with
    `max_batch_lines` they stay small. What is queued stays queued when a later line goes wrong, and the answer says
    so: the line at which reading stopped is refused with the reason, and nothing after it was read. A key of the batch
    counts for each line by its number, and `traceparent` for each, unless the line has its own. `share` counts what has
    come and is not queued.
    """

    def __init__(
        self,
        intake: Intake,
        settings: IngestSettings,
        *,
        key: Key | None = None,
        traceparent: str | None = None,
        share: Share | None = None,
    ) -> None:
        self._intake = intake
        self._settings = settings
        self._key = key
        self._traceparent = traceparent
        self._share = share
        self._answers: list[Answer] = []
        self._queued = 0
        self._server = ""
        self._away = False

    async def queue(self, body: AsyncIterator[bytes]) -> Sequence[Answer]:
        """Answer each line of a body that is not empty, when what is queued is on disk.

        Raises RedisError, TransientError or ProblemError where none was queued, or not for sure.
        """
        chunk, number = _Chunk(), 0
        try:
            async for line in lines(body, limit=self._settings.max_body_bytes):
                self._check_number(number)
                number += 1
                if line is not None and not line.strip():
                    continue
                chunk.add(number, self._parse(number, line), len(line or b""))
                if chunk.full:
                    await self._put(chunk)
                    chunk = _Chunk()
        except ProblemError as error:
            if not self._queued:
                raise
            await self._put(chunk)
            self._answers.append(RefusedLine(line=number + 1, problem=error.problem))
        else:
            await self._put(chunk)
        if self._queued:
            await self._intake.on_disk(self._server)
        return self._answers

    def _check_number(self, read: int) -> None:
        limit = self._settings.max_batch_lines
        if read >= limit:
            raise ProblemError(413, f"a batch has at most {limit} lines; send this and those after it in another")

    def _parse(self, number: int, line: bytes | None) -> _Line | Problem:
        if line is None:
            limit = self._settings.max_body_bytes
            return problem(413, f"the line has more than {limit} bytes; shorten it, or raise ONRECORD_MAX_BODY_BYTES")
        try:
            parsed = parse_json(line)
            own = key_of(parsed.submission.idempotency_key, line)
        except MalformedEntryError as error:
            return problem_of(error)
        except ProblemError as error:
            return error.problem
        drop = Drop.of(self._in_trace(parsed.submission), own or of_line(self._key, number, line))
        return _Line(drop, parsed.ignored)

    async def _put(self, chunk: _Chunk) -> None:
        good = [line for _, line in chunk.lines if isinstance(line, _Line)]
        ids = iter(await self._ids(good))
        for number, line in chunk.lines:
            found = line if isinstance(line, Problem) else next(ids)
            if isinstance(line, _Line) and isinstance(found, str):
                self._answers.append(receipt(found, line.ignored, line=number))
            elif isinstance(found, Problem):
                self._answers.append(RefusedLine(line=number, problem=found))
        if self._share:
            self._share.clear()

    def _in_trace(self, submission: Submission) -> Submission:
        return submission if submission.traceparent else submission.in_trace(self._traceparent)

    async def _ids(self, lines: Sequence[_Line]) -> Sequence[str | Problem]:
        """Ids of submissions, now queued; or why they are not, when the queue went away in the middle of the batch."""
        reason = "the queue does not answer; send this line again in a while"
        try:
            if lines and not self._away:
                self._server = self._server or await self._intake.server()
                ids = await self._intake.put([line.drop for line in lines], durably=False)
                self._queued += len(ids)
                return [entry_id or problem(422, OTHER_BODY) for entry_id in ids]
        except (RedisError, TransientError) as error:
            if not self._queued:
                raise
            log.warning("rest of a batch not queued", error=str(error))
            self._away = True
            if isinstance(error, TransientError):
                reason = str(error)
        return [problem(503, reason)] * len(lines)
