"""The database's tables and this code must fit: checked at the start, brought up by `python -m desk.cli migrate`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from desk.db import Database


class SchemaNotReady(Exception):
    """The database cannot be used as it is; the text says what to do."""


def alembic_config(url: str) -> Config:
    """Alembic's configuration without a file: the scripts in desk/migrations, on this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring the database to the newest revision."""
    command.upgrade(alembic_config(url), "head")


async def check_schema(db: Database) -> None:
    """Raises SchemaNotReady when there is no database, or its revision is not the one this code was written for."""
    wanted = ScriptDirectory.from_config(alembic_config("")).get_current_head()
    try:
        async with db.engine.connect() as connection:
            found = await connection.run_sync(_revision)
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        raise SchemaNotReady(
            f"The database does not answer: {reason}\nCheck SAHAYAK_DATABASE_URL and that the server runs."
        ) from error
    if found == wanted:
        return
    if found is None:
        raise SchemaNotReady("The database has no tables yet. Run: python -m desk.cli migrate")
    raise SchemaNotReady(
        f"The database is at revision {found}, this version of Sahayak needs {wanted}.\n"
        "Run: python -m desk.cli migrate (and restore a backup instead if Sahayak was just downgraded)."
    )


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
