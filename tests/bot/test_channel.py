"""The channel with a real agent behind a real server on the loopback."""

import asyncio
import json
import threading
import uuid

import pytest
import requests

from bot.channel import DeskChannel, TurnRefused, TurnRequest


def body(**changes):
    made = {
        "sender": f"{uuid.uuid4().hex}.0",
        "message_id": uuid.uuid4().hex,
        "text": "hello",
        "language": None,
        "reply_language": None,
        "channel": "widget",
        "context": {"conversation_id": "c1", "contact_id": "k1"},
        **changes,
    }
    return {key: value for key, value in made.items() if value != "absent"}


def test_an_answer_with_its_trace(server):
    answer = server.post(body(text="delivery kitne din mein hogi")).json()
    assert answer["messages"] == [
        {
            "text": "Answer delivery_time in hinglish",
            "lang": "hinglish",
            "links": [],
            "faq_id": "delivery_time",
            "buttons": [{"title": "Title cancel_order in hinglish", "payload": "/faq/cancel_order"}],
        }
    ]
    trace = answer["trace"]
    assert (trace["language"], trace["intent"], trace["band"], trace["faq_id"]) == (
        "hinglish",
        "faq",
        "answer",
        "delivery_time",
    )
    assert trace["ranking"][0]["faq_id"] == "delivery_time"
    assert len(trace["ranking"]) == 5
    assert [action["name"] for action in trace["actions"]] == ["utter_faq"]
    assert trace["failed_actions"] == []
    assert trace["replayed"] is False
    assert trace["active_loop"] is None
    assert set(trace["ms"]) == {"wait", "nlu", "actions", "save", "total"}
    assert trace["ms"]["total"] >= trace["ms"]["nlu"] > 0
    assert trace["model_id"]


def test_language_follows_every_message_and_the_slot_with_it(server):
    sender = f"{uuid.uuid4().hex}.0"
    replies = [
        server.post(body(sender=sender, text=text, language=known)).json()["messages"][0]["text"]
        for text, known in (
            ("hello", None),
            ("नमस्ते", "en"),
            ("namaste ji", "hi"),
            ("hi there", "hinglish"),
        )
    ]
    assert replies == ["Hello.", "नमस्ते।", "Namaste ji.", "Hello."]


def test_payloads_speak_the_conversations_language(server):
    answer = server.post(body(text="absent", payload="/faq/gift_wrap", language="hi")).json()
    assert answer["messages"][0]["text"] == "Answer gift_wrap in hi"
    assert answer["trace"]["language"] == "hi"
    assert answer["trace"]["confidence"] == 1.0
    greeted = server.post(body(text="absent", payload="/greet", language="hi")).json()
    assert greeted["messages"][0]["text"] == "नमस्ते।"
    assert greeted["trace"]["language"] == "hi"


def test_a_pinned_reply_language_wins_over_the_messages(server):
    answer = server.post(body(text="can i pay cash on delivery", reply_language="hi")).json()
    assert answer["messages"][0]["lang"] == "hi"
    assert answer["trace"]["language"] == "en"


def test_entities_are_in_the_trace(server):
    entities = server.post(body(text="my mail is a@b.in and ticket sah-7")).json()["trace"]["entities"]
    assert entities == [{"entity": "email", "value": "a@b.in"}, {"entity": "ticket_number", "value": "SAH-7"}]


def test_a_repeated_message_is_answered_but_not_run_again(server):
    asked = body(text="cancel my order")
    first, second = server.post(asked).json(), server.post(asked).json()
    assert second["trace"]["replayed"] is True
    assert second["messages"] == first["messages"]
    for key in ("intent", "band", "faq_id", "ranking", "actions", "language"):
        assert second["trace"][key] == first["trace"][key]
    other = server.post({**asked, "message_id": uuid.uuid4().hex}).json()
    assert other["trace"]["replayed"] is False


def test_a_failing_action_shows(server):
    answer = server.post(body(text="thank you"))
    assert answer.status_code == 200
    assert answer.json()["messages"] == []
    failed = answer.json()["trace"]["failed_actions"]
    assert [(item["action"], item["hand_off"]) for item in failed] == [("action_broken", True)]
    assert "127.0.0.1:9" in failed[0]["error"]
    # and it does not stick to the next turn
    assert server.post(body()).json()["trace"]["failed_actions"] == []


@pytest.mark.parametrize("text", ["/restart", " //restart", "\u200b/restart", "/faq/gift_wrap", "/ /greet"])
def test_typed_payloads_are_plain_text(server, text):
    trace = server.post(body(text=text)).json()["trace"]
    # a pressed button's ranking is the one entry it names
    assert len(trace["ranking"]) > 1 or trace["intent"] == "nlu_fallback"
    assert trace["intent"] != "restart"


@pytest.mark.parametrize(
    "text", ["", "👍", "<b>hi</b><script>alert(1)</script>", "\u202eabc", "a" * 4_000, "{language} {0}", "\ud83d"]
)
def test_odd_texts_are_turns_like_others(server, text):
    answer = server.post(json.dumps(body(text=text)).encode())
    assert answer.status_code == 200
    assert answer.json()["messages"]


@pytest.mark.parametrize("token", [None, "", "wrong", "t0ke", "t0ken "])
def test_without_the_token_nothing_happens(server, token):
    answer = server.post(body(), token=token)
    assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"sender": "absent"}, "sender"),
        ({"sender": ""}, "sender"),
        ({"sender": 5}, "sender"),
        ({"sender": "x" * 300}, "sender"),
        ({"message_id": "absent"}, "message_id"),
        ({"text": "absent"}, "exactly one"),
        ({"payload": "/greet"}, "exactly one"),
        ({"text": ["x"]}, "text must be"),
        ({"text": "absent", "payload": "greet"}, "payload"),
        ({"text": "absent", "payload": "/x y"}, "payload"),
        ({"text": "absent", "payload": 1}, "payload"),
        ({"language": "fr"}, "language"),
        ({"reply_language": "EN"}, "reply_language"),
        ({"context": "c1"}, "context"),
        ({"channel": ""}, "channel"),
    ],
)
def test_bad_requests_say_what_is_wrong(server, changes, detail):
    answer = server.post(body(**changes))
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert detail in answer.json()["detail"]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
def test_bodies_that_are_no_object_are_bad_requests(server, raw):
    assert server.post(raw).status_code == 400


@pytest.mark.parametrize("text", ["a" * 4_001, "क" * 50_000])
def test_too_long_is_told(server, text):
    answer = server.post(body(text=text))
    assert (answer.status_code, answer.json()["error"]) == (413, "text_too_long")


def test_messages_of_one_contact_are_run_in_turn(server):
    sender = f"{uuid.uuid4().hex}.0"
    answers = []

    def ask(text):
        answers.append(server.post(body(sender=sender, text=text)))

    threads = [
        threading.Thread(target=ask, args=(text,))
        for text in ("hello", "cancel my order", "नमस्ते", "can i pay cash on delivery")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 4
    tracker = asyncio.run_coroutine_threadsafe(server.app.ctx.agent.tracker_store.retrieve(sender), server.loop).result(
        10
    )
    assert sum(event.type_name == "user" for event in tracker.events) == 4


def test_a_turn_that_breaks_is_an_error_and_leaves_no_trace(server, monkeypatch):
    agent = server.app.ctx.agent

    async def explode(*_):
        raise RuntimeError("no disk")

    asked = body(text="cancel my order")
    with monkeypatch.context() as patch:
        patch.setattr(agent.processor, "save_tracker", explode)
        answer = server.post(asked)
    assert (answer.status_code, answer.json()) == (500, {"error": "turn_failed", "detail": "RuntimeError: no disk"})
    assert server.post(asked).json()["trace"]["replayed"] is False


def test_health_and_no_model(server, monkeypatch):
    assert requests.get(server.url + "/health", timeout=10).json() == {
        "ok": True,
        "model_id": server.app.ctx.agent.model_id,
    }
    with monkeypatch.context() as patch:
        patch.setattr(server.app.ctx, "agent", None)
        answers = (requests.get(server.url + "/health", timeout=10), server.post(body()))
    assert [(answer.status_code, answer.json()["error"]) for answer in answers] == [(503, "no_model")] * 2


def test_the_channel_refuses_to_start_without_a_token(monkeypatch):
    monkeypatch.delenv("SAHAYAK_RASA_TOKEN", raising=False)
    with pytest.raises(ValueError, match="SAHAYAK_RASA_TOKEN"):
        DeskChannel.from_credentials({})
    monkeypatch.setenv("SAHAYAK_RASA_TOKEN", "x")
    assert isinstance(DeskChannel.from_credentials(None), DeskChannel)


def test_two_questions_and_a_follow_up(server):
    sender = f"{uuid.uuid4().hex}.0"
    answer = server.post(body(sender=sender, text="cancel my order. how long does a refund take?")).json()
    assert answer["trace"]["faq_id"] == "cancel_order"
    assert [item["faq_id"] for item in answer["trace"]["questions"]] == ["cancel_order", "refund_time"]
    followed = server.post(body(sender=sender, text="for upi?", language="en")).json()
    assert (followed["trace"]["faq_id"], followed["trace"]["context_used"]) == ("refund_time", True)
    assert followed["trace"]["questions"] == []
    fresh = server.post(body(text="for upi?", language="en")).json()
    assert fresh["trace"]["context_used"] is False


def test_metadata_for_the_actions():
    asked = TurnRequest.parse(json.dumps(body(message_id="m1", language="hi")).encode())
    assert asked.metadata() == {
        "conversation_id": "c1",
        "contact_id": "k1",
        "message_id": "m1",
        "language": "hi",
        "reply_language": None,
        "channel": "widget",
    }


def test_parse_refuses_with_a_status():
    with pytest.raises(TurnRefused) as caught:
        TurnRequest.parse(b"x" * 100_000)
    assert caught.value.status == 413
