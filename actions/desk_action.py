"""The base of every action that needs the desk: it always says something, above all when it fails."""

from __future__ import annotations

import asyncio
import logging
import traceback
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_client import DeskClient, DeskError, desk_client
from actions.turn import Turn
from bot.masking import mask

logger = logging.getLogger(__name__)


class DeskAction(Action, ABC):
    """An action written as one plain function `act`, run in a thread because `requests` blocks."""

    def __init__(self, desk: DeskClient | None = None) -> None:
        self.desk = desk or desk_client()

    @abstractmethod
    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Do the work and return events. May raise any `DeskError`."""

    def after_failure(self, turn: Turn) -> list[EventType]:
        """Events that leave the conversation in order when `act` failed."""
        return []

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = Turn.of(tracker)
        try:
            return await asyncio.to_thread(self.act, dispatcher, turn)
        except DeskError as error:
            logger.error("%s failed: %s: %s", self.name(), type(error).__name__, error)
            self.report(dispatcher, error, hand_off=True)
        except Exception as error:
            # An exception that reached the SDK would lose what was said so far, and Rasa would log the whole tracker.
            # The exception's own message may hold a contact's text: only its type and place are logged.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("%s failed: %s\n%s", self.name(), type(error).__name__, place)
            self.report(dispatcher, error, hand_off=True)
        dispatcher.utter_message(response="utter_desk_unavailable")
        return self.after_failure(turn)

    def report(self, say: CollectingDispatcher, error: Exception, hand_off: bool) -> None:
        """Tell the channel, and so the desk, that this action failed; `hand_off` when people must take over."""
        detail = f"{type(error).__name__}: {error}" if isinstance(error, DeskError) else type(error).__name__
        say.utter_message(json_message={"failed_action": self.name(), "error": detail[:200], "hand_off": hand_off})

    def log(self, say: CollectingDispatcher, turn: Turn, outcome: str, question: str | None = None) -> str | None:
        """Log the interaction; returns the hand-off policy of its FAQ entry.

        A lost log entry is reported to the desk but is no reason to leave the contact without the answer.
        """
        try:
            return self.desk.log_interaction(
                conversation_id=turn.conversation_id,
                message_id=turn.message_id,
                # people may label it, and then it is learned from
                question=mask(question or turn.question, learned=True),
                language=turn.language,
                intent=turn.intent,
                faq_id=turn.faq_id,
                confidence=turn.confidence,
                ranking=[{"faq_id": faq_id, "confidence": confidence} for faq_id, confidence in turn.ranking],
                outcome=outcome,
            )
        except DeskError as error:
            logger.warning("%s: interaction not logged: %s: %s", self.name(), type(error).__name__, error)
            self.report(say, error, hand_off=False)
            return None
