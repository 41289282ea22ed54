"""Teaching the bot: from a message to the files that the next training reads, and back."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy import select

from desk import queries
from desk.knowledge.files import Folder
from desk.models import Label, Role, now
from desk.services.labels import finish_labels
from desk.settings import Settings
from tests.desk.conftest import RunningDesk, TestClient
from tests.desk.scenes import conversation_of, error_of, say

ASKED = "where has my parcel got to"


def listed(settings: Settings, faq_id: str, language: str) -> list[str]:
    """The questions that stand in the files."""
    files = Folder(settings.faq_dir).read()
    entry = next(entry for file in files for entry in file.entries if entry.id.value == faq_id)
    return [question.value for question in entry.questions[language].value]


def negatives(settings: Settings) -> dict[str, list[str]]:
    """As Rasa would read them, by language; {} without a file."""
    if not settings.negatives_file.exists():
        return {}
    blocks = YAML(typ="safe").load(settings.negatives_file)["nlu"]
    assert {block["intent"] for block in blocks} == {"out_of_scope"}
    return {
        block["metadata"]["language"]: [line.removeprefix("- ") for line in block["examples"].splitlines()]
        for block in blocks
    }


def texts(settings: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in settings.faq_dir.glob("*")}


async def asked(desk: RunningDesk, words: str = ASKED) -> tuple[TestClient, str]:
    """Somebody who asked, and the id of the message."""
    contact = await desk.as_contact()
    return contact, (await say(desk, contact, "asked", words))["id"]


async def log_interaction(desk: RunningDesk, contact: TestClient, message_id: str, **facts: Any) -> None:
    form = {
        "conversation_id": conversation_of(contact),
        "message_id": message_id,
        "question": ASKED,
        "outcome": "did_you_mean",
        **facts,
    }
    response = await desk.as_actions().post("/internal/v1/interactions", form)
    assert response.status_code == 200, response.text


async def teach(client: TestClient, message_id: str, faq_id: str | None = "track_order", **more: Any) -> Any:
    response = await client.post(f"/api/messages/{message_id}/label", {"faq_id": faq_id, **more})
    assert response.status_code == 201, response.text
    return response.json()


async def stored(desk: RunningDesk) -> list[Label]:
    async with desk.desk.db.reading() as session:
        return list((await session.execute(select(Label).order_by(Label.created_at))).scalars())


# --- who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/messages/{}/label"),
        ("POST", "/api/messages/{}/label"),
        ("DELETE", "/api/messages/{}/label"),
        ("GET", "/api/labels"),
    ],
)
async def test_nobody_and_contacts_may_not(desk: RunningDesk, method: str, path: str) -> None:
    contact, message_id = await asked(desk)
    for client in (desk.client(), contact):
        response = await client.http.request(method, path.format(message_id), json={"faq_id": None})
        assert error_of(response) == (401, "NotAuthenticated")


@pytest.mark.parametrize("role", list(Role))
async def test_everybody_who_logs_in_may_teach(desk: RunningDesk, settings: Settings, role: Role) -> None:
    _, message_id = await asked(desk)
    client = await desk.as_agent(role)
    await teach(client, message_id)
    assert listed(settings, "track_order", "en")[-1] == ASKED
    assert (await client.delete(f"/api/messages/{message_id}/label")).json() == {"ok": True}


@pytest.mark.parametrize(("role", "status"), [(Role.AGENT, 403), (Role.EDITOR, 200), (Role.SUPERVISOR, 200)])
async def test_the_list_of_all_is_for_those_who_look_after_answers(desk: RunningDesk, role: Role, status: int) -> None:
    client = await desk.as_agent(role)
    assert (await client.get("/api/labels")).status_code == status


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_no_such_message_comes_before_what_is_wrong_with_the_form(desk: RunningDesk, method: str) -> None:
    client = await desk.as_agent()
    response = await client.http.request(method, "/api/messages/nobodys/label", json={"faq_id": "no_such_entry"})
    assert error_of(response) == (404, "MessageNotFound")


# --- a variant ----------------------------------------------------------------------------------------------------


async def test_a_question_becomes_a_variant_and_all_else_stays(desk: RunningDesk, settings: Settings) -> None:
    contact, message_id = await asked(desk)
    client = await desk.as_agent(name="Asha Rao")
    before, questions = texts(settings), listed(settings, "track_order", "en")

    label = await teach(client, message_id)

    assert (label["question"], label["language"], label["faq_id"]) == (ASKED, "en", "track_order")
    assert label["agent"]["name"] == "Asha Rao"
    assert listed(settings, "track_order", "en") == [*questions, ASKED]
    after = texts(settings)
    assert after.keys() == before.keys()  # no lock and no half-written file stays behind
    assert after["payments.yml"] == before["payments.yml"]
    assert after["delivery.yml"].replace(f', "{ASKED}"'.encode(), b"") == before["delivery.yml"]
    assert (await client.get(f"/api/conversations/{conversation_of(contact)}/labels")).json() == [label]
    assert [row.written_at is not None for row in await stored(desk)] == [True]
    assert await desk.desk.knowledge.publish()


async def test_undoing_takes_it_out_again_and_keeps_who_did_it(desk: RunningDesk, settings: Settings) -> None:
    contact, message_id = await asked(desk)
    asha, ravi = await desk.as_agent(), await desk.as_agent()
    before = texts(settings)
    await teach(asha, message_id)

    assert (await ravi.delete(f"/api/messages/{message_id}/label")).status_code == 200

    assert texts(settings) == before
    assert asha.agent
    assert ravi.agent
    (row,) = await stored(desk)
    assert (row.agent_id, row.undone_by_id, row.written_at is not None) == (asha.agent.id, ravi.agent.id, True)
    assert (await ravi.get(f"/api/conversations/{conversation_of(contact)}/labels")).json() == []
    again = await ravi.delete(f"/api/messages/{message_id}/label")
    assert error_of(again) == (404, "LabelNotFound")
    # And it can be taught anew, as something else.
    assert (await teach(ravi, message_id, "delivery_time"))["faq_id"] == "delivery_time"


async def test_undoing_leaves_what_an_editor_has_changed_since(desk: RunningDesk, settings: Settings) -> None:
    _, message_id = await asked(desk)
    client = await desk.as_agent()
    await teach(client, message_id)
    path = settings.faq_dir / "delivery.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(ASKED, "where is my parcel now"), encoding="utf-8")
    before = texts(settings)
    assert (await client.delete(f"/api/messages/{message_id}/label")).status_code == 200
    assert texts(settings) == before


async def test_the_same_again_is_the_same_label(desk: RunningDesk, settings: Settings) -> None:
    _, message_id = await asked(desk)
    client = await desk.as_agent()
    first, second = await asyncio.gather(teach(client, message_id), teach(client, message_id))
    assert first["id"] == second["id"] == (await teach(client, message_id))["id"]
    assert listed(settings, "track_order", "en").count(ASKED) == 1
    other = await client.post(f"/api/messages/{message_id}/label", {"faq_id": None})
    assert error_of(other) == (409, "MessageAlreadyTaught")
    assert other.json()["data"] == {"faq_id": "track_order"}


async def test_the_language_is_that_of_the_words_or_what_the_bot_read(desk: RunningDesk, settings: Settings) -> None:
    client = await desk.as_agent()
    contact, in_hinglish = await asked(desk, "parcel kaha pahucha mera")
    await log_interaction(desk, contact, in_hinglish, language="hinglish")
    _, in_hindi = await asked(desk, "पार्सल कहाँ पहुँचा")
    _, wrongly_read = await asked(desk, "kab tak aayega saman")
    assert (await teach(client, in_hinglish))["language"] == "hinglish"
    assert (await teach(client, in_hindi))["language"] == "hi"
    assert (await teach(client, wrongly_read, language="hinglish"))["language"] == "hinglish"
    assert listed(settings, "track_order", "hi")[-1] == "पार्सल कहाँ पहुँचा"
    assert listed(settings, "track_order", "hinglish")[-2:] == ["parcel kaha pahucha mera", "kab tak aayega saman"]


async def test_the_draft_holds_what_would_be_taught_and_the_bots_guesses(desk: RunningDesk) -> None:
    client = await desk.as_agent()
    contact, message_id = await asked(desk, "mail asha@example.com where is my parcel 98765 43210")
    ranking = [{"faq_id": faq_id, "confidence": 0.4} for faq_id in ("gone_since", "track_order", "delivery_time")]
    await log_interaction(desk, contact, message_id, ranking=ranking, language="en")
    assert (await client.get(f"/api/messages/{message_id}/label")).json() == {
        "question": "mail where is my parcel",
        "max_characters": 200,
        "language": "en",
        "guesses": ["track_order", "delivery_time"],
    }


async def test_a_long_message_is_taught_as_the_question_in_it(desk: RunningDesk, settings: Settings) -> None:
    client = await desk.as_agent()
    _, message_id = await asked(desk, "so this is what happened to me " * 8 + "where is my parcel")
    response = await client.post(f"/api/messages/{message_id}/label", {"faq_id": "track_order"})
    assert error_of(response) == (400, "QuestionTooLong")
    assert response.json()["data"]["max_characters"] == 200
    await teach(client, message_id, question="where is  my parcel, call 9876543210")
    assert listed(settings, "track_order", "en")[-1] == "where is my parcel, call"


# --- not our business ---------------------------------------------------------------------------------------------


async def test_what_is_not_our_business_becomes_a_negative_and_back(desk: RunningDesk, settings: Settings) -> None:
    client = await desk.as_agent()
    _, franchise = await asked(desk, "i want [a franchise](now)")
    _, jobs = await asked(desk, "- any jobs: #1?")
    _, hindi = await asked(desk, "फ़्रैंचाइज़ी चाहिए")
    for message_id in (franchise, jobs, hindi):
        assert (await teach(client, message_id, None))["faq_id"] is None
    assert negatives(settings) == {
        "en": ["i want a franchise (now)", "any jobs: #1?"],
        "hi": ["फ़्रैंचाइज़ी चाहिए"],
    }
    for message_id in (jobs, hindi):
        assert (await client.delete(f"/api/messages/{message_id}/label")).status_code == 200
    assert negatives(settings) == {"en": ["i want a franchise (now)"]}
    assert (await client.delete(f"/api/messages/{franchise}/label")).status_code == 200
    assert negatives(settings) == {}


async def test_negatives_of_people_keep_their_comments(desk: RunningDesk, settings: Settings) -> None:
    path = settings.negatives_file
    path.parent.mkdir(parents=True)
    head = (
        '# by hand\nversion: "3.1"\n\nnlu:\n- intent: out_of_scope  # ours\n  metadata: {language: en}\n  examples: |\n'
    )
    path.write_text(head + "    - sell me a car\n\n\n", encoding="utf-8")
    client = await desk.as_agent()
    _, message_id = await asked(desk, "sell me a boat")
    await teach(client, message_id, None)
    assert path.read_text(encoding="utf-8") == head + "    - sell me a car\n    - sell me a boat\n\n\n"
    await client.delete(f"/api/messages/{message_id}/label")
    assert path.read_text(encoding="utf-8") == head + "    - sell me a car\n\n\n"


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["123456789", "9876543210, asha@example.com", "https://example.com/a?b=c", "🙂🙂"])
async def test_without_words_there_is_no_question(desk: RunningDesk, settings: Settings, words: str) -> None:
    _, message_id = await asked(desk, words)
    before = texts(settings)
    response = await (await desk.as_agent()).post(f"/api/messages/{message_id}/label", {"faq_id": "track_order"})
    assert error_of(response) == (400, "QuestionEmpty")
    assert (texts(settings), await stored(desk)) == (before, [])


async def test_only_what_a_contact_typed_is_taught(desk: RunningDesk) -> None:
    client = await desk.as_agent()
    contact, _ = await asked(desk)
    pressed = await contact.post("/api/widget/messages", {"client_id": "pressed1", "suggestion": "track_order"})
    await desk.settle()
    messages = (await client.get(f"/api/conversations/{conversation_of(contact)}/messages")).json()
    of_the_bot = next(message["id"] for message in messages if message["sender_type"] == "bot")
    for message_id in (pressed.json()["message"]["id"], of_the_bot):
        response = await client.post(f"/api/messages/{message_id}/label", {"faq_id": "track_order"})
        assert error_of(response) == (400, "MessageNotTeachable")


async def test_what_stands_somewhere_already_is_refused_with_its_place(desk: RunningDesk, settings: Settings) -> None:
    client = await desk.as_agent()
    _, of_another = await asked(desk, "UPI_failed, TWO!")
    _, of_nobody = await asked(desk, "do you sell cars")
    _, again = await asked(desk, "Do you sell cars?")
    await teach(client, of_nobody, None)
    before = texts(settings)
    for message_id, faq_id, where in ((of_another, "track_order", "upi_failed"), (again, "track_order", None)):
        response = await client.post(f"/api/messages/{message_id}/label", {"faq_id": faq_id})
        assert error_of(response) == (409, "QuestionKnown")
        assert response.json()["data"] == {"faq_id": where}
    assert texts(settings) == before
    assert len(await stored(desk)) == 1


async def test_no_such_entry(desk: RunningDesk) -> None:
    _, message_id = await asked(desk)
    response = await (await desk.as_agent()).post(f"/api/messages/{message_id}/label", {"faq_id": "no_such_entry"})
    assert error_of(response) == (404, "FaqEntryNotFound")
    assert await stored(desk) == []


async def test_a_fault_in_the_files_is_named_and_nothing_is_stored(desk: RunningDesk, settings: Settings) -> None:
    _, message_id = await asked(desk)
    client = await desk.as_agent()
    path = settings.faq_dir / "payments.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("handoff: never", "handoff: perhaps"), encoding="utf-8")
    response = await client.post(f"/api/messages/{message_id}/label", {"faq_id": "track_order"})
    assert error_of(response) == (503, "KnowledgeNotWritable")
    assert f"{path}:12: handoff of upi_failed" in response.json()["data"]["problem"]
    assert await stored(desk) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("nlu: [", 1),
        ("version: '3.1'\n", 1),
        ("nlu:\n- intent: greet\n  examples: |\n    - hello\n", 2),
        ("nlu:\n- intent: out_of_scope\n  examples: |\n    - hello\n", 2),
        ("nlu:\n- intent: out_of_scope\n  metadata: {language: en}\n  examples: |\n    hello\n", 5),
        ("nlu:\n- intent: out_of_scope\n  metadata: {language: en}\n  examples: [hello]\n", 4),
    ],
)
async def test_a_fault_in_the_negatives_is_named(desk: RunningDesk, settings: Settings, text: str, line: int) -> None:
    settings.negatives_file.parent.mkdir()
    settings.negatives_file.write_text(text, encoding="utf-8")
    _, message_id = await asked(desk)
    response = await (await desk.as_agent()).post(f"/api/messages/{message_id}/label", {"faq_id": None})
    assert error_of(response) == (503, "KnowledgeNotWritable")
    assert response.json()["data"]["problem"].startswith(f"{settings.negatives_file}:{line}: ")
    assert settings.negatives_file.read_text(encoding="utf-8") == text


async def test_when_the_disk_refuses_the_label_stays_as_it_was(
    desk: RunningDesk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, message_id = await asked(desk)
    client = await desk.as_agent()

    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("desk.knowledge.teach.replace_file", refuse)
        response = await client.post(f"/api/messages/{message_id}/label", {"faq_id": "track_order"})
        assert error_of(response) == (503, "KnowledgeNotWritable")
        assert response.json()["data"]["problem"].endswith("delivery.yml: Permission denied")
        assert await stored(desk) == []
    await teach(client, message_id)
    with monkeypatch.context() as patch:
        patch.setattr("desk.knowledge.teach.replace_file", refuse)
        response = await client.delete(f"/api/messages/{message_id}/label")
        assert error_of(response) == (503, "KnowledgeNotWritable")
    (row,) = await stored(desk)
    assert (row.undone_at, row.written_at is not None) == (None, True)


# --- what a crash leaves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", [False, True], ids=["before the file", "after the file"])
async def test_a_desk_that_died_in_between_finishes_at_the_next_start(
    desk: RunningDesk, settings: Settings, start_desk: Callable[[Settings], Any], written: bool
) -> None:
    _, message_id = await asked(desk)
    client = await desk.as_agent()
    before = texts(settings)
    await teach(client, message_id)
    after = texts(settings)
    async with desk.desk.db.transaction() as tx:
        (await tx.get_one(Label, (await stored(desk))[0].id)).written_at = None
    if not written:
        (settings.faq_dir / "delivery.yml").write_bytes(before["delivery.yml"])

    second = await start_desk(settings)
    assert texts(settings) == after
    assert [row.written_at is not None for row in await stored(second)] == [True]

    # The same for what was undone.
    async with desk.desk.db.transaction() as tx:
        row = await tx.get_one(Label, (await stored(desk))[0].id)
        row.undone_at, row.written_at = now(), None
    if written:
        (settings.faq_dir / "delivery.yml").write_bytes(before["delivery.yml"])
    await start_desk(settings)
    assert texts(settings) == before


async def test_what_the_files_refuse_at_the_start_is_undone_or_waits(desk: RunningDesk, settings: Settings) -> None:
    """An entry that is gone never comes back; a fault in a file is mended some day."""
    client = await desk.as_agent()
    _, message_id = await asked(desk)
    await teach(client, message_id)
    db, knowledge, path = desk.desk.db, desk.desk.knowledge, settings.faq_dir / "delivery.yml"
    good = path.read_bytes()
    async with db.transaction() as tx:
        row = await tx.get_one(Label, (await stored(desk))[0].id)
        row.written_at, row.question = None, "where might my parcel be"

    path.write_bytes(good.replace(b"owner: care", b"owner: 7", 1))
    await finish_labels(db, knowledge)
    async with db.reading() as session:
        assert [row.undone_at for row in await queries.list_unwritten_labels(session)] == [None]

    path.write_bytes(good.replace(b"track_order", b"find_order"))
    await finish_labels(db, knowledge)
    (row,) = await stored(desk)
    assert (row.undone_at is not None, row.undone_by_id, row.written_at is not None) == (True, None, True)


async def test_two_desks_write_over_nothing(
    desk: RunningDesk, settings: Settings, start_desk: Callable[[Settings], Any]
) -> None:
    second = await start_desk(settings)
    first = await desk.as_agent()
    clients = [first, await second.as_agent(agent=first.agent)]
    messages = [(await asked(desk, f"parcel question of kind {word}"))[1] for word in ("a", "b", "c", "d", "e", "f")]
    await asyncio.gather(*(teach(clients[n % 2], message_id) for n, message_id in enumerate(messages)))
    assert sorted(listed(settings, "track_order", "en")[6:]) == [f"parcel question of kind {word}" for word in "abcdef"]


async def test_the_list_is_newest_first_with_what_was_undone(desk: RunningDesk) -> None:
    client = await desk.as_agent(Role.EDITOR)
    ids = []
    for words in ("parcel one two", "parcel three four", "parcel five six"):
        _, message_id = await asked(desk, words)
        ids.append((await teach(client, message_id))["id"])
    await client.delete(f"/api/messages/{message_id}/label")
    first = (await client.get("/api/labels?limit=2")).json()
    rest = (await client.get("/api/labels", params={"cursor": first["next_cursor"], "limit": 2})).json()
    found = first["items"] + rest["items"]
    assert [label["id"] for label in found] == ids[::-1]
    assert [label["undone_at"] is not None for label in found] == [True, False, False]
    assert rest["next_cursor"] is None
