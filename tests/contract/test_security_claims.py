"""Each claim in docs/security.md names a test, and each test that it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
CLAIMS = PAGE.partition("\n## Claims\n")[2].partition("\n## ")[0]
ROW = re.compile(r"^\| (?P<claim>.+?) \| (?P<held_by>.*) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def names_in(path: str) -> set[str]:
    """The names of the test functions of a file; none where there is no such file."""
    file = ROOT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.exists() else ast.Module([], [])
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {function.name for function in functions if function.name.startswith("test_")}


def claims() -> dict[str, list[tuple[str, str]]]:
    rows = [match for match in ROW.finditer(CLAIMS) if match["claim"] != "claim"]
    return {row["claim"]: TEST.findall(row["held_by"]) for row in rows}


def test_each_claim_names_a_test() -> None:
    assert len(claims()) > 40
    assert not [claim for claim, tests in claims().items() if not tests]


def test_each_test_that_is_named_is_there() -> None:
    named = {pair for tests in claims().values() for pair in tests}
    assert not sorted(f"{path}::{name}" for path, name in named if name not in names_in(path))
