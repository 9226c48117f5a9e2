"""The SQL of the store: one query in each file of `sql/`."""

from functools import cache
from importlib.resources import files
from typing import LiteralString, cast

from psycopg import sql


@cache
def query(name: str) -> sql.SQL:
    """The query of `sql/<name>.sql`; raises FileNotFoundError."""
    text = files("onrecord_store").joinpath("sql", f"{name}.sql").read_text("utf-8")
    # psycopg wants SQL to be literal, so that no value gets into it; a file of this package is as good
    return sql.SQL(cast("LiteralString", text))
