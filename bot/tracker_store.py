"""Rasa's SQL tracker store on SQLite in write-ahead-log mode.

The default journal syncs to disk several times a turn (25-40 ms). With the log and `synchronous=NORMAL` a power cut may
lose the last turns of the dialogue state, never damage the file; the messages themselves are in the desk's database.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import event

_BUSY_MILLISECONDS = 5_000


class WalTrackerStore(SQLTrackerStore):
    """`tracker_store: {type: bot.tracker_store.WalTrackerStore}`; the file is `$SAHAYAK_VAR_DIR/tracker.sqlite` or `db`."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        db: str | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.pop("host", None)  # Rasa passes the endpoint's url, which a file does not have
        path = Path(db) if db else Path(os.environ.get("SAHAYAK_VAR_DIR", "var")) / "tracker.sqlite"
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain=domain, dialect="sqlite", db=str(path.resolve()), event_broker=event_broker, **kwargs)
        event.listen(self.engine, "connect", _set_pragmas)
        # connections opened before the listener was there (to create the table) have no pragmas
        self.engine.dispose()
        # when the last connection closes, SQLite folds the log into the file and syncs: keep one open
        self._kept_open = self.engine.connect()


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY_MILLISECONDS}"):
        connection.execute(f"PRAGMA {pragma}")
