"""The figures of one process, for Prometheus; `docs/operations.md` lists them and a test holds it to that.

Labels take a handful of values each, fixed in the code: nothing that a stranger sends becomes one.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

from onrecord_core.outcomes import End

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Upper bounds of the histograms' buckets: from a commit to an article that waited for a restart."""
ENDS: tuple[End, ...] = ("done", "refused", "again", "failed")

disable_created_metrics()  # a second series beside each of ours, which nobody asks for


class Measures:
    """Counters and histograms in a registry of their own, so that several services can be in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._entries = Counter(
            "onrecord_entries",
            "Entries of a stream that came to an end: done, refused, again (is tried again), failed.",
            ["stream", "end"],
            registry=self.registry,
        )
        self._articles = Counter(
            "onrecord_articles",
            "Articles: accepted, duplicate, extracted, stored.",
            ["outcome"],
            registry=self.registry,
        )
        self._statements = Counter(
            "onrecord_statements", "Statements: extracted, stored.", ["outcome"], registry=self.registry
        )
        self._read_again = Counter(
            "onrecord_replay_articles",
            "Articles that replays went through: read, skipped, failed.",
            ["outcome"],
            registry=self.registry,
        )
        self._found_again = Counter(
            "onrecord_replay_statements",
            "Statements of articles that were read again: unchanged, changed, new, retracted.",
            ["outcome"],
            registry=self.registry,
        )
        self._stages = Histogram(
            "onrecord_stage_seconds",
            "How long a stage took: fetch, clean, model, extract, commit, end_to_end (from submission to stored).",
            ["stage"],
            registry=self.registry,
            buckets=SECONDS,
        )
        ProcessCollector(registry=self.registry)

    def ends_of(self, stream: str) -> dict[End, Counter]:
        """Counters of the ends to which entries of a stream come; `stream` without its prefix."""
        return {end: self._entries.labels(stream, end) for end in ENDS}

    def articles(self, outcome: str) -> Counter:
        """The counter of articles with an outcome."""
        return self._articles.labels(outcome)

    def statements(self, outcome: str) -> Counter:
        """The counter of statements with an outcome."""
        return self._statements.labels(outcome)

    def replay_articles(self, outcome: str) -> Counter:
        """The counter of articles that replays went through with an outcome."""
        return self._read_again.labels(outcome)

    def replay_statements(self, outcome: str) -> Counter:
        """The counter of statements of articles that were read again, by what became of them."""
        return self._found_again.labels(outcome)

    def stage(self, name: str) -> Histogram:
        """The histogram of a stage; `with measures.stage("clean").time():` measures it."""
        return self._stages.labels(name)
