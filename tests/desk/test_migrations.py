"""The revisions build exactly the tables of the models, and can be taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, make_url

from desk.models import Base
from desk.schema_version import alembic_config

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def differences(url: str) -> list[Any]:
    engine = create_engine(make_url(url).set(drivername=DRIVERS[make_url(url).get_backend_name()]))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    engine.dispose()
    return list(found)


def constraints(url: str) -> set[str]:
    engine = create_engine(make_url(url).set(drivername=DRIVERS[make_url(url).get_backend_name()]))
    with engine.connect() as connection:
        found = inspect(connection)
        names = {check["name"] for table in found.get_table_names() for check in found.get_check_constraints(table)}
    engine.dispose()
    return {name for name in names if name}


def test_revisions_and_models_agree(tmp_path: Path, make_database: Callable[[Path], str]) -> None:
    url = make_database(tmp_path)
    assert differences(url) == []
    wanted = {
        constraint.name
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.__visit_name__ in ("check_constraint", "table_or_column_check_constraint")
    }
    assert constraints(url) == {str(name) for name in wanted if name}


def test_revisions_can_be_taken_back_and_applied_again(tmp_path: Path, make_database: Callable[[Path], str]) -> None:
    url = make_database(tmp_path)
    command.downgrade(alembic_config(url), "base")
    engine = create_engine(make_url(url).set(drivername=DRIVERS[make_url(url).get_backend_name()]))
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
    command.upgrade(alembic_config(url), "head")
    assert differences(url) == []
