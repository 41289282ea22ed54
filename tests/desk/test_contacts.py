"""Contacts: reading and correcting them."""

from desk.models import Role
from tests.desk.conftest import RunningDesk
from tests.desk.scenes import claimed, contact_id_of, conversation_of, error_of


async def test_nobody_and_contacts_get_401(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    url = f"/api/contacts/{contact_id_of(contact)}"
    for client in (desk.client(), contact):
        assert error_of(await client.get(url)) == (401, "NotAuthenticated")
        assert error_of(await client.patch(url, {})) == (401, "NotAuthenticated")


async def test_a_contact_that_is_not_there_is_404(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    assert error_of(await agent.get(f"/api/contacts/{'0' * 32}")) == (404, "ContactNotFound")
    assert error_of(await agent.patch(f"/api/contacts/{'0' * 32}", {})) == (404, "ContactNotFound")


async def test_editors_do_not_change_contacts(desk: RunningDesk) -> None:
    contact, editor = await desk.as_contact(), await desk.as_agent(Role.EDITOR)
    assert error_of(await editor.patch(f"/api/contacts/{contact_id_of(contact)}", {})) == (403, "NotAllowed")


async def test_what_is_sent_is_set_and_null_clears(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    url = f"/api/contacts/{contact_id_of(contact)}"
    changed = (await agent.patch(url, {"name": " Meera Iyer ", "phone": "9876543210"})).json()
    assert (changed["name"], changed["phone"], changed["email"]) == ("Meera Iyer", "+919876543210", None)
    cleared = (await agent.patch(url, {"phone": None, "email": "meera@home.example"})).json()
    assert (cleared["name"], cleared["phone"], cleared["email"]) == ("Meera Iyer", None, "meera@home.example")
    assert cleared["conversations"] == 1
    summary = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()["conversation"]
    assert summary["contact_name"] == "Meera Iyer"


async def test_a_wrong_detail_changes_nothing(desk: RunningDesk) -> None:
    agent, contact = await desk.as_agent(), await desk.as_contact()
    url = f"/api/contacts/{contact_id_of(contact)}"
    before = (await agent.get(url)).json()
    for patch in ({"phone": "1"}, {"email": "x"}, {"name": "n" * 121}, {"id": "1"}, {"email": 7}):
        assert (await agent.patch(url, patch)).status_code == 400, patch
    assert (await agent.get(url)).json() == before
