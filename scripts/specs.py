"""Write the machine-readable descriptions in docs/ from the code: asyncapi.yaml and the two OpenAPI files.

`python scripts/specs.py` writes them, `python scripts/specs.py --check` fails where one is not what the code says.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import yaml
from onrecord_core import events
from onrecord_core.deadletters import ORIGINAL
from onrecord_core.streams import FIELD, Streams
from onrecord_ingest.app import create_app as create_ingest
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import Submission
from onrecord_store.app import create_app as create_store
from onrecord_store.settings import StoreSettings
from pydantic import BaseModel

DOCS = Path(__file__).parents[1] / "docs"
STREAMS = Streams("onrecord:")
CARRIES: dict[str, tuple[str, str, list[type[BaseModel]]]] = {
    "submissions": (STREAMS.submissions, "Articles as anybody drops them.", [Submission]),
    "articles": (STREAMS.articles, "Accepted articles.", [events.ArticleAccepted]),
    "statements": (
        STREAMS.statements,
        "Statements as they are found, and the articles that are through.",
        [events.StatementExtracted, events.ArticleExtracted, events.StatementRetracted],
    ),
    "replays": (
        STREAMS.replays,
        "Between store and extract: stored articles to be read again. An entry is deleted once it is settled.",
        [events.ReplayRequested],
    ),
    "replayed": (
        STREAMS.replayed,
        "Between extract and store: what came of it. An entry is deleted once it is settled.",
        [events.ReplayRead],
    ),
    "dead": (
        STREAMS.dead,
        f"Entries that could not be processed; the entry's own fields stand beside `{FIELD}`, prefixed `{ORIGINAL}`.",
        [events.EntryDeadLettered],
    ),
}


def asyncapi() -> str:
    """The streams and their events as AsyncAPI 3.0, in YAML."""
    schemas: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    for name, (address, description, models) in CARRIES.items():
        for model in models:
            schema = model.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
            schemas.update(schema.pop("$defs", {}))
            schemas[model.__name__] = schema
            messages[model.__name__] = _message(model)
        channels[name] = {
            "address": address,
            "description": description,
            "messages": {m.__name__: {"$ref": f"#/components/messages/{m.__name__}"} for m in models},
        }
        channel = {"$ref": f"#/channels/{name}"}
        operations[f"read_{name}"] = {"action": "receive", "channel": channel, "summary": f"Read {address}."}
    operations["drop_article"] = {
        "action": "send",
        "channel": {"$ref": "#/channels/submissions"},
        "summary": "Drop an article: XADD with its JSON in one field `data`, or with plain fields of these names.",
    }
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "onrecord",
            "version": "1",
            "license": {"name": "Apache-2.0"},
            "description": f"Redis Streams. An event is a CloudEvents 1.0 JSON object in the entry's field `{FIELD}`. "
            "The prefix `onrecord:` of the addresses is the setting ONRECORD_PREFIX.",
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": dict(sorted(schemas.items()))},
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


def _message(model: type[BaseModel]) -> dict[str, Any]:
    summary = (model.__doc__ or "").strip().splitlines()[0]
    field = model.model_fields.get("type")
    name = cast("str", field.default) if field else "submission"
    return {"name": name, "summary": summary, "payload": {"$ref": f"#/components/schemas/{model.__name__}"}}


def openapi_ingest() -> str:
    """The HTTP API of ingest."""
    return _json(create_ingest(IngestSettings()).openapi())


def openapi_store() -> str:
    """The HTTP API of store."""
    return _json(create_store(StoreSettings()).openapi())


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


SPECS: dict[str, Callable[[], str]] = {
    "asyncapi.yaml": asyncapi,
    "openapi-ingest.json": openapi_ingest,
    "openapi-store.json": openapi_store,
}


def main(arguments: list[str]) -> int:
    """Write the descriptions, or with `--check` compare them; return the exit status."""
    stale: list[str] = []
    for name, make in SPECS.items():
        path = DOCS / name
        text = make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
            print(f"wrote docs/{name}")
    if "--check" in arguments and stale:
        print(f"not what the code says: {', '.join(stale)}; run make specs")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
