"""Pages made to hurt whoever reads them: nothing is expanded, opened or asked for, and reading comes to an end."""

import contextlib
import socket
import threading
import time
from collections.abc import Generator

import pytest
from onrecord_core.errors import NoTextError
from onrecord_ingest.pages import read_page

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


LINKED = "<script type='application/ld+json'>{}</script>"
PERSONS = ",".join(f'{{"@type":"Person","name":"Ana {chr(0x4E00 + n)}"}}' for n in range(3000))
HEADS = {
    "authors in no JSON": LINKED.format('"author":' * 20_000),
    "names in no JSON": LINKED.format('"Person"' * 20_000),
    "publishers in no JSON": LINKED.format('"publisher":' * 20_000),
    "things in no JSON": LINKED.format('"publisher":{' * 20_000),
    "settings in no JSON": LINKED.format('"author":' * 20_000).replace("ld+json", "settings+json"),
    "many authors": LINKED.format(f'{{"@context":"https://schema.org","@type":"Article","author":[{PERSONS}]}}'),
    "a long author": f"<meta name=author content='Ana {'(' * 100_000}'>",
    "many spaces": f"<meta name=author content='x{'&#160;!' * 100_000}x'>",
}


@pytest.mark.parametrize(
    "html",
    [f"<html><body><article><p>{TEXT}</p>{middle}<p>{TEXT}</p></article></body></html>" for middle in MIDDLES.values()]
    + [f"<html><head>{head}</head><body><article><p>{TEXT}</p></article></body></html>" for head in HEADS.values()],
    ids=[*MIDDLES, *HEADS],
)
def test_reading_an_odd_page_takes_a_second(html: str) -> None:
    """Or so, where the machine is free; a bound that grows with the square of the length would take minutes."""
    started = time.process_time()
    with contextlib.suppress(NoTextError):
        read_page(html)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_an_odd_head_costs_a_page_no_text(head: str) -> None:
    html = f"<html><head>{head}</head><body><article><p>{TEXT}</p><p>{TEXT} Again.</p></article></body></html>"
    assert TEXT in read_page(html).text


def test_of_many_authors_the_first_are_named() -> None:
    html = f"<html><head>{HEADS['many authors']}</head><body><article><p>{TEXT}</p></article></body></html>"
    assert len(read_page(html).authors) == 50
