"""Commands of the desk: `python -m desk.cli --help`."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
import uvicorn

from desk.db import Database
from desk.errors import DeskError
from desk.knowledge.check import check_topics
from desk.knowledge.files import Folder
from desk.knowledge.publish import build_snapshot, write_snapshot
from desk.logs import configure_logs
from desk.models import Role
from desk.passwords import Passwords, check_password
from desk.schema_version import SchemaNotReady, check_schema
from desk.schema_version import migrate as migrate_database
from desk.services import invites
from desk.settings import Settings, SettingsError, load_settings

Result = TypeVar("Result")

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


def main() -> None:
    """Errors that people can do something about come as a sentence, not as a traceback."""
    try:
        cli()
    except (SettingsError, SchemaNotReady, DeskError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


@cli.command()
def serve() -> None:
    """Run the desk until it is told to stop; turns that are under way are finished first."""
    from desk.app import create_app  # the only command that needs the whole desk

    settings = load_settings()
    configure_logs(settings)
    asyncio.run(_check_schema(settings))
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=max(1, round(settings.drain_seconds)),
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit as error:  # uvicorn has logged the reason: the port is taken, mostly
        if error.code:
            print(
                f"The desk could not start on {settings.host}:{settings.port}. "
                "If another program has the port, stop it or set SAHAYAK_PORT.",
                file=sys.stderr,
            )
        raise
    if not server.started:
        sys.exit(3)


@cli.command()
def migrate() -> None:
    """Create or update the tables. Safe to run again."""
    settings = load_settings()
    migrate_database(settings.database_url)


@cli.command()
def setup_link() -> None:
    """Print the one-time link that makes the first administrator."""
    settings = load_settings()

    async def make(db: Database) -> str | None:
        async with db.transaction() as tx:
            return await invites.setup_link(tx, settings=settings)

    link = _with_database(settings, make)
    if link is None:
        print("There is an administrator already. They can invite others on the team page.", file=sys.stderr)
        raise typer.Exit(1)
    print(link)


@cli.command()
def create_agent(
    email: str,
    name: str,
    role: Role = Role.AGENT,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Make an agent without an invitation; the password is asked for."""
    settings = load_settings()
    check_password(password, email=email, name=name)

    async def make(db: Database) -> str:
        password_hash = await Passwords().hash(password)
        async with db.transaction() as tx:
            agent = await invites.create_agent(tx, name=name, email=email, password_hash=password_hash, role=role)
        return agent.email

    print(f"{_with_database(settings, make)} can log in as {role.value}.")


@cli.command()
def check_faq(
    folder: Annotated[Path | None, typer.Argument(help="FAQ folder; default: SAHAYAK_FAQ_DIR")] = None,
    strict: Annotated[bool, typer.Option(help="Warnings fail, too.")] = False,
) -> None:
    """Check the FAQ files; prints `path:line: message` and fails when there are errors."""
    files, problems = _read_faq(folder or load_settings().faq_dir)
    for problem in problems:
        print(problem)
    errors = sum(problem.severity == "error" for problem in problems)
    entries = sum(len(file.entries) for file in files)
    summary = f"{len(files)} files, {entries} entries, {errors} errors, {len(problems) - errors} warnings"
    print(summary, file=sys.stderr)
    if errors or (strict and problems) or not entries:
        raise typer.Exit(1)


@cli.command()
def publish_faq() -> None:
    """Publish the FAQ files as the snapshot the bot answers from. A running desk does this by itself."""
    settings = load_settings()
    files, problems = _read_faq(settings.faq_dir)
    errors = [problem for problem in problems if problem.severity == "error"]
    for problem in errors:
        print(problem, file=sys.stderr)
    if errors:
        print("Nothing was published.", file=sys.stderr)
        raise typer.Exit(1)
    snapshot = build_snapshot(files)
    new = write_snapshot(settings.published_faq, snapshot)
    print(f"{'published' if new else 'unchanged'}: {len(snapshot.entries)} entries, version {snapshot.version[:12]}")


@cli.command()
def openapi() -> None:
    """Print the OpenAPI document of the HTTP API."""
    from desk.app import create_app

    secret = "x" * 32  # nothing is signed here
    settings = Settings(secret_key=secret, service_token=secret, rasa_token=secret)
    print(json.dumps(create_app(settings).http.openapi(), indent=2, ensure_ascii=False))


def _read_faq(folder: Path) -> tuple[list[Any], list[Any]]:
    try:
        files = Folder(folder).read()
    except OSError as error:
        print(f"{folder}:1: {error.strerror or error}", file=sys.stderr)
        raise typer.Exit(1) from error
    return files, check_topics(files, today=datetime.now(UTC).date())


async def _check_schema(settings: Settings) -> None:
    async with _database(settings):
        pass


def _with_database(settings: Settings, work: Callable[[Database], Coroutine[Any, Any, Result]]) -> Result:
    async def run() -> Result:
        async with _database(settings) as db:
            return await work(db)

    return asyncio.run(run())


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    db = Database(settings.database_url)
    try:
        await check_schema(db)
        yield db
    finally:
        await db.dispose()


if __name__ == "__main__":
    main()
