"""The figures of a process, in a registry of its own."""

from onrecord_core.health import GroupFigures
from onrecord_core.measures import Measures
from onrecord_core.readiness import ConsumerProgress
from prometheus_client import CollectorRegistry, generate_latest


def value(measures: Measures, name: str, **labels: str) -> float | None:
    return measures.registry.get_sample_value(name, labels)


def test_each_service_counts_for_itself() -> None:
    one, other = Measures(), Measures()
    one.articles("accepted").inc()
    other.articles("accepted").inc(2)
    assert value(one, "onrecord_articles_total", outcome="accepted") == 1
    assert value(other, "onrecord_articles_total", outcome="accepted") == 2


def test_what_has_not_happened_yet_is_zero_so_that_the_first_time_is_seen() -> None:
    measures = Measures()
    measures.ends_of("articles")
    for end in ("done", "refused", "again", "failed"):
        assert value(measures, "onrecord_entries_total", stream="articles", end=end) == 0


def test_a_stage_is_a_histogram_in_seconds() -> None:
    measures = Measures()
    measures.stage("commit").observe(0.03)
    assert value(measures, "onrecord_stage_seconds_count", stage="commit") == 1
    assert value(measures, "onrecord_stage_seconds_sum", stage="commit") == 0.03
    assert value(measures, "onrecord_stage_seconds_bucket", stage="commit", le="0.025") == 0
    assert value(measures, "onrecord_stage_seconds_bucket", stage="commit", le="0.05") == 1


def exposed(figures: GroupFigures) -> list[str]:
    once = CollectorRegistry()
    once.register(figures)
    return [line for line in generate_latest(once).decode().splitlines() if not line.startswith("#")]


def test_what_redis_says_of_groups_is_told_by_stream_and_group() -> None:
    progress = ConsumerProgress("x:articles", "extract", 7, 2, 1.5, 0.5, None, None)
    lines = exposed(GroupFigures([("articles", progress)], dead_letters=3))
    assert "onrecord_redis_up 1.0" in lines
    assert "onrecord_dead_letters 3.0" in lines
    assert 'onrecord_group_lag{group="extract",stream="articles"} 7.0' in lines
    assert 'onrecord_group_oldest_pending_seconds{group="extract",stream="articles"} 1.5' in lines
    assert 'onrecord_stalled{group="extract",stream="articles"} 0.0' in lines
    assert not [line for line in lines if line.startswith("onrecord_last_success_seconds")], "there was none yet"


def test_where_redis_is_away_there_are_no_old_figures() -> None:
    assert exposed(GroupFigures(None, 0)) == ["onrecord_redis_up 0.0"]
