"""Tickets: numbers, states, history; a contact sees and opens only their own."""

import asyncio
import itertools

from desk.models import Role, TicketStatus
from desk.services.tickets import TRANSITIONS
from tests.desk.conftest import RunningDesk, TestClient
from tests.desk.scenes import claimed, contact_id_of, conversation_of, error_of, say, transcript, waiting_contact

TICKET = {"subject": "Bent pan", "description": "The tawa came bent."}


async def a_ticket(desk: RunningDesk, agent: TestClient) -> str:
    contact = await waiting_contact(desk)
    response = await agent.post(f"/api/conversations/{conversation_of(contact)}/tickets", TICKET)
    assert response.status_code == 201, response.text
    return response.json()["number"]


ROUTES = [
    ("GET", "/api/tickets"),
    ("GET", "/api/tickets/SAH-1001"),
    ("PATCH", "/api/tickets/SAH-1001"),
    ("POST", "/api/tickets/SAH-1001/comments"),
]


async def test_nobody_and_contacts_get_401(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    for method, path in ROUTES:
        for client in (desk.client(), contact):
            response = await client.http.request(method, path, json={} if method != "GET" else None)
            assert error_of(response) == (401, "NotAuthenticated"), path


async def test_a_ticket_that_is_not_there_is_404(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    for number in ("SAH-1", "SAH-99999999999999999999", "SAH-", "SAH-x", "%00", "SAH-１００１", "x" * 500, "-1"):
        for response in (
            await agent.get(f"/api/tickets/{number}"),
            await agent.patch(f"/api/tickets/{number}", {"status": "open"}),
            await agent.post(f"/api/tickets/{number}/comments", {"comment": "x"}),
        ):
            assert error_of(response) == (404, "TicketNotFound"), number


async def test_editors_read_and_do_not_write(desk: RunningDesk) -> None:
    number = await a_ticket(desk, await desk.as_agent())
    editor = await desk.as_agent(Role.EDITOR)
    assert (await editor.get(f"/api/tickets/{number}")).status_code == 200
    assert error_of(await editor.patch(f"/api/tickets/{number}", {})) == (403, "NotAllowed")
    assert error_of(await editor.post(f"/api/tickets/{number}/comments", {"comment": "x"})) == (403, "NotAllowed")


async def test_numbers_start_at_1001_and_have_no_gaps_or_doubles(desk: RunningDesk) -> None:
    contacts = [await desk.as_contact() for _ in range(15)]

    async def open_ticket(contact: TestClient, form: dict) -> tuple[int, str]:
        response = await contact.post("/api/widget/tickets", form)
        return response.status_code, response.json().get("number", "")

    good = {"description": "Please call me", "phone": "98765 43210"}
    bad = {"description": "Please call me", "phone": "12"}
    results = await asyncio.gather(
        *(open_ticket(contact, bad if number % 3 == 0 else good) for number, contact in enumerate(contacts))
    )
    numbers = sorted(number for status, number in results if status == 201)
    assert numbers == [f"SAH-{number}" for number in range(1001, 1011)]


async def test_an_agents_ticket_belongs_to_them_and_its_contact_hears_of_it(desk: RunningDesk) -> None:
    agent = await desk.as_agent(name="Asha")
    contact = await claimed(desk, agent)
    await agent.patch(f"/api/contacts/{contact_id_of(contact)}", {"email": "meera@home.example"})
    form = {**TICKET, "category": "warranty", "priority": "high", "order_number": " AAN-77 "}
    ticket = (await agent.post(f"/api/conversations/{conversation_of(contact)}/tickets", form)).json()
    assert (ticket["number"], ticket["status"], ticket["assignee"]["name"]) == ("SAH-1001", "open", "Asha")
    assert (ticket["email"], ticket["order_number"], ticket["category"]) == ("meera@home.example", "AAN-77", "warranty")
    told = (await transcript(contact))[-1]
    assert (told["activity"], told["activity_data"]) == ("ticket_opened", {"number": "SAH-1001"})
    detail = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()
    assert [item["number"] for item in detail["tickets"]] == ["SAH-1001"]


async def test_a_contact_opens_a_ticket_when_nobody_is_there(desk: RunningDesk) -> None:
    contact, stranger = await desk.as_contact(), await desk.as_contact()
    form = {
        "client_id": "ticket__",
        "description": "My mixer stopped after two days and the shop does not answer. " * 3,
        "email": "Meera@Home.example",
        "name": "Meera",
    }
    opened = await contact.post("/api/widget/tickets", form)
    again = await contact.post("/api/widget/tickets", form)
    assert (opened.status_code, again.json()) == (201, opened.json())
    assert (opened.json()["number"], opened.json()["status"]) == ("SAH-1001", "new")
    assert len(opened.json()["subject"]) <= 81
    assert [item["number"] for item in (await contact.get("/api/widget/tickets")).json()] == ["SAH-1001"]
    assert (await stranger.get("/api/widget/tickets")).json() == []
    same_form = await stranger.post("/api/widget/tickets", form)
    assert same_form.json()["number"] == "SAH-1002"  # a client_id is the contact's own
    agent = await desk.as_agent()
    detail = (await agent.get("/api/tickets/SAH-1001")).json()
    assert (detail["contact"]["name"], detail["contact"]["email"]) == ("Meera", "Meera@home.example")
    assert [(line["kind"], line["actor_type"]) for line in detail["history"]] == [("created", "contact")]


NO_WAY_TO_ANSWER = [
    ({}, "ContactDetailsInvalid"),
    ({"phone": "12345"}, "ContactDetailsInvalid"),
    ({"phone": "not a phone"}, "ContactDetailsInvalid"),
    ({"phone": "\x00"}, "ContactDetailsInvalid"),
    ({"email": "nobody"}, "BadRequest"),
    ({"email": "a@b"}, "BadRequest"),
    ({"email": "a@home.example", "description": "  "}, "BadRequest"),
    ({"email": "a@home.example", "description": "x" * 4001}, "BadRequest"),
    ({"email": "a@home.example", "status": "closed"}, "BadRequest"),
]


async def test_a_ticket_needs_a_way_to_answer(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    for details, error in NO_WAY_TO_ANSWER:
        response = await contact.post("/api/widget/tickets", {"description": "Call me", **details})
        assert error_of(response) == (400, error), details
    assert (await contact.get("/api/widget/tickets")).json() == []


async def test_phone_numbers_are_kept_in_one_form(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    for number, (written, kept) in enumerate(
        [("9876543210", "+919876543210"), ("+91 98765-43210", "+919876543210"), ("+44 20 7946 0958", "+442079460958")],
        start=1001,
    ):
        contact = await desk.as_contact()
        assert (await contact.post("/api/widget/tickets", {"description": "Call", "phone": written})).is_success
        assert (await agent.get(f"/api/tickets/SAH-{number}")).json()["contact"]["phone"] == kept


async def test_known_details_are_not_overwritten_by_a_later_form(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await contact.post("/api/widget/tickets", {"description": "One", "email": "first@home.example"})
    await contact.post("/api/widget/tickets", {"description": "Two", "email": "second@home.example"})
    agent = await desk.as_agent()
    second = (await agent.get("/api/tickets/SAH-1002")).json()
    assert second["ticket"]["email"] == "second@home.example"
    assert second["contact"]["email"] == "first@home.example"


# --- changing -----------------------------------------------------------------------------------------------------


async def test_every_change_is_in_the_history(desk: RunningDesk) -> None:
    agent, ben = await desk.as_agent(name="Asha"), await desk.make_agent(name="Ben")
    number = await a_ticket(desk, agent)
    patch = {"status": "on_hold", "priority": "urgent", "assignee_id": ben.id, "subject": "Bent tawa"}
    changed = (await agent.patch(f"/api/tickets/{number}", patch)).json()
    assert changed["history"][-1]["changes"] == {
        "status": ["open", "on_hold"],
        "priority": ["normal", "urgent"],
        "assignee": ["Asha", "Ben"],
        "subject": ["Bent pan", "Bent tawa"],
    }
    commented = (await agent.post(f"/api/tickets/{number}/comments", {"comment": "Asked the warehouse."})).json()
    assert [(line["kind"], line["agent"]["name"]) for line in commented["history"]] == [
        ("created", "Asha"),
        ("changed", "Asha"),
        ("commented", "Asha"),
    ]
    unchanged = (await agent.patch(f"/api/tickets/{number}", {"status": "on_hold"})).json()
    assert len(unchanged["history"]) == 3
    unassigned = (await agent.patch(f"/api/tickets/{number}", {"assignee_id": ""})).json()
    assert unassigned["ticket"]["assignee"] is None


async def test_giving_a_new_ticket_to_somebody_opens_it(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await contact.post("/api/widget/tickets", {"description": "Call", "phone": "9876543210"})
    agent = await desk.as_agent()
    patched = (await agent.patch("/api/tickets/SAH-1001", {"assignee_id": agent.agent.id})).json()["ticket"]
    assert (patched["status"], patched["assignee"]["id"]) == ("open", agent.agent.id)


async def test_a_ticket_goes_only_the_allowed_ways(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    for start, target in itertools.product(TicketStatus, repeat=2):
        contact = await desk.as_contact()
        opened = await contact.post("/api/widget/tickets", {"description": "Call", "phone": "9876543210"})
        number = opened.json()["number"]
        if start != TicketStatus.NEW:
            assert (await agent.patch(f"/api/tickets/{number}", {"status": start})).status_code == 200
        response = await agent.patch(f"/api/tickets/{number}", {"status": target})
        if target in TRANSITIONS[start] or target == start:
            assert response.json()["ticket"]["status"] == target
            assert (response.json()["ticket"]["solved_at"] is not None) == (
                target == TicketStatus.SOLVED or (start == TicketStatus.SOLVED and target == TicketStatus.CLOSED)
            )
        else:
            assert error_of(response) == (409, "TicketTransitionNotAllowed")
            assert response.json()["data"]["allowed"] == sorted(TRANSITIONS[start])


async def test_the_list_filters_searches_and_pages(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    numbers = [await a_ticket(desk, agent) for _ in range(3)]
    contact = await desk.as_contact()
    await contact.post("/api/widget/tickets", {"description": "The ghee jar leaks", "phone": "9876543210"})

    async def found(query: str) -> list[str]:
        return [item["number"] for item in (await agent.get(f"/api/tickets?{query}")).json()["items"]]

    assert await found("assignee=me") == numbers[::-1]
    assert await found("assignee=none") == ["SAH-1004"]
    assert await found("status=new") == ["SAH-1004"]
    assert await found("q=ghee") == ["SAH-1004"]
    assert await found("q=sah-1002") == ["SAH-1002"]
    assert await found("q=%2B9198765") == ["SAH-1004"]
    page = (await agent.get("/api/tickets?limit=3")).json()
    rest = (await agent.get(f"/api/tickets?limit=3&cursor={page['next_cursor']}")).json()
    assert [item["number"] for item in page["items"] + rest["items"]] == ["SAH-1004", *numbers[::-1]]
    assert rest["next_cursor"] is None


async def test_a_ticket_leaves_the_floor_where_it_is(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "hello")
    await contact.post("/api/widget/tickets", {"description": "Call", "phone": "9876543210"})
    agent = await desk.as_agent()
    summary = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()["conversation"]
    assert summary["status"] == "pending"
