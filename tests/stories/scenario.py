"""Reads a scenario file and plays it: what the contact does, and what must come of it.

A file is a list of scenarios, `{name, desk?, steps}`. `desk` sets attributes of the fake desk. A step has one of

    says: typed text                    taps: a payload that one of the last replies must have offered
    sends: a payload that was not offered (an old button, another window)

optionally `desk:` (changed before the step) and `action_server: down`, and any of these expectations:

    intent, faq, band          what was understood (`faq: id` means the entry that answered)
    replies                    names of all responses uttered, in order
    contains / lacks           texts that must (not) stand in the replies
    buttons                    payloads that must be offered; `no_buttons: [payloads]` that must not
    language                   of every reply
    slots, loop                values after the turn; `loop: null` means no open form
    desk_calls                 all calls the desk got, in order: each a dictionary that must be contained
    failed                     {action: hand_off} as reported to the desk
"""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.stories.fake_desk import CONVERSATION, FakeDesk

KEYS = frozenset(
    [
        "says",
        "taps",
        "sends",
        "desk",
        "action_server",
        "intent",
        "faq",
        "band",
        "replies",
        "contains",
        "lacks",
        "buttons",
        "no_buttons",
        "language",
        "slots",
        "loop",
        "desk_calls",
        "failed",
    ]
)
CLOSED_PORT = "http://127.0.0.1:9"


def read_scenarios(folder: Path) -> list[dict[str, Any]]:
    """All scenarios of `folder/*.yml`, each with its `skill`. Raises ValueError for an unknown key."""
    scenarios = []
    for path in sorted(folder.glob("*.yml")):
        for scenario in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            unknown = {key for step in scenario["steps"] for key in step} - KEYS
            if unknown:
                raise ValueError(f"{path.name}, {scenario['name']}: unknown keys {sorted(unknown)}")
            scenarios.append({"skill": path.stem, **scenario})
    return scenarios


class Conversation:
    """One contact's conversation with the agent, through our channel's own turn."""

    def __init__(self, agent: Any, desk: FakeDesk, loop: asyncio.AbstractEventLoop) -> None:
        self._agent, self._desk, self._loop = agent, desk, loop
        self._sender = f"{uuid.uuid4().hex}.1"
        self._language = None
        self._offered: list[str] = []

    def play(self, step: dict[str, Any]) -> None:
        """Do one step and check everything it expects."""
        set_desk(self._desk, step.get("desk") or {})
        self._desk.calls.clear()
        if "taps" in step:
            assert step["taps"] in self._offered, f"{step['taps']} was not offered, only {self._offered}"
        result = self._turn(step)
        trace, replies = result["trace"], result["messages"]
        self._language = trace["language"]
        self._offered = [button["payload"] for reply in replies for button in reply["buttons"]]
        tracker = self._loop.run_until_complete(self._agent.tracker_store.retrieve(self._sender))
        seen = {
            "intent": trace["intent"],
            "faq": trace["faq_id"],
            "band": trace["band"],
            "replies": _response_names(tracker),
            "text": "\n".join(reply["text"] for reply in replies),
            "languages": sorted({reply["lang"] for reply in replies}),
            "buttons": self._offered,
            "loop": trace["active_loop"],
            "slots": tracker.current_slot_values(),
            "calls": list(self._desk.calls),
            "failed": {failure["action"]: failure.get("hand_off") for failure in trace["failed_actions"]},
        }
        check(step, seen)

    def _turn(self, step: dict[str, Any]) -> dict[str, Any]:
        from bot.channel import TurnRequest, run_turn

        payload = step.get("taps") or step.get("sends")
        asked = TurnRequest.parse(
            _json(
                sender=self._sender,
                message_id=uuid.uuid4().hex,
                language=self._language,
                context={"conversation_id": CONVERSATION, "contact_id": "contact-1"},
                **({"payload": payload} if payload else {"text": step["says"]}),
            )
        )
        address = os.environ["SAHAYAK_ACTIONS_URL"]
        if step.get("action_server") == "down":
            os.environ["SAHAYAK_ACTIONS_URL"] = CLOSED_PORT
        try:
            return self._loop.run_until_complete(run_turn(self._agent, asked))
        finally:
            os.environ["SAHAYAK_ACTIONS_URL"] = address


def set_desk(desk: FakeDesk, state: dict[str, Any]) -> None:
    """Set attributes of the fake desk; unknown ones are a mistake in the scenario."""
    for name, value in state.items():
        assert hasattr(desk, name), f"the fake desk has no {name!r}"
        setattr(desk, name, value)


def check(step: dict[str, Any], seen: dict[str, Any]) -> None:
    """Compare a step's expectations with what was seen; the message shows all of it."""
    faults = []
    for key in ("intent", "faq", "band", "replies", "loop", "failed"):
        if key in step and step[key] != seen[key]:
            faults.append(f"{key}: expected {step[key]!r}")
    faults += [f"text lacks {text!r}" for text in step.get("contains", []) if text not in seen["text"]]
    faults += [f"text contains {text!r}" for text in step.get("lacks", []) if text in seen["text"]]
    faults += [f"no button {payload!r}" for payload in step.get("buttons", []) if payload not in seen["buttons"]]
    faults += [f"button {payload!r}" for payload in step.get("no_buttons", []) if payload in seen["buttons"]]
    if "language" in step and seen["languages"] != [step["language"]]:
        faults.append(f"language: expected {step['language']}")
    for name, value in (step.get("slots") or {}).items():
        if seen["slots"].get(name) != value:
            faults.append(f"slot {name}: expected {value!r}, is {seen['slots'].get(name)!r}")
    if "desk_calls" in step:
        wanted, got = step["desk_calls"], seen["calls"]
        matching = len(wanted) == len(got) and all(w.items() <= g.items() for w, g in zip(wanted, got, strict=False))
        if not matching:
            faults.append(f"desk_calls: expected {wanted!r}")
    if "failed" not in step and seen["failed"]:
        faults.append("an action failed")
    shown = {key: value for key, value in seen.items() if key != "slots"}
    assert not faults, f"{step}\n  " + "\n  ".join(faults) + f"\n  seen: {shown}"


def _response_names(tracker: Any) -> list[str]:
    from rasa.shared.core.events import BotUttered

    from bot.turn import events_of_last_turn

    said = (event for event in events_of_last_turn(tracker) if isinstance(event, BotUttered))
    return [event.metadata["utter_action"] for event in said if event.metadata.get("utter_action")]


def _json(**data: Any) -> bytes:
    return json.dumps(data).encode()
