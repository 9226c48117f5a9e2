"""Submissions as a stranger may send them: each is made from a seed and its number, and is the same every time.

An article is written as JSON and then spoilt in one of many ways: in its values, in its JSON, in its bytes, in its
packing, or in the request around it. A few are left as they are, so that what is good still comes through.
"""

import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Way = Literal["post", "batch", "raw", "entry", "fields"]
"""By HTTP (one, a batch, or bytes on a socket) or by XADD (JSON in `data`, or plain fields)."""

JSON_TYPE = "application/json"
LINES_TYPE = "application/x-ndjson"


def _gzip(data: bytes) -> bytes:
    """Packed, and the same at any time."""
    return gzip.compress(data, mtime=0)


BOMB = _gzip(b" " * 50_000_000)
NESTED_BOMB = _gzip(_gzip(b"\0" * 50_000_000))


@dataclass(frozen=True)
class Drop:
    """One submission on its way."""

    number: int
    way: Way
    kind: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    fields: dict[bytes, bytes] = field(default_factory=dict[bytes, bytes])


type Article = dict[str, Any]


def drop(seed: int, number: int) -> Drop:
    """The submission of this number."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - to be repeated
    way: Way = chance.choices(("post", "batch", "raw", "entry", "fields"), (40, 15, 2, 28, 15))[0]
    article = good(chance, number)
    if way == "raw":
        return Drop(number, way, "broken request", chance.choice(BROKEN_REQUESTS)(chance))
    if way == "fields":
        return _as_fields(chance, number, article)
    kind = chance.choice(("as it is", *VALUES, *BYTES, *PACKED))
    body = _body(chance, kind, article)
    made = Drop(number, way, kind, body, {"Content-Type": LINES_TYPE if way == "batch" else JSON_TYPE})
    if way == "entry":
        packed = PACKED[kind](chance, body)[0] if kind in PACKED else body
        return replace(made, fields={b"data": packed})
    return _packed(chance, made) if kind in PACKED else _sometimes_mislabelled(chance, made)


def good(chance: random.Random, number: int) -> Article:
    """An article of its own, which may well be accepted."""
    name = chance.choice(("Ana Pereira", "Jonas Lindqvist", "Miriam O’Neill", "Иван Петров"))
    return {
        "text": f"“We will build {number} bridges before winter,” Minister {name} said on Monday.\n\nHe said that "
        f"the {number} workers of the ministry would be paid, and that the border stays open for everybody.",
        "headline": f"Bridges, {number} of them",
        "publisher": "Example Daily",
        "published_at": "2024-03-01",
        "language": "en",
    }


def _body(chance: random.Random, kind: str, article: Article) -> bytes:
    if kind in VALUES:
        VALUES[kind](chance, article)
    body = json.dumps(article, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return BYTES[kind](chance, body) if kind in BYTES else body


def _as_fields(chance: random.Random, number: int, article: Article) -> Drop:
    kind = chance.choice(("as it is", *VALUES, "bytes in a field", "bytes in a name", "nothing"))
    if kind in VALUES:
        VALUES[kind](chance, article)
    pairs = {name: value if isinstance(value, str) else json.dumps(value) for name, value in article.items()}
    fields = {
        name.encode("utf-8", "surrogatepass"): value.encode("utf-8", "surrogatepass") for name, value in pairs.items()
    }
    if kind == "bytes in a field":
        fields[chance.choice(list(fields))] = chance.randbytes(chance.randrange(300))
    elif kind == "bytes in a name":
        fields[chance.randbytes(chance.randrange(1, 40))] = b"x"
    elif kind == "nothing":
        fields = {chance.choice((b"", b"text", b"data")): b""}
    return Drop(number, "fields", kind, fields=fields)


def _packed(chance: random.Random, made: Drop) -> Drop:
    body, encoding = PACKED[made.kind](chance, made.body)
    return replace(made, body=body, headers={**made.headers, "Content-Encoding": encoding})


def _sometimes_mislabelled(chance: random.Random, made: Drop) -> Drop:
    if chance.random() < 0.95:
        return made
    label = chance.choice(("text/html", "", "application/json; charset=utf-7", "multipart/form-data; boundary=", "*/*"))
    return replace(made, kind="mislabelled", headers={"Content-Type": label})


def _put(name: str, *values: Any) -> Callable[[random.Random, Article], None]:
    def put(chance: random.Random, article: Article) -> None:
        article[name] = chance.choice(values)

    return put


def _page(*markup: str) -> Callable[[random.Random, Article], None]:
    """Have the article come as a page, with hostile markup in its middle."""

    def put(chance: random.Random, article: Article) -> None:
        text = article.pop("text")
        article["html"] = (
            f"<html><head><title>{article['headline']}</title></head><body><article><p>{text}</p>"
            f"{chance.choice(markup)}<p>That was all, the minister said.</p></article></body></html>"
        )

    return put


def _doctype(chance: random.Random, article: Article) -> None:
    """Entities that multiply, or that stand for a file or an address."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = chance.choice(
        (
            f'<!ENTITY l0 "ha">{laughs}<!ENTITY x "&l9;">',
            '<!ENTITY x SYSTEM "file:///etc/passwd">',
            '<!ENTITY % y SYSTEM "http://127.0.0.1:1/y.dtd"> %y; <!ENTITY x "y">',
        )
    )
    page = f"<html><body><p>{article.pop('text')} &x;&x;</p></body></html>"
    article["html"] = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE html [{declared}]>{page}'


def _extra(chance: random.Random, article: Article) -> None:
    article.update({f"{chance.random()}": [number] for number in range(chance.choice((1, 50, 5000)))})


def _spoilt_text(chance: random.Random, article: Article) -> None:
    """Text that is allowed, and hard to read: quotation marks, cues, invisible characters."""
    piece = chance.choice(
        ("“", '"', "said ", "he said that ", "“a” ", "\u202e", "\u200b", "\ufeff", "\U0010ffff", "\uffff", "a\u0301",
         "\x01", "\x1b[31m", "\r", "\x85", "\u2028", "ﷺ", "A. B. ", "(", "— ", "ANNA: x\n", "on Monday, May 1, 2021 ")
    )  # fmt: skip
    at = chance.randrange(len(article["text"]))
    article["text"] = article["text"][:at] + piece * chance.choice((1, 10, 300, 2000)) + article["text"][at:]


def _only_address(chance: random.Random, article: Article) -> None:
    """To be fetched, from where nothing may be fetched."""
    _put("url", "http://127.0.0.1:1/", "http://[::ffff:169.254.169.254]/", "http://10.0.0.1/", "https://0.0.0.0/",
         "http://[64:ff9b::7f00:1]/", "http://0x7f.1/", "http://localhost/")(chance, article)  # fmt: skip
    del article["text"]


WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**400,
    [],
    {},
    [[]],
    "",
    " ",
    ["a", None, {}],
    {"a": {"b": []}},
    "\ud800",
)
VALUES: dict[str, Callable[[random.Random, Article], None]] = {
    "wrong type": lambda chance, article: article.update({chance.choice(list(article)): chance.choice(WRONG)}),
    "field taken away": lambda chance, article: article.pop(chance.choice(list(article))),
    "unknown fields": _extra,
    "huge text": _put("text", "word " * 12_000, "w" * 190_000, "“x” " * 45_000, "\n" * 100_000, "é" * 199_000),
    "huge field": _put("publisher", "p" * 1001, "p" * 150_000, "\u0130" * 1000),
    "huge page": _put("html", "<p>word " * 6000, "<" * 150_000, "<b>" * 20_000, "&#x10FFFF;" * 15_000),
    "authors": _put("authors", "a;" * 50_000, ["a"] * 51, ["a" * 301], [["a"]], [None], ";;;", [" "] * 9, "\0"),
    "NUL": lambda chance, article: article.update({chance.choice(("text", "headline", "url", "language")): "a\0b"}),
    "half a pair": lambda chance, article: article.update({chance.choice(("text", "headline", "x")): "a\udc80\ud800b"}),
    "date": _put(
        "published_at", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2021-02-30", "2021-W52-7",
        "1" * 5000, "2021-12-23T16:20:00+99:99", "20211223", "1970-01-01T00:00:00", "9999-12-31", 1e10, "٢٠٢١-١٢-٢٣",
    ),
    "language": _put("language", "en-" + "a" * 40, "xx", "EN", "en_GB", "e", "\u0440\u0443", "-", "en-GB\n"),
    "address": _put(
        "url", "http://127.0.0.1/", "file:///etc/passwd", "http://[::1", "http://a:b@c.example/", "//x", "gopher://x",
        "http://" + "a" * 3000, "http://x.example:99999/", "http://\u2025/", "http://x.example/\r\nHost: y",
        "javascript:1",        "http://xn--a.example/", "http://x.example/?" + "a=1&" * 400, "http://2130706433/2021/02/30/",
        "HTTP://X.EXAMPLE",
    ),
    "address alone": _only_address,
    "deep page": _page("<div>" * 9000, "<table><tr><td>" * 3000, "<i><b>" * 4000, "<ul><li>" * 4000, "</p>" * 9000),
    "odd page": _page(
        "<!--", "<![CDATA[", "<script>" + "[" * 9000 + "</script>", "<svg><foreignObject>", "<base href='//x'>",
        "<time datetime='9999-99-99'>x</time>", "<plaintext>", "<!DOCTYPE a [", "<meta charset=utf-16>", "<\0p>",
        "<p " * 900,
        "<script type='application/ld+json'>" + '{"a":' * 5000 + "</script>", "<a href='" + "x" * 9000 + "'>",
        "<p>\ud800",
        '<script type="application/ld+json">{"@type":"NewsArticle","author":[[[1]]],"datePublished":9e99}</script>',
    ),
    "entities": _doctype,
    "spoilt text": _spoilt_text,
}  # fmt: skip


def _flipped(chance: random.Random, body: bytes) -> bytes:
    spoilt = bytearray(body)
    for _ in range(chance.choice((1, 3, 30))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _inserted(*pieces: bytes) -> Callable[[random.Random, bytes], bytes]:
    def inserted(chance: random.Random, body: bytes) -> bytes:
        at = chance.randrange(len(body))
        return body[:at] + chance.choice(pieces) + body[at:]

    return inserted


def _recoded(chance: random.Random, body: bytes) -> bytes:
    name = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1251", "latin-1", "utf-8-sig", "utf-7", "cp037"))
    return body.decode("utf-8", "replace").encode(name, "replace")


def _mixed(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + _recoded(chance, body[at:])


BYTES: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "cut off": lambda chance, body: body[: chance.randrange(len(body))],
    "flipped bits": _flipped,
    "bad UTF-8": _inserted(b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80" * 50),
    "NUL bytes": _inserted(b"\0", b"\0" * 500),
    "line ends": _inserted(b"\n", b"\r\n\r\n", b"\n" * 600, b"\x0b"),
    "other encoding": _recoded,
    "mixed encodings": _mixed,
    "no JSON": lambda chance, _: chance.choice(
        (b"", b"null", b"[]", b"NaN", b'"a"', b"1" * 5000, b"{", b"\xef\xbb\xbf")
    ),
    "random bytes": lambda chance, _: chance.randbytes(chance.randrange(2000)),
    "deep nesting": lambda chance, body: b'{"x":' + chance.choice((b"[", b'{"a":')) * 30_000 + b"," + body,
    "deep and closed": lambda _, body: body[:-1] + b',"x":' + b"[" * 150 + b"]" * 150 + b"}",
    "said twice": lambda _, body: body[:-1] + b',"text":"He said so.","text":7}',
    "twice": lambda _, body: body + body,
    "too long": lambda _, body: body + b" " * 250_000,
}


def _zipped(_: random.Random, body: bytes) -> tuple[bytes, str]:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("article.json"), body)
        archive.writestr(zipfile.ZipInfo("bomb"), b"\0" * 2_000_000, zipfile.ZIP_DEFLATED)
    return held.getvalue(), "gzip"


PACKED: dict[str, Callable[[random.Random, bytes], tuple[bytes, str]]] = {
    "packed": lambda _, body: (_gzip(body), "gzip"),
    "packed twice": lambda _, body: (_gzip(_gzip(body)), "gzip"),
    "bomb": lambda _, __: (BOMB, "gzip"),
    "nested bomb": lambda _, __: (NESTED_BOMB, "gzip"),
    "members": lambda chance, body: (_gzip(b"") * chance.choice((9, 1500)) + _gzip(body), "gzip"),
    "cut packing": lambda chance, body: (_gzip(body)[: -chance.randrange(1, 20)], "gzip"),
    "flipped packing": lambda chance, body: (_flipped(chance, _gzip(body)), "gzip"),
    "not packed": lambda _, body: (body, "gzip"),
    "other packing": lambda chance, body: (zlib.compress(body), chance.choice(("deflate", "br", "zstd", "gzip, gzip"))),
    "zip": _zipped,
}

HEAD = b"POST /v1/articles HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
BROKEN_REQUESTS: tuple[Callable[[random.Random], bytes], ...] = (
    lambda chance: chance.randbytes(200) + b"\r\n\r\n",
    lambda _: HEAD + b"Content-Length: -5\r\n\r\n{}",
    lambda _: HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    lambda _: HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    lambda _: HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    lambda _: HEAD + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
    lambda _: HEAD.replace(b"1.1", b"9.9") + b"\r\n",
    lambda _: b"GET /../../etc/passwd%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    lambda _: b"POST /v1/articles HTTP/1.1\r\n\r\n",
)
