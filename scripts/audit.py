"""Look up known vulnerabilities of the locked dependencies with pip-audit; for `make check`.

`python scripts/audit.py UV` exits with 1 where one is known. Where PyPI does not answer it says so and exits with 0:
the style and the types can be checked without a network. `uv.lock` names what is looked up: everything that the
packages and the images hold; what only tests need is left out.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WITHIN = 90
EXPORT = ["export", "--locked", "--quiet", "--no-dev", "--no-emit-workspace", "--format", "requirements-txt"]
AUDIT = [
    "run",
    "--quiet",
    "--isolated",
    "--locked",
    "--only-group",
    "audit",
    "pip-audit",
    "--requirement",
    "/dev/stdin",
]
OPTIONS = ["--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]


def audit(uv: str) -> list[dict[str, Any]]:
    """What is known of each dependency; raises OSError with the reason where it cannot be looked up."""
    try:
        locked = _run([uv, *EXPORT], "")
        answer = _run([uv, *AUDIT, *OPTIONS], locked.stdout)
    except subprocess.TimeoutExpired:
        raise OSError(f"no answer within {WITHIN} s") from None
    try:
        return json.loads(answer.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = (locked.stderr + answer.stderr).strip().splitlines()
        raise OSError(said[-1][:200] if said else "pip-audit said nothing") from None


def _run(command: list[str], given: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - uv, as the Makefile found it
        command, input=given, cwd=ROOT, capture_output=True, text=True, timeout=WITHIN, check=False
    )


def main(arguments: list[str]) -> int:
    """Print what is known of the dependencies; return the exit status."""
    try:
        dependencies = audit(arguments[0])
    except OSError as error:
        print(f"dependencies not audited: {error}")
        return 0
    known = [(found, flaw) for found in dependencies for flaw in found.get("vulns", [])]
    for found, flaw in known:
        fixed = ", ".join(flaw["fix_versions"]) or "none yet"
        print(f"{found['name']} {found['version']}: {flaw['id']}, fixed in {fixed}: https://osv.dev/{flaw['id']}")
    print(f"{len(dependencies)} dependencies audited, {len(known)} known vulnerabilities")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
