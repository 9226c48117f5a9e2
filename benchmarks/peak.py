"""The memory that extraction needs: a process of its own, which extracts and does nothing else."""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence

from onrecord_core.errors import OnrecordError
from onrecord_extract import extract, load_finder

UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts `ru_maxrss`."""


def peak_mb(model: str, texts: Sequence[str]) -> float:
    """Peak resident memory of a process that extracts from texts, in MB (10^6 bytes).

    To be called before this process has loaded much: what a parent holds when it starts a process counts as that
    process's too. Raises SystemExit where that process has failed, which has then said why.
    """
    command = [sys.executable, "-m", __name__, model]
    done = subprocess.run(command, input=json.dumps(texts), stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - this very program
    if done.returncode:
        raise SystemExit(done.returncode)
    return float(done.stdout)


def main() -> None:
    """Extract from the texts on standard input with the model that is named, and print the peak."""
    texts: list[str] = json.load(sys.stdin)
    try:
        finder = load_finder(sys.argv[1])
    except OnrecordError as error:
        sys.exit(str(error))
    for text in texts:
        extract(text, finder=finder)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6)


if __name__ == "__main__":
    main()
