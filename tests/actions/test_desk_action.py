"""The promise of every action: it says something, loses nothing, and a failure is seen by the desk."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest
import requests
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions import desk_client
from actions.desk_action import DeskAction
from actions.frustration import ActionCalmAndHandOff
from actions.handoff import ActionHandOff
from tests.actions.conftest import make_tracker

FAILURES = [
    (requests.ConnectionError(), "DeskUnreachable"),
    (requests.ReadTimeout(), "DeskTimeout"),
    ((500, {"error": "Internal", "detail": "", "data": {}}), "DeskBroken"),
    ((200, b"nonsense"), "DeskBroken"),
    ((404, {"error": "ConversationNotFound", "detail": "", "data": {}}), "DeskNotFound"),
]


@pytest.mark.parametrize(("answer", "error"), FAILURES)
def test_a_failed_action_says_so_and_reports_it(run, transport, answer, error):
    transport.answers["POST", "/handoffs"] = answer
    outcome = run(ActionHandOff, text="agent please", intent="ask_person")
    assert outcome.said == ["utter_desk_unavailable"]
    assert [(f["failed_action"], f["error"].split(":")[0], f["hand_off"]) for f in outcome.failures] == [
        ("action_hand_off", error, True)
    ]


def test_what_was_said_before_the_failure_is_kept(run, transport):
    transport.answers["POST", "/handoffs"] = (500, {})
    outcome = run(ActionCalmAndHandOff, text="useless!", intent="express_frustration")
    assert outcome.said == ["utter_sorry_for_trouble", "utter_desk_unavailable"]


def test_a_bug_is_reported_like_a_failure(run, caplog):
    class Buggy(DeskAction):
        def name(self):
            return "action_buggy"

        def act(self, say, turn):
            raise KeyError(turn.text)

    outcome = run(Buggy, text="my secret")
    assert outcome.said == ["utter_desk_unavailable"]
    assert outcome.failures == [{"failed_action": "action_buggy", "error": "KeyError", "hand_off": True}]
    assert "action_buggy failed: KeyError" in caplog.text
    assert "my secret" not in caplog.text


@pytest.mark.parametrize("answer", [answer for answer, _ in FAILURES])
def test_no_text_of_a_contact_reaches_the_log(run, transport, caplog, answer):
    caplog.set_level(logging.DEBUG)
    transport.answers["POST", "/interactions"] = answer
    transport.answers["POST", "/handoffs"] = answer
    run(ActionHandOff, text="my hidden question", intent="ask_person")
    assert caplog.records
    assert "hidden" not in caplog.text


def test_a_slow_desk_does_not_hold_up_other_conversations(desk, transport):
    answer_at_once = transport.send

    def answer_slowly(request, **_):
        time.sleep(0.3)
        return answer_at_once(request)

    transport.send = answer_slowly

    async def four():
        return await asyncio.gather(
            *(ActionHandOff(desk).run(CollectingDispatcher(), make_tracker(intent="ask_person"), {}) for _ in range(4))
        )

    started = time.monotonic()
    asyncio.run(four())
    assert time.monotonic() - started < 1.5, "four times two calls of 0.3 s, one after the other, take 2.4 s"


def test_the_action_server_finds_exactly_the_actions_of_the_domain(monkeypatch):
    from ruamel.yaml import YAML

    monkeypatch.setenv("SAHAYAK_SERVICE_TOKEN", "t")
    desk_client.desk_client.cache_clear()
    executor = ActionExecutor()
    executor.register_package("actions")
    desk_client.desk_client.cache_clear()
    with open("domain.yml", encoding="utf-8") as file:
        domain = YAML(typ="safe").load(file)
    assert {name for name in executor.actions if name != "action_buggy"} == set(domain["actions"])


def test_no_personal_detail_reaches_the_question_that_is_kept_or_the_log(run, transport, caplog):
    """People label kept questions, and then the bot learns from them."""
    caplog.set_level(logging.DEBUG)
    outcome = run(
        ActionHandOff,
        text="call me on 98765 43210 or a.rao@mail.in, order OD12345678, otp 445566",
        intent="ask_person",
    )
    question = transport.bodies("/interactions")[0]["question"]
    assert question == "call me on <phone> or <email>, order <order>, otp <otp>"
    everything = caplog.text + repr(outcome.messages) + "".join(str(request.body) for request in transport.requests)
    for secret in ("98765", "a.rao", "445566", "OD12345678"):
        assert secret not in everything


def test_a_masked_question_is_never_longer_than_the_desk_takes(run, transport):
    run(ActionHandOff, text="account 123456789 " * 400, intent="ask_person")
    assert len(transport.bodies("/interactions")[0]["question"]) <= 4000
