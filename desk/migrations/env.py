"""Alembic's entry: runs the revisions on the database that `desk.schema_version` names.

A new revision: change `desk/models.py`, then `alembic -c desk/migrations/alembic.ini revision --autogenerate -m "…"`,
read it, and run the tests: one compares the tables of the revisions with those of the models.
"""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum, create_engine, make_url, pool

from desk.models import Base, UTCDateTime

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def _render(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    # Revisions name plain SQL types, so that they stay what they were when our own types change.
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite changes a table by making it anew
        render_item=_render,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


url = make_url(context.config.attributes.get("url") or os.environ["SAHAYAK_DATABASE_URL"])
engine = create_engine(url.set(drivername=DRIVERS[url.get_backend_name()]), poolclass=pool.NullPool)
with engine.connect() as connection:
    _run(connection)
engine.dispose()
