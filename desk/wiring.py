"""The parts of a running desk, and how a handler gets at them. `desk.app.create_app` fills it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

if TYPE_CHECKING:  # types only: the parts themselves stand above this module
    from desk.db import Database
    from desk.metrics import Metrics
    from desk.passwords import Passwords
    from desk.rasa_client import RasaClient
    from desk.rate_limits import RateLimits
    from desk.realtime import Realtime
    from desk.services.bot_turns import BotTurns
    from desk.services.knowledge import Knowledge
    from desk.settings import Settings


@dataclass
class Desk:
    """One of everything, made in `create_app`."""

    settings: Settings
    db: Database
    realtime: Realtime
    rasa: RasaClient
    bot_turns: BotTurns
    knowledge: Knowledge
    limits: RateLimits
    metrics: Metrics
    passwords: Passwords


def desk_of(connection: HTTPConnection) -> Desk:
    """The desk that serves this request."""
    desk: Desk = connection.app.state.desk
    return desk


DeskDep = Annotated[Desk, Depends(desk_of)]
