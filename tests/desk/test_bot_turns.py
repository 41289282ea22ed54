"""Turns: in order, bounded, never lost; Rasa down, slow, silent or talking nonsense means a person."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from desk.services import bot_replies, bot_turns
from desk.settings import Settings
from tests.desk.conftest import FakeRasa, RunningDesk, TestClient, bot_says
from tests.desk.scenes import conversation_of, online_agent, rasa_answers, say, transcript, typed

UNAVAILABLE = "I cannot answer right now. A person from our team will take over here."


async def summary_of(desk: RunningDesk, contact: TestClient) -> dict[str, Any]:
    agent = await desk.as_agent()
    detail = await agent.get(f"/api/conversations/{conversation_of(contact)}")
    summary: dict[str, Any] = detail.json()["conversation"]
    return summary


# --- when it works ------------------------------------------------------------------------------------------------


async def test_a_turn_carries_what_the_channel_needs(desk: RunningDesk, rasa: FakeRasa) -> None:
    contact = await desk.as_contact(language="en")
    message = await say(desk, contact, "m1", "where is my order")
    assert rasa.asked == [
        {
            "sender": f"{conversation_of(contact)}.1",
            "message_id": message["id"],
            "text": "where is my order",
            "payload": None,
            "language": "en",
            "reply_language": None,
            "channel": "widget",
            "context": {"conversation_id": conversation_of(contact), "contact_id": contact.session.contact_id},
        }
    ]


async def test_a_turns_messages_are_stored_together_and_the_trace_on_the_first(
    desk: RunningDesk, rasa: FakeRasa
) -> None:
    rasa_answers(rasa, "The answer.", "Did this help?", lang="hinglish")
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "kab aayega")
    agent = await desk.as_agent()
    rows = (await agent.get(f"/api/conversations/{conversation_of(contact)}/messages")).json()
    assert [row["text"] for row in rows] == ["kab aayega", "The answer.", "Did this help?"]
    assert [bool(row["trace"]) for row in rows] == [False, True, False]
    assert (await summary_of(desk, contact))["language"] == "hinglish"


async def test_one_turn_at_a_time_and_in_order(desk: RunningDesk, rasa: FakeRasa) -> None:
    running = 0
    most = 0

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        return httpx.Response(200, json=bot_says(f"re: {json.loads(request.content)['text']}"))

    rasa.answer = answer
    contact = await desk.as_contact()
    for number in range(5):
        await contact.post("/api/widget/messages", typed(f"m{number}", f"question {number}"))
    await desk.settle()
    assert most == 1
    said = [message["text"] for message in await transcript(contact)]
    assert said[:1] == ["question 0"]
    assert [text for text in said if text.startswith("re:")] == [f"re: question {number}" for number in range(5)]


async def test_only_so_many_turns_at_once(
    settings: Settings, start_desk: Callable[[Settings], Any], rasa: FakeRasa
) -> None:
    desk = await start_desk(settings.model_copy(update={"rasa_max_concurrent": 2}))
    running = 0
    most = 0
    two = asyncio.Barrier(2)  # each turn waits for another: with fewer than two at once nothing would move

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await two.wait()
        running -= 1
        return httpx.Response(200, json=bot_says("ok"))

    rasa.answer = answer
    contacts = [await desk.as_contact() for _ in range(6)]
    await asyncio.gather(*(contact.post("/api/widget/messages", typed("m1", "hello")) for contact in contacts))
    await desk.settle()
    assert most == 2
    assert len(rasa.asked) == 6


async def test_the_contact_sees_that_the_bot_is_busy(desk: RunningDesk, rasa: FakeRasa) -> None:
    released = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        await released.wait()
        return httpx.Response(200, json=bot_says("ok"))

    rasa.answer = answer
    contact = await desk.as_contact()
    await contact.post("/api/widget/messages", typed("m1", "hello"))

    async def busy() -> bool:
        session = await desk.client().post("/api/widget/session", {"token": contact.session.token})
        return bool(session.json()["conversation"]["bot_busy"])

    assert await busy()
    released.set()
    await desk.settle()
    assert not await busy()


async def test_a_person_asked_for_during_a_turn_silences_it(desk: RunningDesk, rasa: FakeRasa) -> None:
    released = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        await released.wait()
        return httpx.Response(200, json=bot_says("Too late."))

    rasa.answer = answer
    contact = await desk.as_contact()
    await contact.post("/api/widget/messages", typed("m1", "hello"))
    await contact.post("/api/widget/handoff")
    released.set()
    await desk.settle()
    assert "Too late." not in [message["text"] for message in await transcript(contact)]


async def test_a_long_session_with_the_bot_begins_anew_but_not_inside_a_form(
    desk: RunningDesk, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_replies, "TURNS_IN_A_SESSION", 2)
    contact = await desk.as_contact()
    for number, form in enumerate(["ticket_form", "ticket_form", "ticket_form", None, None]):
        rasa_answers(rasa, "ok", active_loop=form)
        await say(desk, contact, f"m{number}", "next")
    await say(desk, contact, "last", "next")
    assert [turn["sender"].rsplit(".")[1] for turn in rasa.asked] == ["1", "1", "1", "1", "2", "2"]


# --- when it does not ---------------------------------------------------------------------------------------------


def refuse_connection(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def cut_connection(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError("cut", request=request)


async def sleep_long(request: httpx.Request) -> httpx.Response:
    await asyncio.sleep(30)
    return httpx.Response(200, json=bot_says("never"))


FAILURES: dict[str, Callable[[httpx.Request], Any]] = {
    "unreachable": refuse_connection,
    "cut": cut_connection,
    "slow": sleep_long,
    "no model": lambda request: httpx.Response(503, json={"error": "no_model", "detail": "training"}),
    "turn failed": lambda request: httpx.Response(500, json={"error": "turn_failed", "detail": "x"}),
    "a page": lambda request: httpx.Response(500, text="<html>Internal Server Error"),
    "redirect": lambda request: httpx.Response(302, headers={"location": "http://elsewhere.example"}),
    "not JSON": lambda request: httpx.Response(200, text="Sanic"),
    "wrong JSON": lambda request: httpx.Response(200, json=[1, 2]),
    "wrong fields": lambda request: httpx.Response(200, json={"messages": "hello", "trace": {}}),
    "wrong button": lambda request: httpx.Response(
        200, json={"messages": [{"text": "a", "buttons": [{"title": "A"}]}], "trace": {}}
    ),
    "a flood": lambda request: httpx.Response(200, json={"messages": [{"text": "a" * 30_000}], "trace": {}}),
    "silent": lambda request: httpx.Response(200, json=bot_says()),
}


async def test_whatever_happens_to_rasa_a_person_takes_over_and_the_contact_is_told(
    settings: Settings, start_desk: Callable[[Settings], Any], rasa: FakeRasa
) -> None:
    desk = await start_desk(settings.model_copy(update={"rasa_timeout_seconds": 0.5}))
    await online_agent(desk)
    for name, failure in FAILURES.items():
        rasa.answer = failure
        contact = await desk.as_contact()
        await say(desk, contact, "m1", "where is my order")
        seen = [message["activity"] or message["text"] for message in await transcript(contact)]
        assert seen == ["where is my order", UNAVAILABLE, "handed_off"], name
        summary = await summary_of(desk, contact)
        assert (summary["status"], summary["handoff_reason"]) == ("open", "bot_unavailable"), name
        # The conversation goes on, with people.
        await say(desk, contact, "m2", "hello?")
        assert (await transcript(contact))[-1]["text"] == "hello?"


async def test_the_words_come_in_the_contacts_language(desk: RunningDesk, rasa: FakeRasa) -> None:
    rasa.answer = refuse_connection
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "मेरा ऑर्डर कहाँ है")
    told = await transcript(contact)
    assert told[1]["text"].startswith("मैं अभी जवाब नहीं")
    assert told[1]["language"] == "hi"
    assert told[-1]["buttons"][0]["opens"] == "ticket_form"  # nobody is there: a ticket is offered


async def test_a_cut_connection_is_tried_once_more(desk: RunningDesk, rasa: FakeRasa) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return cut_connection(request) if len(rasa.asked) == 1 else httpx.Response(200, json=bot_says("Here."))

    rasa.answer = answer
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "hello")
    assert [turn["message_id"] for turn in rasa.asked] == [rasa.asked[0]["message_id"]] * 2
    assert [message["text"] for message in await transcript(contact)] == ["hello", "Here."]


async def test_a_failed_action_hands_off_after_its_words(desk: RunningDesk, rasa: FakeRasa) -> None:
    await online_agent(desk)
    failed = [{"action": "action_open_ticket", "error": "DeskTimeout: slow", "hand_off": True}]
    rasa_answers(rasa, "I could not do that.", failed_actions=failed)
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "open a ticket")
    seen = [message["activity"] or message["text"] for message in await transcript(contact)]
    assert seen == ["open a ticket", "I could not do that.", "handed_off"]
    assert (await summary_of(desk, contact))["handoff_reason"] == "bot_unavailable"


async def test_an_action_that_failed_behind_the_answer_hands_nothing_off(desk: RunningDesk, rasa: FakeRasa) -> None:
    failed = [{"action": "action_log_interaction", "error": "DeskTimeout: slow", "hand_off": False}]
    rasa_answers(rasa, "Two to five days.", failed_actions=failed)
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "how long")
    assert (await summary_of(desk, contact))["status"] == "pending"


async def test_messages_that_waited_behind_a_failed_turn_go_to_people(desk: RunningDesk, rasa: FakeRasa) -> None:
    released = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        await released.wait()
        return httpx.Response(503, json={"error": "no_model"})

    rasa.answer = answer
    contact = await desk.as_contact()
    for number in range(3):
        await contact.post("/api/widget/messages", typed(f"m{number}", f"question {number}"))
    released.set()
    await desk.settle()
    assert len(rasa.asked) == 1
    said = [message["text"] for message in await transcript(contact) if message["sender_type"] == "contact"]
    assert said == [f"question {number}" for number in range(3)]


async def test_who_waits_too_long_for_a_place_gets_a_person(
    settings: Settings, start_desk: Callable[[Settings], Any], rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_turns, "PLACE_SECONDS", 0.05)
    desk = await start_desk(settings.model_copy(update={"rasa_max_concurrent": 1}))
    released = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        await released.wait()
        return httpx.Response(200, json=bot_says("ok"))

    rasa.answer = answer
    first, second = await desk.as_contact(), await desk.as_contact()
    await first.post("/api/widget/messages", typed("m1", "hello"))
    await asyncio.sleep(0)
    await second.post("/api/widget/messages", typed("m1", "hello"))
    await asyncio.sleep(0.3)
    released.set()
    await desk.settle()
    assert (await summary_of(desk, second))["handoff_reason"] == "bot_unavailable"
    assert (await summary_of(desk, first))["status"] == "pending"


# --- across a restart ---------------------------------------------------------------------------------------------


async def test_a_turn_that_was_cut_by_the_end_of_the_desk_is_taken_after_the_next_start(
    settings: Settings, start_desk: Callable[[Settings], Any], rasa: FakeRasa
) -> None:
    rasa.answer = sleep_long
    settings = settings.model_copy(update={"drain_seconds": 0.05})
    first = await start_desk(settings)
    contact = await first.as_contact()
    await contact.post("/api/widget/messages", typed("m1", "where is my order"))
    await contact.post("/api/widget/messages", typed("m2", "and my refund"))
    await asyncio.sleep(0.1)
    await first.desk.bot_turns.drain(0.01)
    assert [message["sender_type"] for message in await transcript(contact)] == ["contact", "contact"]

    rasa.answer = lambda request: httpx.Response(200, json=bot_says("Here.", replayed=True))
    second = await start_desk(settings)
    await second.settle()
    assert [turn["text"] for turn in rasa.asked] == ["where is my order", "where is my order", "and my refund"]
    assert rasa.asked[0] == rasa.asked[1]
    assert [message["text"] for message in await transcript(contact)] == [
        "where is my order",
        "and my refund",
        "Here.",
        "Here.",
    ]


async def test_the_words_of_a_hand_off_that_was_cut_come_after_the_next_start(
    settings: Settings, start_desk: Callable[[Settings], Any], rasa: FakeRasa
) -> None:
    settings = settings.model_copy(update={"drain_seconds": 0.05})
    first = await start_desk(settings)
    contact = await first.as_contact()

    async def hand_off_and_hang(request: httpx.Request) -> httpx.Response:
        message_id = json.loads(request.content)["message_id"]
        body = {"conversation_id": conversation_of(contact), "message_id": message_id, "reason": "requested"}
        await first.as_actions().post("/internal/v1/handoffs", body)
        return await sleep_long(request)

    rasa.answer = hand_off_and_hang
    await contact.post("/api/widget/messages", typed("m1", "a person please"))
    await asyncio.sleep(0.2)
    await first.desk.bot_turns.drain(0.01)

    rasa.answer = lambda request: httpx.Response(200, json=bot_says("A person comes.", replayed=True))
    second = await start_desk(settings)
    await second.settle()
    seen = [message["activity"] or message["text"] for message in await transcript(contact)]
    assert seen == ["a person please", "handed_off", "A person comes."]


async def test_draining_lets_a_turn_end_and_starts_no_other(desk: RunningDesk, rasa: FakeRasa) -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.1)
        return httpx.Response(200, json=bot_says("Just in time."))

    rasa.answer = answer
    contact = await desk.as_contact()
    await contact.post("/api/widget/messages", typed("m1", "hello"))
    await contact.post("/api/widget/messages", typed("m2", "again"))
    await asyncio.sleep(0.05)
    await desk.desk.bot_turns.drain(5)
    assert [message["text"] for message in await transcript(contact)] == ["hello", "again", "Just in time."]
