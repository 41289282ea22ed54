"""Agents and conversations: the inbox, claiming, answering, and every way the floor changes hands."""

import asyncio

import pytest

from desk.models import Role
from tests.desk.conftest import FakeRasa, RunningDesk
from tests.desk.scenes import (
    claimed,
    conversation_of,
    error_of,
    online_agent,
    rasa_answers,
    reply,
    say,
    transcript,
    waiting_contact,
)

READS = [
    "/api/inbox/counts",
    "/api/conversations",
    "/api/conversations/{id}",
    "/api/conversations/{id}/messages",
    "/api/conversations/{id}/interactions",
]
WRITES = {
    "/api/conversations/{id}/messages": reply("r1", "hello"),
    "/api/conversations/{id}/claim": {},
    "/api/conversations/{id}/transfer": {},
    "/api/conversations/{id}/resolve": {},
    "/api/conversations/{id}/reopen": {},
    "/api/conversations/{id}/return_to_bot": {},
    "/api/conversations/{id}/tickets": {"subject": "Pan", "description": "It is bent"},
}


# --- who may ------------------------------------------------------------------------------------------------------


async def test_nobody_and_contacts_get_401(desk: RunningDesk) -> None:
    contact = await waiting_contact(desk)
    for path in (*READS, *WRITES):
        url = path.format(id=conversation_of(contact))
        for client in (desk.client(), contact):
            response = await (client.post(url, WRITES[path]) if path in WRITES else client.get(url))
            assert error_of(response) == (401, "NotAuthenticated"), path


async def test_a_conversation_that_is_not_there_is_404(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    for path in (path for path in (*READS, *WRITES) if "{id}" in path):
        for missing in ("0" * 32, "%00", "..", "x" * 300, "%F0%9F%99%8F"):
            url = path.format(id=missing)
            response = await (agent.post(url, WRITES[path]) if path in WRITES else agent.get(url))
            assert response.status_code in (404, 405), url  # `..` leads to another address
            assert set(response.json()) == {"error", "detail", "data"}


async def test_editors_read_and_do_not_write(desk: RunningDesk) -> None:
    contact = await waiting_contact(desk)
    editor = await desk.as_agent(Role.EDITOR)
    for path in WRITES:
        response = await editor.post(path.format(id=conversation_of(contact)), WRITES[path])
        assert error_of(response) == (403, "NotAllowed"), path
    for path in READS:
        assert (await editor.get(path.format(id=conversation_of(contact)))).status_code == 200, path


# --- the inbox ----------------------------------------------------------------------------------------------------


async def test_a_conversation_without_messages_is_not_in_the_inbox(desk: RunningDesk) -> None:
    await desk.as_contact()
    agent = await desk.as_agent()
    assert (await agent.get("/api/conversations")).json() == {"items": [], "next_cursor": None}
    assert (await agent.get("/api/inbox/counts")).json()["pending"] == 0


async def test_views_show_the_queue_mine_and_all(desk: RunningDesk) -> None:
    agent, colleague = await desk.as_agent(), await desk.as_agent()
    with_bot = await desk.as_contact()
    await say(desk, with_bot, "m1", "hello")
    waiting = [await waiting_contact(desk) for _ in range(3)]
    mine, theirs = await claimed(desk, agent), await claimed(desk, colleague)

    async def ids(query: str) -> list[str]:
        return [item["id"] for item in (await agent.get(f"/api/conversations?{query}")).json()["items"]]

    assert await ids("view=queue") == [conversation_of(contact) for contact in waiting]
    assert await ids("view=mine") == [conversation_of(mine)]
    assert len(await ids("view=all")) == 6
    assert await ids("view=all&status=pending") == [conversation_of(with_bot)]
    counts = (await agent.get("/api/inbox/counts")).json()
    assert (counts["queue"], counts["open"], counts["pending"]) == (3, 5, 1)
    assert counts["assigned"] == {agent.agent.id: 1, colleague.agent.id: 1}
    assert counts["longest_waiting_since"] is not None
    assert conversation_of(theirs) not in await ids("view=mine")


@pytest.mark.parametrize("view", ["queue", "all"])
async def test_pages_show_each_conversation_once(desk: RunningDesk, view: str) -> None:
    contacts = [await waiting_contact(desk) for _ in range(5)]
    agent = await desk.as_agent()
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await agent.get(f"/api/conversations?view={view}&limit=2{cursor}")).json()
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    expected = [conversation_of(contact) for contact in contacts]
    assert seen == (expected if view == "queue" else expected[::-1])


async def test_a_strange_cursor_is_a_clear_error(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    for cursor in ("x", "W10=", "WyJhIl0=", "WzEsICIyMDI2LTAxLTAxIiwgMV0=", "%00", "bnVsbA==", "é", "W3t9LCB7fV0="):
        for path in ("conversations?view=queue", "conversations?view=all", "tickets?limit=1"):
            assert error_of(await agent.get(f"/api/{path}&cursor={cursor}")) == (400, "BadRequest"), cursor


async def test_search_finds_words_of_messages_and_contacts(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    pan, lid = await waiting_contact(desk, words="my kadhai is 100% bent"), await waiting_contact(desk, words="the lid")
    await agent.patch(f"/api/contacts/{lid.session.contact_id}", {"name": "Meera Iyer"})

    async def found(words: str) -> list[str]:
        response = await agent.get("/api/conversations", params={"q": words})
        return [item["id"] for item in response.json()["items"]]

    assert await found("KADHAI") == [conversation_of(pan)]
    assert await found("meera") == [conversation_of(lid)]
    assert await found("100%") == [conversation_of(pan)]
    assert await found("_____") == []
    assert await found("a\x00b") == []


async def test_the_detail_says_why_a_person_is_needed(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    message = await say(desk, contact, "q1", "does the tawa work on induction")
    logged = {
        "conversation_id": conversation_of(contact),
        "message_id": message["id"],
        "question": message["text"],
        "language": "en",
        "intent": "faq",
        "faq_id": "delivery_time",
        "confidence": 0.41,
        "ranking": [{"faq_id": "delivery_time", "confidence": 0.41}],
        "outcome": "miss",
    }
    assert (await desk.as_actions().post("/internal/v1/interactions", logged)).status_code == 200
    agent = await desk.as_agent()
    before = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()
    assert before["handoff"] is None  # the bot still has it
    await say(desk, contact, "q2", "I want a person")
    await contact.post("/api/widget/handoff")
    detail = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()
    assert detail["handoff"]["reason"] == "requested"
    assert detail["handoff"]["wants"] == "does the tawa work on induction"
    assert [tried["confidence"] for tried in detail["handoff"]["tried"]] == [0.41]
    assert detail["contact"]["conversations"] == 1
    interactions = (await agent.get(f"/api/conversations/{conversation_of(contact)}/interactions")).json()
    assert [item["question"] for item in interactions] == ["does the tawa work on induction"]


async def test_agents_see_what_the_bot_understood_and_contacts_do_not(desk: RunningDesk) -> None:
    contact = await waiting_contact(desk)
    agent = await desk.as_agent()
    messages = (await agent.get(f"/api/conversations/{conversation_of(contact)}/messages")).json()
    bot = next(message for message in messages if message["sender_type"] == "bot")
    assert bot["trace"]["confidence"] == 0.9
    assert "confidence" not in (await contact.get("/api/widget/messages")).text


# --- claiming -----------------------------------------------------------------------------------------------------


async def test_a_claim_makes_the_agent_known_to_the_contact(desk: RunningDesk) -> None:
    agent = await desk.as_agent(name="Asha Rao")
    contact = await waiting_contact(desk)
    summary = (await agent.post(f"/api/conversations/{conversation_of(contact)}/claim")).json()
    assert summary["assignee"] == {"id": agent.agent.id, "name": "Asha Rao"}
    joined = (await transcript(contact))[-1]
    assert (joined["activity"], joined["activity_data"]) == ("agent_joined", {"agent_name": "Asha Rao"})
    again = await agent.post(f"/api/conversations/{conversation_of(contact)}/claim")
    assert again.json()["last_seq"] == summary["last_seq"]  # nothing happened twice


async def test_200_claims_at_once_have_one_winner_and_199_who_learn_who_won(desk: RunningDesk) -> None:
    from desk.errors import ConversationAlreadyAssigned
    from desk.services.assignment import claim

    contact = await waiting_contact(desk)
    agents = [await desk.make_agent(name=f"Agent {number}") for number in range(200)]

    async def try_to_claim(number: int) -> str | tuple[str, str]:
        try:
            async with desk.desk.db.transaction() as tx:
                await claim(tx, conversation_id=conversation_of(contact), agent=agents[number])
        except ConversationAlreadyAssigned as error:
            return error.data["assignee_id"], error.data["assignee_name"]
        return agents[number].id

    results = await asyncio.gather(*(try_to_claim(number) for number in range(200)))
    winners = [result for result in results if isinstance(result, str)]
    assert len(winners) == 1
    winner = next(agent for agent in agents if agent.id == winners[0])
    assert [result for result in results if result != winner.id] == [(winner.id, winner.name)] * 199
    joined = [message for message in await transcript(contact) if message["activity"] == "agent_joined"]
    assert len(joined) == 1


async def test_the_loser_of_a_claim_is_told_over_http(desk: RunningDesk) -> None:
    first, second = await desk.as_agent(name="Asha"), await desk.as_agent(name="Ben")
    contact = await claimed(desk, first)
    response = await second.post(f"/api/conversations/{conversation_of(contact)}/claim")
    assert error_of(response) == (409, "ConversationAlreadyAssigned")
    assert response.json()["data"] == {"assignee_id": first.agent.id, "assignee_name": "Asha"}


async def test_what_the_bot_has_cannot_be_claimed(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "hello")
    agent = await desk.as_agent()
    assert error_of(await agent.post(f"/api/conversations/{conversation_of(contact)}/claim")) == (
        409,
        "ConversationNotOpen",
    )


# --- answering ----------------------------------------------------------------------------------------------------


async def test_an_answer_reaches_the_contact_under_the_agents_name(desk: RunningDesk) -> None:
    agent = await desk.as_agent(name="Asha Rao")
    contact = await claimed(desk, agent)
    url = f"/api/conversations/{conversation_of(contact)}/messages"
    sent = await agent.post(url, reply("r1", "Namaste, I am looking into it."))
    again = await agent.post(url, reply("r1", "Namaste, I am looking into it."))
    assert (sent.status_code, again.json()) == (201, sent.json())
    last = (await transcript(contact))[-1]
    assert (last["sender_type"], last["sender_name"]) == ("agent", "Asha Rao")
    assert last["text"] == "Namaste, I am looking into it."
    assert last["client_id"] is None
    detail = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()["conversation"]
    assert detail["first_reply_at"] is not None
    assert detail["last_message_text"] == "Namaste, I am looking into it."


async def test_a_note_never_reaches_the_contact(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    before = await transcript(contact)
    note = await agent.post(
        f"/api/conversations/{conversation_of(contact)}/messages", reply("n1", "knows the founder", private=True)
    )
    assert (note.json()["private"], note.json()["public_seq"]) == (True, None)
    assert await transcript(contact) == before
    detail = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()["conversation"]
    assert "founder" not in detail["last_message_text"]
    assert detail["first_reply_at"] is None


async def test_only_the_assignee_and_supervisors_answer(desk: RunningDesk) -> None:
    agent, colleague = await desk.as_agent(name="Asha"), await desk.as_agent()
    supervisor = await desk.as_agent(Role.SUPERVISOR)
    contact = await claimed(desk, agent)
    url = f"/api/conversations/{conversation_of(contact)}/messages"
    refused = await colleague.post(url, reply("r1", "hello"))
    assert error_of(refused) == (409, "ConversationNotAssignedToYou")
    assert refused.json()["data"]["assignee_name"] == "Asha"
    assert (await colleague.post(url, reply("r2", "a note", private=True))).status_code == 201
    assert (await supervisor.post(url, reply("r3", "Supervisor here"))).status_code == 201


async def test_nobody_answers_while_the_bot_has_the_floor(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "hello")
    agent = await desk.as_agent()
    url = f"/api/conversations/{conversation_of(contact)}/messages"
    assert error_of(await agent.post(url, reply("r1", "hello"))) == (409, "ConversationNotOpen")
    assert (await agent.post(url, reply("n1", "a note", private=True))).status_code == 201


async def test_an_answer_must_be_text(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    for words in ("", "  ", "a" * 4001, None, 7):
        body = {"client_id": "reply___", "text": words}
        response = await agent.post(f"/api/conversations/{conversation_of(contact)}/messages", body)
        assert error_of(response) == (400, "BadRequest"), words


# --- the floor ----------------------------------------------------------------------------------------------------


async def test_the_bot_is_mute_while_people_have_the_floor(desk: RunningDesk, rasa: FakeRasa) -> None:
    contact = await claimed(desk, await desk.as_agent())
    asked = len(rasa.asked)
    await say(desk, contact, "m2", "are you there?")
    assert len(rasa.asked) == asked
    assert (await transcript(contact))[-1]["text"] == "are you there?"


async def test_after_resolving_the_next_message_goes_to_the_bot_with_a_fresh_context(
    desk: RunningDesk, rasa: FakeRasa
) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    await say(desk, contact, "m2", "thanks, that is all")  # said to the agent: the bot must not answer it later
    resolved = (await agent.post(f"/api/conversations/{conversation_of(contact)}/resolve")).json()
    assert (resolved["status"], resolved["assignee"], resolved["waiting_since"]) == ("resolved", None, None)
    assert (await transcript(contact))[-1]["activity"] == "resolved"
    await say(desk, contact, "m3", "one more question")
    assert [turn["text"] for turn in rasa.asked][-1] == "one more question"
    assert len(rasa.asked) == 2
    assert rasa.asked[-1]["sender"] == f"{conversation_of(contact)}.2"
    assert (await transcript(contact))[-1]["sender_type"] == "bot"


async def test_returning_to_the_bot_answers_nothing_old(desk: RunningDesk, rasa: FakeRasa) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    await say(desk, contact, "m2", "said to the agent")
    returned = (await agent.post(f"/api/conversations/{conversation_of(contact)}/return_to_bot")).json()
    await desk.settle()
    assert (returned["status"], returned["assignee"]) == ("pending", None)
    assert len(rasa.asked) == 1
    await say(desk, contact, "m3", "hello bot")
    assert rasa.asked[-1]["sender"].endswith(".2")


async def test_reopening_gives_it_to_whoever_reopens(desk: RunningDesk) -> None:
    agent, other = await desk.as_agent(), await desk.as_agent(name="Ben")
    contact = await claimed(desk, agent)
    url = f"/api/conversations/{conversation_of(contact)}"
    assert error_of(await other.post(f"{url}/reopen")) == (409, "ConversationNotResolved")
    await agent.post(f"{url}/resolve")
    reopened = (await other.post(f"{url}/reopen")).json()
    assert (reopened["status"], reopened["assignee"]["name"], reopened["resolved_at"]) == ("open", "Ben", None)
    assert (await transcript(contact))[-1]["activity"] == "reopened"


async def test_what_somebody_else_has_is_theirs(desk: RunningDesk) -> None:
    agent, colleague = await desk.as_agent(), await desk.as_agent()
    supervisor = await desk.as_agent(Role.SUPERVISOR)
    for act in ("resolve", "return_to_bot", "transfer"):
        contact = await claimed(desk, agent)
        url = f"/api/conversations/{conversation_of(contact)}/{act}"
        assert error_of(await colleague.post(url, {})) == (409, "ConversationNotAssignedToYou"), act
        assert (await supervisor.post(url, {})).status_code == 200, act


async def test_what_is_not_with_people_cannot_be_closed_or_given_away(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "hello")
    agent = await desk.as_agent(Role.ADMINISTRATOR)
    for act in ("resolve", "transfer", "return_to_bot", "claim"):
        url = f"/api/conversations/{conversation_of(contact)}/{act}"
        assert error_of(await agent.post(url, {})) == (409, "ConversationNotOpen"), act


async def test_a_transfer_changes_the_assignee_and_keeps_the_note_inside(desk: RunningDesk) -> None:
    agent, colleague = await desk.as_agent(name="Asha"), await desk.as_agent(name="Ben")
    contact = await claimed(desk, agent)
    url = f"/api/conversations/{conversation_of(contact)}/transfer"
    given = (await agent.post(url, {"agent_id": colleague.agent.id, "note": "wants a refund"})).json()
    assert given["assignee"]["name"] == "Ben"
    seen = await transcript(contact)
    assert (seen[-1]["activity"], seen[-1]["activity_data"]) == ("agent_joined", {"agent_name": "Ben"})
    assert "refund" not in str(seen)
    messages = (await colleague.get(f"/api/conversations/{conversation_of(contact)}/messages")).json()
    assert [message["text"] for message in messages if message["private"]] == ["wants a refund"]


async def test_back_in_the_queue_the_old_waiting_time_counts(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    later = await waiting_contact(desk)
    url = f"/api/conversations/{conversation_of(contact)}"
    before = (await agent.get(url)).json()["conversation"]["waiting_since"]
    back = (await agent.post(f"{url}/transfer", {})).json()
    assert (back["assignee"], back["waiting_since"]) == (None, before)
    queue = (await agent.get("/api/conversations?view=queue")).json()["items"]
    assert [item["id"] for item in queue] == [conversation_of(contact), conversation_of(later)]
    assert (await transcript(contact))[-1]["activity"] == "agent_left"


async def test_only_those_who_answer_can_be_given_a_conversation(desk: RunningDesk) -> None:
    agent, editor = await desk.as_agent(), await desk.make_agent(Role.EDITOR)
    contact = await claimed(desk, agent)
    for target in (editor.id, "0" * 32, "\x00"):
        response = await agent.post(f"/api/conversations/{conversation_of(contact)}/transfer", {"agent_id": target})
        assert error_of(response) == (404, "AgentNotFound")


async def test_the_conversations_of_a_disabled_agent_return_to_the_queue(desk: RunningDesk) -> None:
    agent, administrator = await desk.as_agent(), await desk.as_agent(Role.ADMINISTRATOR)
    contact = await claimed(desk, agent)
    response = await administrator.patch(f"/api/agents/{agent.agent.id}", {"disabled": True})
    assert response.status_code == 200, response.text
    queue = (await administrator.get("/api/conversations?view=queue")).json()["items"]
    assert [item["id"] for item in queue] == [conversation_of(contact)]


# --- asking for a person ------------------------------------------------------------------------------------------


async def test_asking_for_a_person_twice_keeps_the_place(desk: RunningDesk) -> None:
    await online_agent(desk)
    first, second = await waiting_contact(desk), await waiting_contact(desk)
    again = (await first.post("/api/widget/handoff")).json()
    assert again["queue"]["position"] == 1
    assert (await second.post("/api/widget/handoff")).json()["queue"]["position"] == 2
    handed_off = [message for message in await transcript(first) if message["activity"] == "handed_off"]
    assert len(handed_off) == 1


async def test_with_nobody_there_a_ticket_is_offered(desk: RunningDesk) -> None:
    contact = await desk.as_contact(language="hi")
    state = (await contact.post("/api/widget/handoff")).json()
    assert (state["status"], state["queue"]["agents_online"]) == ("open", 0)
    offer = (await transcript(contact))[-1]
    assert (offer["sender_type"], offer["language"]) == ("system", "hi")
    assert offer["buttons"] == [{"index": 0, "title": "टिकट खोलें", "opens": "ticket_form"}]


async def test_with_somebody_there_no_ticket_is_offered(desk: RunningDesk) -> None:
    await online_agent(desk)
    contact = await desk.as_contact()
    await contact.post("/api/widget/handoff")
    assert [message["activity"] for message in await transcript(contact)] == ["handed_off"]


async def test_a_person_can_be_asked_for_after_it_was_resolved(desk: RunningDesk) -> None:
    agent = await online_agent(desk)
    contact = await claimed(desk, agent)
    await agent.post(f"/api/conversations/{conversation_of(contact)}/resolve")
    assert (await contact.post("/api/widget/handoff")).json()["status"] == "open"


async def test_what_contacts_read_about_activities_names_no_colleague(desk: RunningDesk, rasa: FakeRasa) -> None:
    rasa_answers(rasa, "ok")
    agent, colleague = await desk.as_agent(name="Asha"), await desk.as_agent(name="Ben")
    contact = await claimed(desk, agent)
    await agent.post(f"/api/conversations/{conversation_of(contact)}/transfer", {"agent_id": colleague.agent.id})
    assert "transferred_by" not in (await contact.get("/api/widget/messages")).text
