"""Pages made to hurt whoever reads them: nothing is expanded, opened or asked for, and reading comes to an end."""

import contextlib
import socket
import threading
import time
from collections.abc import Generator

import pytest
from onrecord_core.errors import NoTextError, RefusedError
from onrecord_ingest.accept import accept
from onrecord_ingest.pages import read_page
from onrecord_ingest.submission import Submission

TEXT = "“We will go on talking,” Foreign Minister Ana Pereira said on Monday in the capital, and so it was."
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
SECRET = "known only to the file"


def page(declared: str) -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE html [{declared}]><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>&x;</title></head><body><article><p>{TEXT}</p><p>It says: &x; and no more.</p></article></body></html>"
    )


@pytest.fixture
def asked() -> Generator[tuple[int, list[bytes]]]:
    """A port on loopback, and what came to it."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            try:
                while True:
                    connection, _ = server.accept()
                    with connection:
                        came.append(connection.recv(1000))
            except OSError:
                return

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_entities_that_multiply_are_not_expanded() -> None:
    """The billion laughs: three gigabytes if they were."""
    found = read_page(page(f'<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l9;">'))
    assert TEXT in found.text
    assert len(found.text) < 1000


def test_an_entity_reads_no_file(tmp_path: "pytest.TempPathFactory") -> None:
    path = str(tmp_path) + "/secret"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(SECRET)
    for url in (f"file://{path}", path):
        found = read_page(page(f'<!ENTITY x SYSTEM "{url}">'))
        assert TEXT in found.text
        assert SECRET not in str(found)


def test_no_page_has_anything_asked_for(asked: tuple[int, list[bytes]]) -> None:
    port, came = asked
    place = f"http://127.0.0.1:{port}"
    for declared in (f'<!ENTITY x SYSTEM "{place}/x">', f'<!ENTITY % y SYSTEM "{place}/y.dtd"> %y;'):
        assert TEXT in read_page(page(declared)).text
    links = f"<link rel=stylesheet href='{place}/a'><base href='{place}/'><script src='{place}/b'></script>"
    markup = f"<html><head>{links}</head><body><article><img src='{place}/c'><p>{TEXT}</p></article></body></html>"
    assert TEXT in read_page(markup, url=f"{place}/d").text
    with contextlib.suppress(NoTextError):
        read_page(f"{place}/page", url=f"{place}/page")
    assert came == []


MIDDLES = {
    "deep": "<div>" * 200_000,
    "open": "<" * 500_000,
    "tables": "<table><tr><td>" * 16_000,
    "links": "<a href=x>" * 40_000,
    "comments": "<!--" * 100_000,
    "breaks": "<br>" * 49_000,
    "json": "<script type='application/ld+json'>" + "[" * 300_000 + "</script>",
    "attributes": "<p " + "a=1 " * 100_000 + ">",
    "lines": "\n" * 500_000,
}


@pytest.mark.parametrize("middle", MIDDLES.values(), ids=MIDDLES)
def test_reading_a_page_comes_to_an_end(middle: str) -> None:
    """In a second or so where the machine is free; a bound that grows with the square would take minutes."""
    html = f"<html><body><article><p>{TEXT}</p>{middle}<p>{TEXT}</p></article></body></html>"
    started = time.process_time()
    with contextlib.suppress(RefusedError):
        accept(Submission(html=html), languages=("en",))
    assert time.process_time() - started < 20
