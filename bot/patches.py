"""Repairs to Rasa 3.6.21, the last release of its line: there is no upstream fix to wait for.

Applied once by `bot.channel` and by nothing else; plain `rasa` commands run unpatched.

* `RemoteAction` checks every answer of the action server with `jsonschema.validate`, which first checks the schema itself:
  half the processor time of a turn with a custom action. The validator is built once here.
* Every call of a custom action carries the whole domain, answers included (hundreds of kilobytes). The action server does
  not read responses, so they are left out. Leaving out the domain altogether (`enable_selective_domain`) is not possible:
  newer action servers answer 449 to that, which this Rasa takes for an error.
* The processor swallows a failing action: the turn looks empty instead of broken. Failures are collected for the trace,
  and the log gets the reason without the request, which holds the whole conversation.
* Every `/faq/<id>` payload, which our retriever serves, would be warned of with the list of all intents.
* `endpoints.yml` cannot hold a default for an environment variable; SAHAYAK_ACTIONS_URL is read here.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any
from weakref import ReferenceType, ref

import jsonschema
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.masking import mask

_ERROR_LENGTH = 300

failed_actions: ContextVar[list[dict[str, Any]] | None] = ContextVar("failed_actions", default=None)
"""Set to a list before a turn; every custom action that crashed or was out of reach appends `{"action", "error", "hand_off"}`."""

_original_run: Callable[..., Awaitable[Any]] = RemoteAction.run
_original_format: Callable[..., dict[str, Any]] = RemoteAction._action_call_format
_validator = jsonschema.Draft7Validator(RemoteAction.action_response_format_spec())
# One domain at a time is in use; its own hash is far too slow for a dictionary key.
_slim: list[tuple[ReferenceType[Domain], dict[str, Any]]] = []


def apply() -> None:
    """Patch Rasa's classes; doing it twice changes nothing."""
    warnings.filterwarnings("ignore", message=r"Failed to parse arguments in line '/faq/")
    RemoteAction._validate_action_result = _validate
    RemoteAction._action_call_format = _call_format
    RemoteAction.run = _run


def _validate(self: RemoteAction, result: dict[str, Any]) -> bool:
    for error in _validator.iter_errors(result):
        error.message += ". The action server's answer is not in the form of events and responses."
        raise error
    return True


def _call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    body = _original_format(self, tracker, _NoDomain())
    if not _slim or _slim[0][0]() is not domain:
        _slim[:] = [(ref(domain), {**domain.as_dict(), "responses": {}})]
    return {**body, "domain": _slim[0][1]}


async def _run(self: RemoteAction, *args: Any, **kwargs: Any) -> Any:
    base = os.environ.get("SAHAYAK_ACTIONS_URL")
    if base and self.action_endpoint:
        self.action_endpoint.url = base.rstrip("/") + "/webhook"
    try:
        return await _original_run(self, *args, **kwargs)
    except ActionExecutionRejection:
        raise  # a form's way of saying "not for me", no failure
    except Exception as error:
        cause = error.__cause__ or error
        # what the action server answered may quote the contact
        text = mask(f"{type(cause).__name__}: {cause}")[:_ERROR_LENGTH]
        collected = failed_actions.get()
        if collected is not None:
            # nobody told the contact: people must take over
            collected.append({"action": self.name(), "error": text, "hand_off": True})
        # without its causes: their tracebacks show what the contact wrote in the log
        raise RasaException(f"custom action {self.name()} failed: {text}") from None


class _NoDomain:
    """Stands in for the domain while Rasa builds the rest of the request."""

    def does_custom_action_explicitly_need_domain(self, name: str) -> bool:
        """Yes: the real domain is put in afterwards."""
        return True

    def as_dict(self) -> dict[str, Any]:
        """Nothing yet."""
        return {}
