"""The contact's side over HTTP: sessions, messages exactly once, buttons, bad input, and nobody else's conversation."""

import asyncio

import pytest

from desk.models import Language
from desk.rate_limits import RateLimits
from desk.schemas import ContactMessageIn
from desk.services import conversations, messages
from tests.desk.conftest import FakeRasa, RunningDesk, TestClient, bot_says

ROUTES = [
    ("GET", "/api/widget/messages"),
    ("POST", "/api/widget/messages"),
    ("POST", "/api/widget/handoff"),
    ("POST", "/api/widget/tickets"),
    ("GET", "/api/widget/tickets"),
]


def text(client_id: str, words: str) -> dict[str, str]:
    return {"client_id": client_id.ljust(8, "_"), "text": words}


async def transcript(contact: TestClient) -> list[dict]:
    response = await contact.get("/api/widget/messages")
    assert response.status_code == 200, response.text
    return response.json()


# --- who may ------------------------------------------------------------------------------------------------------


async def test_without_a_good_token_nothing_is_given(desk: RunningDesk) -> None:
    token = (await desk.as_contact()).session.token
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    for headers in ({}, {"Authorization": f"Bearer {forged}"}, {"Authorization": "Bearer "}, {"Authorization": token}):
        client = desk.client(headers=headers)
        for method, path in ROUTES:
            response = await client.http.request(method, path, json={} if method == "POST" else None)
            assert response.status_code == 401, (headers, method, path)
            assert response.json()["error"] == "NotAuthenticated"


async def test_an_expired_token_is_refused(desk: RunningDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = await desk.as_contact()
    monkeypatch.setattr("desk.tokens.CONTACT_TOKEN_SECONDS", -1)
    assert (await contact.get("/api/widget/messages")).status_code == 401
    assert (await desk.client().post("/api/widget/session", {"token": contact.session.token})).status_code == 401


async def test_a_token_of_an_erased_conversation_starts_nothing(desk: RunningDesk) -> None:
    from desk.tokens import issue_contact_token

    token = issue_contact_token(desk.desk.settings, "0" * 32, "1" * 32)
    response = await desk.client().post("/api/widget/session", {"token": token})
    assert response.status_code == 401
    contact = desk.client(headers={"Authorization": f"Bearer {token}"})
    assert (await contact.get("/api/widget/messages")).status_code == 404


async def test_a_button_of_somebody_elses_conversation_is_not_offered(desk: RunningDesk, rasa: FakeRasa) -> None:
    rasa.answer = lambda request: _with_buttons()
    asha, ben = await desk.as_contact(), await desk.as_contact()
    await asha.post("/api/widget/messages", text("a1", "hi"))
    await desk.settle()
    message_id = (await transcript(asha))[-1]["id"]
    pressed = {"client_id": "press___", "button": {"message_id": message_id, "index": 0}}
    response = await ben.post("/api/widget/messages", pressed)
    assert (response.status_code, response.json()["error"]) == (400, "ButtonNotOffered")
    assert (await asha.post("/api/widget/messages", pressed)).status_code == 201


# --- sessions -----------------------------------------------------------------------------------------------------


async def test_a_session_tells_what_the_widget_needs(desk: RunningDesk) -> None:
    started = (await desk.client().post("/api/widget/session", {"language": "hi"})).json()
    assert started["conversation"]["status"] == "pending"
    assert started["conversation"]["language"] == "hi"
    assert started["messages"] == []
    assert started["settings"]["max_text"] == 2000
    assert started["settings"]["agents_online"] == 0
    assert set(started["settings"]["consent"]) == {"en", "hi", "hinglish"}
    assert {"delivery_time", "track_order"} <= {item["faq_id"] for item in started["settings"]["suggestions"]}


async def test_coming_back_with_the_token_finds_the_conversation(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await contact.post("/api/widget/messages", text("a1", "hello"))
    await desk.settle()
    again = (await desk.client().post("/api/widget/session", {"token": contact.session.token})).json()
    assert again["conversation"]["id"] == contact.session.conversation.id
    assert [message["text"] for message in again["messages"]] == ["hello", "Here is your answer."]
    assert again["has_earlier"] is False


async def test_earlier_messages_come_page_by_page(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    for number in range(26):
        await contact.post("/api/widget/messages", text(f"m{number}", f"number {number}"))
        await desk.settle()
    again = (await desk.client().post("/api/widget/session", {"token": contact.session.token})).json()
    assert (len(again["messages"]), again["has_earlier"]) == (50, True)
    first = again["messages"][0]["seq"]
    earlier = (await contact.get(f"/api/widget/messages?before={first}&limit=10")).json()
    assert [message["seq"] for message in earlier] == [1, 2]
    after = (await contact.get("/api/widget/messages?after=3&limit=2")).json()
    assert [message["seq"] for message in after] == [4, 5]


# --- exactly once, in order ---------------------------------------------------------------------------------------


async def test_a_repeated_client_id_is_the_same_message(desk: RunningDesk, rasa: FakeRasa) -> None:
    contact = await desk.as_contact()
    first = await contact.post("/api/widget/messages", text("same", "where is my order"))
    second = await contact.post("/api/widget/messages", text("same", "where is my order"))
    await desk.settle()
    assert first.json()["duplicate"] is False
    assert second.json()["duplicate"] is True
    assert first.json()["message"] == second.json()["message"]
    assert [message["text"] for message in await transcript(contact)] == ["where is my order", "Here is your answer."]
    assert len(rasa.asked) == 1


async def test_the_same_client_id_many_times_at_once_is_one_message(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    sent = await asyncio.gather(*(contact.post("/api/widget/messages", text("same", "once")) for _ in range(20)))
    assert {response.status_code for response in sent} == {201}
    assert sum(not response.json()["duplicate"] for response in sent) == 1
    assert len({response.json()["message"]["id"] for response in sent}) == 1


async def test_seq_has_no_gaps_when_many_write_at_once(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    conversation_id = contact.session.conversation.id
    agent = await desk.as_agent()

    async def say(number: int) -> None:
        await contact.post("/api/widget/messages", text(f"c{number}", f"from the contact {number}"))
        note = {"client_id": f"note{number:04}", "text": f"note {number}", "private": True}
        await agent.post(f"/api/conversations/{conversation_id}/messages", note)

    await asyncio.gather(*(say(number) for number in range(12)))
    await desk.settle()
    seen = await transcript(contact)
    assert [message["seq"] for message in seen] == list(range(1, len(seen) + 1))
    everything = (await agent.get(f"/api/conversations/{conversation_id}/messages?limit=200")).json()
    assert [message["seq"] for message in everything] == list(range(1, len(everything) + 1))
    assert len(everything) == len(seen) + 12


# --- bad input ----------------------------------------------------------------------------------------------------


async def test_a_message_that_shows_nothing_is_empty(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    for words in ("", "   ", "\n\t", "\u200b\u200d\u2060", "\u202e", "\u3164", "\x00\x07"):
        response = await contact.post("/api/widget/messages", text("empty", words))
        assert (response.status_code, response.json()["error"]) == (400, "MessageEmpty"), repr(words)
    assert await transcript(contact) == []


TYPED = [
    "🙏🏽👨‍👩‍👧‍👦🎉",
    "שלום, איפה ההזמנה שלי؟ أين طلبي",
    "ca\u200bncel\u200d my order \u202egnirts",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '/restart /faq/track_order{"a": 1} /EXTERNAL_x',
    "'; DROP TABLE messages; --",
    "{{7*7}} ${x} %s %n",
    "क्या मेरा ऑर्डर आ रहा है?",
    "a" * 2000,
]


async def test_what_is_typed_is_kept_and_sent_as_plain_text(desk: RunningDesk, rasa: FakeRasa) -> None:
    contact = await desk.as_contact()
    for number, words in enumerate(TYPED):
        response = await contact.post("/api/widget/messages", text(f"typed{number}", words))
        assert response.status_code == 201, response.text
        await desk.settle()
    said = [message["text"] for message in await transcript(contact) if message["sender_type"] == "contact"]
    assert said == TYPED
    assert [turn["text"] for turn in rasa.asked] == TYPED
    assert {turn["payload"] for turn in rasa.asked} == {None}


async def test_a_long_message_says_how_long_it_may_be(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    response = await contact.post("/api/widget/messages", text("long", "a" * 2001))
    assert (response.status_code, response.json()["error"]) == (400, "MessageTooLong")
    assert response.json()["data"] == {"max_characters": 2000, "characters": 2001}


async def test_100_kilobytes_are_too_large(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    response = await contact.post("/api/widget/messages", text("huge", "a" * 100_000))
    assert (response.status_code, response.json()["error"]) == (413, "PayloadTooLarge")
    assert await transcript(contact) == []


async def test_nul_and_control_characters_vanish(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    response = await contact.post("/api/widget/messages", text("nul", "a\x00b\x1b[31mc\nd\te"))
    assert response.json()["message"]["text"] == "ab[31mc\nd\te"


MALFORMED = [
    b"",
    b"not json",
    b"[]",
    b'"text"',
    b"null",
    b"{}",
    b'{"client_id": "abcdefgh"}',
    b'{"client_id": "abcdefgh", "text": 7}',
    b'{"client_id": "short", "text": "hi"}',
    b'{"client_id": "abcdefgh", "text": "hi", "button": {"message_id": "x", "index": 0}}',
    b'{"client_id": "abcdefgh", "text": "hi", "payload": "/restart"}',
    b'{"client_id": "abcdefgh", "text": "\\ud800"}',
    b'{"client_id": "abcdefgh", "text": "hi", "\\ud800": 1}',
    b'{"client_id": "abcdefgh", "button": {"message_id": "x", "index": -1}}',
    b'{"client_id": "abcdefgh", "button": {"message_id": "\\u0000", "index": 0}}',
    b'{"client_id": "abcdefgh", "suggestion": "no_such_entry"}',
    b'{"client_id": "abcdefgh", "suggestion": "a\\u0000b"}',
    b'\xff\xfe{"client_id"',
]


async def test_a_malformed_message_is_a_clear_error(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    for body in MALFORMED:
        headers = {"content-type": "application/json"}
        response = await contact.http.post("/api/widget/messages", content=body, headers=headers)
        assert response.status_code == 400, (body, response.text)
        assert set(response.json()) == {"error", "detail", "data"}
    assert await transcript(contact) == []


async def test_a_malformed_page_is_a_clear_error(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    for query in ("after=-1", "after=x", "after=99999999999999999999", "limit=0", "limit=100000"):
        assert (await contact.get(f"/api/widget/messages?{query}")).status_code == 400, query


# --- buttons and suggestions --------------------------------------------------------------------------------------


def _with_buttons():
    import httpx

    answer = bot_says("Did this help?")
    answer["messages"][0]["buttons"] = [
        {"title": "Yes", "payload": "/mark_helpful"},
        {"title": "Open a ticket", "payload": "/open_ticket"},
    ]
    answer["messages"][0]["links"] = [
        {"url": "https://aangan.example/returns", "label": "Returns"},
        {"url": "javascript:alert(1)", "label": "Click"},
    ]
    return httpx.Response(200, json=answer)


async def test_a_pressed_button_sends_the_payload_that_was_issued(desk: RunningDesk, rasa: FakeRasa) -> None:
    rasa.answer = lambda request: _with_buttons()
    contact = await desk.as_contact()
    await contact.post("/api/widget/messages", text("a1", "how do I return"))
    await desk.settle()
    reply = (await transcript(contact))[-1]
    assert reply["buttons"] == [
        {"index": 0, "title": "Yes", "opens": None},
        {"index": 1, "title": "Open a ticket", "opens": "ticket_form"},
    ]
    assert reply["links"] == [{"url": "https://aangan.example/returns", "label": "Returns"}]
    assert "/mark_helpful" not in (await contact.get("/api/widget/messages")).text

    pressed = {"client_id": "press___", "button": {"message_id": reply["id"], "index": 0}}
    accepted = await contact.post("/api/widget/messages", pressed)
    await desk.settle()
    assert accepted.json()["message"]["text"] == "Yes"
    assert rasa.asked[1]["payload"] == "/mark_helpful"
    assert rasa.asked[1]["text"] is None


async def test_a_button_that_does_not_exist_is_not_offered(desk: RunningDesk, rasa: FakeRasa) -> None:
    rasa.answer = lambda request: _with_buttons()
    contact = await desk.as_contact()
    await contact.post("/api/widget/messages", text("a1", "hello"))
    await desk.settle()
    own, reply = await transcript(contact)
    for message_id, number in ((reply["id"], 2), (reply["id"], 20), (own["id"], 0), ("0" * 32, 0)):
        pressed = {"client_id": "press___", "button": {"message_id": message_id, "index": number}}
        response = await contact.post("/api/widget/messages", pressed)
        assert (response.status_code, response.json()["error"]) == (400, "ButtonNotOffered")


async def test_a_suggestion_asks_the_entry_in_the_contacts_language(desk: RunningDesk, rasa: FakeRasa) -> None:
    contact = await desk.as_contact(language="hi")
    body = {"client_id": "suggest_", "suggestion": "delivery_time"}
    accepted = await contact.post("/api/widget/messages", body)
    await desk.settle()
    assert accepted.json()["message"]["text"] == "delivery_time शीर्षक"
    assert rasa.asked[0]["payload"] == "/faq/delivery_time"


# --- languages ----------------------------------------------------------------------------------------------------


async def test_the_bot_is_told_the_language_that_is_known(desk: RunningDesk, rasa: FakeRasa) -> None:
    import httpx

    contact = await desk.as_contact(language="en")
    rasa.answer = lambda request: httpx.Response(200, json=bot_says("Theek hai.", lang="hinglish"))
    await contact.post("/api/widget/messages", text("a1", "mera order kahan hai"))
    await desk.settle()
    await contact.post("/api/widget/messages", {**text("a2", "12345"), "reply_language": "hi"})
    await desk.settle()
    assert [turn["language"] for turn in rasa.asked] == ["en", "hinglish"]
    assert [turn["reply_language"] for turn in rasa.asked] == [None, "hi"]
    assert [message["language"] for message in await transcript(contact)] == [None, "hinglish", None, "hinglish"]


async def test_devanagari_tells_the_language_at_once(desk: RunningDesk, rasa: FakeRasa) -> None:
    contact = await desk.as_contact(language="en")
    await contact.post("/api/widget/messages", text("a1", "मेरा order कहाँ है"))
    await desk.settle()
    assert rasa.asked[0]["language"] == "hi"
    assert (await transcript(contact))[0]["language"] == "hi"


# --- limits -------------------------------------------------------------------------------------------------------


async def test_a_contact_who_floods_is_slowed_and_others_are_not(desk: RunningDesk) -> None:
    desk.desk.limits = RateLimits(desk.desk.settings, clock=lambda: 0.0)
    flooding, quiet = await desk.as_contact(), await desk.as_contact()
    answers = [await flooding.post("/api/widget/messages", text(f"m{n}", "again")) for n in range(31)]
    assert [answer.status_code for answer in answers[:30]] == [201] * 30
    assert (answers[30].status_code, answers[30].json()["error"]) == (429, "RateLimited")
    assert answers[30].json()["data"]["retry_after_seconds"] > 0
    assert int(answers[30].headers["retry-after"]) >= 1
    assert (await quiet.post("/api/widget/messages", text("m1", "hello"))).status_code == 201


# --- the write itself ---------------------------------------------------------------------------------------------


async def test_receive_message_belongs_to_the_contact(desk: RunningDesk) -> None:
    async with desk.desk.db.transaction() as tx:
        mine = await conversations.start_conversation(tx, language=Language.EN)
        other = await conversations.start_conversation(tx, language=None)
    from desk.errors import ConversationNotFound

    form = ContactMessageIn(client_id="abcdefgh", text="hi")
    with pytest.raises(ConversationNotFound):
        async with desk.desk.db.transaction() as tx:
            await messages.receive_message(
                tx, conversation_id=mine.id, contact_id=other.contact_id, form=form, max_characters=10
            )
