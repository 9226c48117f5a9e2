"""`onrecord demo` takes articles through the whole of onrecord, and what it leaves answers the other commands."""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from onrecord.stack import Stack, StackOptions

pytestmark = pytest.mark.timeout(400)

REFUSAL = """Portugal will not lend the harbour, minister says

LISBON, November 3, 2025 (Example Wire) - Portugal will not lend its harbour, Portuguese Foreign Minister Ana Pereira \
said on Monday.

"The harbour stays with us," Pereira told reporters.
"""
CHANGE = """“We can lend the harbour for a year,” Portuguese Foreign Minister Ana Pereira said on Monday.

Spanish Transport Minister Luz Ibarra said that she knew nothing of it.
"""


@dataclass(frozen=True)
class House:
    """A stack that runs, and articles beside it."""

    data_dir: Path
    articles: Path

    def run(self, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "onrecord.main", *arguments, "--data-dir", str(self.data_dir)]
        wide = {**os.environ, "COLUMNS": "200"}
        ran = subprocess.run(command, env=wide, capture_output=True, encoding="utf-8", timeout=180, check=False)
        assert ran.returncode == status, ran.stdout + ran.stderr
        return ran


def write_articles(folder: Path) -> None:
    folder.mkdir()
    (folder / "1-refusal.txt").write_text(REFUSAL)
    change = {"text": CHANGE, "publisher": "Example Daily", "published_at": "2026-02-02", "headline": "A year"}
    (folder / "2-change.json").write_text(json.dumps({**change, "url": "https://example.org/harbour"}))
    (folder / "3-pick-up.json").write_text(json.dumps({**change, "publisher": "Example Post"}))
    (folder / "README.md").write_text("# not dropped")
    (folder / "expected.jsonl").write_text('{"speaker": "Ana Pereira"}\n')


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    folder = tmp_path_factory.mktemp("demo")
    write_articles(folder / "articles")
    options = StackOptions(data_dir=folder / "data", ingest_port=0, store_port=0)
    with Stack(options):
        yield House(folder / "data", folder / "articles")


@pytest.fixture(scope="module")
def told(house: House) -> str:
    """What the first run prints."""
    return house.run("demo", str(house.articles)).stdout


def after(text: str, heading: str) -> str:
    assert heading in text, text
    return text[text.index(heading) :]


def test_it_uses_the_stack_that_runs(told: str) -> None:
    assert "using the stack that runs" in told


def test_it_tells_how_many_came_through_and_which_was_a_duplicate(told: str) -> None:
    assert "dropping 3/3   extracted 3/3   stored" in told
    assert "0 dead letters" in told
    assert "3-pick-up.json is the article of" in told


def test_it_prints_the_statements_in_the_order_of_time(told: str) -> None:
    assert "“We can lend the harbour for a year”" in told.replace(",”", "”")
    assert told.index("3 Nov 2025") < told.index("2 Feb 2026")
    for part in ("Ana Pereira · Portuguese Foreign Minister · PT", "Example Daily", "“The harbour stays with us"):
        assert part in told


def test_an_article_without_a_publisher_is_known_by_its_file(told: str) -> None:
    assert "1-refusal.txt" in after(told, "Portugal on “harbour”")


def test_it_shows_how_a_position_moved(told: str) -> None:
    moved = after(told, "Portugal on “harbour”")
    assert moved.index("3 Nov 2025") < moved.index("2 Feb 2026")
    assert "Luz Ibarra" not in moved


def test_a_second_run_changes_nothing_and_answers_the_same(house: House, told: str) -> None:
    again = house.run("demo", str(house.articles)).stdout
    assert "3 articles dropped before" in again
    assert after(again, "Portugal on “harbour”") == after(told, "Portugal on “harbour”")


def test_topic_and_country_can_be_chosen(house: House, told: str) -> None:
    del told
    chosen = house.run("demo", str(house.articles), "--topic", "years", "--country", "pt").stdout
    assert "Portugal on “year”" in chosen
    none = house.run("demo", str(house.articles), "--topic", "dragons").stdout
    assert "no position to show" in none


def test_what_it_leaves_answers_query(house: House, told: str) -> None:
    del told
    asked = house.run("query", "harbour", "--country", "PT", "--sort", "said_at", "--dated").stdout
    days = [json.loads(line)["said_at"]["value"] for line in asked.splitlines()]
    assert days[0] == "2025-11-03"
    assert days[-1] == "2026-02-02"


def test_what_it_leaves_is_a_duplicate_to_ingest(house: House, told: str) -> None:
    del told
    ended = house.run("ingest", str(house.articles / "1-refusal.txt")).stdout
    assert json.loads(ended)["status"] == "duplicate"


def test_a_folder_without_articles_is_told(house: House, tmp_path: Path) -> None:
    ran = house.run("demo", str(tmp_path), status=1)
    assert "no articles in" in ran.stderr


def test_on_its_own_it_starts_a_stack_and_leaves_none_running(tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    alone = House(tmp_path / "data", tmp_path / "articles")
    ran = alone.run("demo", str(alone.articles))
    assert "are up on loopback" in ran.stdout
    assert "Portugal on “harbour”" in ran.stdout
    stopped = alone.run("query", "harbour", status=1)
    assert "onrecord up" in stopped.stderr
