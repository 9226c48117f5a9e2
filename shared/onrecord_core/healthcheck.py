"""Ask a service for its health: `python -m onrecord_core.healthcheck URL`; exit status 0 where it is well."""

import sys
import urllib.error
import urllib.request


def main(url: str) -> int:
    """Return 0 where `url` answers with status 200, 1 otherwise; the answer goes to standard output."""
    if not url.startswith("http://"):
        print("usage: python -m onrecord_core.healthcheck http://HOST:PORT/readyz")
        return 2
    try:
        with urllib.request.urlopen(url, timeout=4) as answer:  # noqa: S310 - the scheme is checked above
            print(answer.read().decode())
    except urllib.error.HTTPError as error:
        print(error.read().decode())
        return 1
    except OSError as error:
        print(f"no answer: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
