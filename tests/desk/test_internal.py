"""The custom actions' side: every call once for a message, and only for the contact whose turn it is."""

import asyncio

import httpx

from desk.models import HandoffReason
from tests.desk.conftest import FakeRasa, RunningDesk, TestClient, bot_says
from tests.desk.scenes import conversation_of, error_of, online_agent, say, transcript, typed

CALLS = [
    ("POST", "/internal/v1/interactions"),
    ("POST", "/internal/v1/interactions/feedback"),
    ("POST", "/internal/v1/handoffs"),
    ("POST", "/internal/v1/tickets"),
    ("GET", "/internal/v1/tickets?conversation_id=x"),
    ("GET", "/internal/v1/tickets/SAH-1001?conversation_id=x"),
]


def interaction(contact: TestClient, message_id: str, **more: object) -> dict:
    return {
        "conversation_id": conversation_of(contact),
        "message_id": message_id,
        "question": "when will it come",
        "language": "en",
        "intent": "faq",
        "faq_id": "delivery_time",
        "confidence": 0.93,
        "ranking": [{"faq_id": "delivery_time", "confidence": 0.93}],
        "outcome": "answered",
        **more,
    }


def ticket(contact: TestClient, message_id: str, **more: object) -> dict:
    return {
        "conversation_id": conversation_of(contact),
        "message_id": message_id,
        "description": "The mixer stopped.",
        "category": "warranty",
        "email": "meera@home.example",
        **more,
    }


async def test_only_the_service_token_opens_this_door(desk: RunningDesk) -> None:
    contact, agent = await desk.as_contact(), await desk.as_agent()
    wrong = desk.client(headers={"Authorization": "Bearer service-wrong"})
    for method, path in CALLS:
        for client in (desk.client(), contact, agent, wrong):
            response = await client.http.request(method, path, json={} if method == "POST" else None)
            assert error_of(response) == (401, "NotAuthenticated"), path


async def test_an_unknown_conversation_is_404(desk: RunningDesk) -> None:
    actions, contact = desk.as_actions(), await desk.as_contact()
    for path, body in (
        ("interactions", interaction(contact, "m1")),
        ("interactions/feedback", {"message_id": "m1", "helpful": True}),
        ("handoffs", {"message_id": "m1", "reason": "requested"}),
        ("tickets", ticket(contact, "m1")),
    ):
        response = await actions.post(f"/internal/v1/{path}", {**body, "conversation_id": "0" * 32})
        assert error_of(response) == (404, "ConversationNotFound")
    assert (await actions.get(f"/internal/v1/tickets?conversation_id={'0' * 32}")).status_code == 404


async def test_an_interaction_is_logged_once_and_tells_the_handoff_policy(desk: RunningDesk) -> None:
    actions, contact = desk.as_actions(), await desk.as_contact()
    body = interaction(contact, "m1", faq_id="double_charged")
    answers = await asyncio.gather(*(actions.post("/internal/v1/interactions", body) for _ in range(5)))
    assert len({answer.json()["interaction_id"] for answer in answers}) == 1
    assert answers[0].json()["handoff_policy"] == "always"
    for faq_id, policy in (("delivery_time", "never"), ("gone", None), (None, None)):
        logged = await actions.post("/internal/v1/interactions", interaction(contact, f"m-{faq_id}", faq_id=faq_id))
        assert logged.json()["handoff_policy"] == policy


async def test_a_malformed_interaction_is_a_clear_error(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    for wrong in ({"outcome": "great"}, {"confidence": "high"}, {"language": "fr"}, {"extra": 1}):
        response = await desk.as_actions().post("/internal/v1/interactions", interaction(contact, "m1", **wrong))
        assert error_of(response) == (400, "BadRequest"), wrong


async def test_feedback_goes_to_the_last_answer(desk: RunningDesk) -> None:
    actions, contact, agent = desk.as_actions(), await desk.as_contact(), await desk.as_agent()
    feedback = {"conversation_id": conversation_of(contact), "message_id": "m9", "helpful": False}
    assert (await actions.post("/internal/v1/interactions/feedback", feedback)).json() == {"interaction_id": None}
    for message_id, outcome in (("m1", "answered"), ("m2", "answered"), ("m3", "miss")):
        await actions.post("/internal/v1/interactions", interaction(contact, message_id, outcome=outcome))
    await actions.post("/internal/v1/interactions/feedback", feedback)
    logged = (await agent.get(f"/api/conversations/{conversation_of(contact)}/interactions")).json()
    assert [(item["message_id"], item["helpful"]) for item in logged] == [("m1", None), ("m2", False), ("m3", None)]


async def test_feedback_goes_to_all_answers_of_the_last_message(desk: RunningDesk) -> None:
    actions, contact, agent = desk.as_actions(), await desk.as_contact(), await desk.as_agent()
    before, asked = "a" * 32, "b" * 32
    for message_id in (before, f"{before[:30]}.2", asked, f"{asked[:30]}.2"):
        await actions.post("/internal/v1/interactions", interaction(contact, message_id))
    feedback = {"conversation_id": conversation_of(contact), "message_id": "c" * 32, "helpful": True}
    await actions.post("/internal/v1/interactions/feedback", feedback)
    logged = (await agent.get(f"/api/conversations/{conversation_of(contact)}/interactions")).json()
    assert [item["helpful"] for item in logged] == [None, None, True, True]


# --- hand-off within a turn ---------------------------------------------------------------------------------------


async def test_a_turn_that_hands_off_still_says_its_words(desk: RunningDesk, rasa: FakeRasa) -> None:
    await online_agent(desk)
    actions, contact = desk.as_actions(), await desk.as_contact()
    told: list[dict] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        turn = rasa.asked[-1]
        body = {"conversation_id": conversation_of(contact), "message_id": turn["message_id"], "reason": "frustrated"}
        for _ in range(2):
            told.append((await actions.post("/internal/v1/handoffs", body)).json())
        return httpx.Response(200, json=bot_says("I am sorry. A person comes."))

    rasa.answer = answer
    await say(desk, contact, "m1", "this is useless")
    assert told == [{"status": "open", "position": 1, "agents_online": 1}] * 2
    seen = await transcript(contact)
    assert [message["activity"] or message["text"] for message in seen] == [
        "this is useless",
        "handed_off",
        "I am sorry. A person comes.",
    ]
    agent = await desk.as_agent()
    detail = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()
    assert detail["handoff"]["reason"] == HandoffReason.FRUSTRATED
    await say(desk, contact, "m2", "hello?")
    assert len(rasa.asked) == 1


async def test_a_late_turn_cannot_hand_off_what_people_gave_back(desk: RunningDesk, rasa: FakeRasa) -> None:
    """The contact asks for a person during a turn; an agent is done with it before the turn asks for a hand-off."""
    actions, contact, agent = desk.as_actions(), await desk.as_contact(), await desk.as_agent()
    url = f"/api/conversations/{conversation_of(contact)}"
    released = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        await released.wait()
        body = {"conversation_id": conversation_of(contact), "message_id": rasa.asked[0]["message_id"]}
        done = await actions.post("/internal/v1/handoffs", {**body, "reason": "low_confidence"})
        assert done.json()["status"] == "pending"
        return httpx.Response(200, json=bot_says("Too late."))

    rasa.answer = answer
    await contact.post("/api/widget/messages", typed("m1", "hello"))
    await contact.post("/api/widget/handoff")
    await agent.post(f"{url}/claim")
    await agent.post(f"{url}/return_to_bot")
    released.set()
    await desk.settle()
    assert "Too late." not in str(await transcript(contact))
    assert (await agent.get(url)).json()["conversation"]["status"] == "pending"


# --- tickets ------------------------------------------------------------------------------------------------------


async def test_the_bots_ticket_is_opened_once_for_a_message(desk: RunningDesk) -> None:
    actions, contact = desk.as_actions(), await desk.as_contact()
    body = ticket(contact, "m1", order_number="AAN-5")
    answers = await asyncio.gather(*(actions.post("/internal/v1/tickets", body) for _ in range(5)))
    assert [answer.json() for answer in answers] == [{"number": "SAH-1001", "status": "new"}] * 5
    assert [m["activity"] for m in await transcript(contact)] == ["ticket_opened"]


async def test_a_ticket_is_shown_to_its_own_contact_only(desk: RunningDesk) -> None:
    actions, asha, ben = desk.as_actions(), await desk.as_contact(), await desk.as_contact()
    await actions.post("/internal/v1/tickets", ticket(asha, "m1"))
    own = await actions.get(f"/internal/v1/tickets/sah-1001?conversation_id={conversation_of(asha)}")
    assert (own.json()["number"], own.json()["status"]) == ("SAH-1001", "new")
    other = await actions.get(f"/internal/v1/tickets/SAH-1001?conversation_id={conversation_of(ben)}")
    none = await actions.get(f"/internal/v1/tickets/SAH-9?conversation_id={conversation_of(ben)}")
    assert error_of(other) == (404, "TicketNotFound")
    assert other.json() == none.json()
    for number in range(2, 8):
        await actions.post("/internal/v1/tickets", ticket(asha, f"m{number}"))
    listed = (await actions.get(f"/internal/v1/tickets?conversation_id={conversation_of(asha)}")).json()
    assert [item["number"] for item in listed["items"]] == [f"SAH-{number}" for number in range(1007, 1002, -1)]
