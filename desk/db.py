"""The database: one engine, one way to write.

`Database.transaction()` is the only place that commits. Events added with `Transaction.add_event` reach the listeners
right after the commit, in the order of commits, and are forgotten when it rolls back.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

import structlog
from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from desk.events import Event

# Called in the transaction's task without a pause in between, so that order is kept; slow work belongs in a task of the listener.
Listener = Callable[[Sequence[Event]], None]

log = structlog.get_logger(__name__)


class Transaction(AsyncSession):
    """A session that also collects the events of its writes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events: list[Event] = []

    def add_event(self, event: Event) -> None:
        self.events.append(event)


class Database:
    """Holds the engine. Made once in `create_app`, disposed of at its end."""

    def __init__(self, url: str, *, echo: bool = False) -> None:
        self.engine = _create_engine(url, echo=echo)
        self.listeners: list[Listener] = []
        self._writing_engine = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        # SQLite has one writer: waiting here is fair and cheaper than its busy loop.
        self._writer: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Write: commit at the end and then tell the listeners; on an error roll back and tell nobody."""
        async with self._writer, Transaction(self._writing_engine, expire_on_commit=False) as tx:
            yield tx
            await tx.commit()
            self._tell(tx.events)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Read one consistent state (SQLite) or the committed ones (PostgreSQL); nothing is ever committed."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    async def dispose(self) -> None:
        await self.engine.dispose()

    def _tell(self, events: Sequence[Event]) -> None:
        for listener in self.listeners if events else ():
            try:
                listener(events)
            except Exception:
                log.exception("listener_failed", listener=repr(listener))


def _create_engine(url: str, *, echo: bool) -> AsyncEngine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_async_engine(parsed.set(drivername="sqlite+aiosqlite"), echo=echo, connect_args={"timeout": 15})
        event.listen(engine.sync_engine, "connect", _sqlite_connect)
        event.listen(engine.sync_engine, "begin", _sqlite_begin)
        return engine
    return create_async_engine(parsed.set(drivername="postgresql+psycopg"), echo=echo, pool_size=10, pool_pre_ping=True)


def _sqlite_connect(connection: Any, _record: Any) -> None:
    # No transactions opened behind our back by the driver: _sqlite_begin says when, and which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL, not NORMAL: an acknowledged message must survive a power cut as well as a killed process.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once; a transaction that reads first and writes later could fail half-way.
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
