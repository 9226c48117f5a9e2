"""A batch of submissions as JSON Lines: read line by line, queued some at a time, each line answered."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from onrecord_core.errors import MalformedEntryError
from onrecord_core.logs import get_logger
from onrecord_core.problems import Problem, ProblemError, problem
from redis.exceptions import RedisError

from onrecord_ingest.bodies import lines
from onrecord_ingest.intake import Intake
from onrecord_ingest.replies import Answer, RefusedLine, problem_of, receipt
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import Parsed, Submission, parse_json

log = get_logger(__name__)

CHUNK_LINES = 100
CHUNK_BYTES = 1024 * 1024


@dataclass(slots=True)
class _Chunk:
    """Lines read and not yet queued."""

    lines: list[tuple[int, Parsed | Problem]] = field(default_factory=list["tuple[int, Parsed | Problem]"])
    size: int = 0

    def add(self, number: int, parsed: Parsed | Problem, size: int) -> None:
        self.lines.append((number, parsed))
        self.size += size

    @property
    def full(self) -> bool:
        return len(self.lines) >= CHUNK_LINES or self.size >= CHUNK_BYTES


class Batch:
    """Queues the lines of one body and collects their answers.

    The answers are kept until the body is read, as most clients read nothing before they have sent everything; with
    `max_batch_lines` they stay small. What is queued stays queued when a later line goes wrong, and the answer says
    so: the line at which reading stopped is refused with the reason, and nothing after it was read.
    """

    def __init__(self, intake: Intake, settings: IngestSettings) -> None:
        self._intake = intake
        self._settings = settings
        self._answers: list[Answer] = []
        self._queued = 0
        self._away = False

    async def queue(self, body: AsyncIterator[bytes]) -> Sequence[Answer]:
        """Answer each line of a body that is not empty; raises RedisError or ProblemError where none was queued."""
        chunk, number = _Chunk(), 0
        try:
            async for line in lines(body, limit=self._settings.max_body_bytes):
                self._check_number(number)
                number += 1
                if line is not None and not line.strip():
                    continue
                chunk.add(number, self._parse(line), len(line or b""))
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
        return self._answers

    def _check_number(self, read: int) -> None:
        limit = self._settings.max_batch_lines
        if read >= limit:
            raise ProblemError(413, f"a batch has at most {limit} lines; send this and those after it in another")

    def _parse(self, line: bytes | None) -> Parsed | Problem:
        if line is None:
            limit = self._settings.max_body_bytes
            return problem(413, f"the line has more than {limit} bytes; shorten it, or raise ONRECORD_MAX_BODY_BYTES")
        try:
            return parse_json(line)
        except MalformedEntryError as error:
            return problem_of(error)

    async def _put(self, chunk: _Chunk) -> None:
        good = [parsed.submission for _, parsed in chunk.lines if isinstance(parsed, Parsed)]
        ids = iter(await self._ids(good))
        for number, parsed in chunk.lines:
            found = parsed if isinstance(parsed, Problem) else next(ids)
            if isinstance(parsed, Parsed) and isinstance(found, str):
                self._answers.append(receipt(found, parsed.ignored, line=number))
            elif isinstance(found, Problem):
                self._answers.append(RefusedLine(line=number, problem=found))

    async def _ids(self, submissions: Sequence[Submission]) -> Sequence[str | Problem]:
        """Ids of submissions, now queued; or why they are not, when the queue went away in the middle of the batch."""
        try:
            if submissions and not self._away:
                ids = await self._intake.put(submissions)
                self._queued += len(ids)
                return ids
        except RedisError as error:
            if not self._queued:
                raise
            log.warning("rest of a batch not queued", error=str(error))
            self._away = True
        return [problem(503, "the queue does not answer; send this line again in a while")] * len(submissions)
