"""Skill `ticket_status`: only the own tickets, in plain words."""

import pytest

from actions.ticket_status import ActionTellTicketStatus

TICKET = {
    "number": "SAH-7",
    "status": "open",
    "subject": "Lid of the cooker is missing since the last delivery",
    "created_at": "2027-01-01T00:00:00Z",
    "updated_at": "2027-01-31T20:00:00Z",
}


@pytest.mark.parametrize("status", ["new", "open", "pending", "on_hold", "solved", "closed"])
def test_a_ticket_by_its_number_with_the_date_in_india(run, transport, status):
    transport.answers["GET", "/tickets/SAH-7"] = {**TICKET, "status": status}
    outcome = run(ActionTellTicketStatus, intent="check_ticket", entities={"ticket_number": "sah-7"})
    assert outcome.said == [f"utter_ticket_status_{status}"]
    assert outcome.messages[0]["date"] == "01/02/2027"
    assert outcome.messages[0]["subject"] == TICKET["subject"]


def test_somebody_elses_ticket_is_not_found(run, transport):
    transport.answers["GET", "/tickets/SAH-8"] = (404, {"error": "TicketNotFound", "detail": "", "data": {}})
    outcome = run(ActionTellTicketStatus, intent="check_ticket", entities={"ticket_number": "SAH-8"})
    assert outcome.said == ["utter_ticket_not_found"]
    assert outcome.failures == []


def test_no_tickets(run):
    assert run(ActionTellTicketStatus, intent="check_ticket").said == ["utter_no_tickets"]


def test_the_only_ticket_needs_no_question(run, transport):
    transport.answers["GET", "/tickets"] = {"items": [TICKET]}
    assert run(ActionTellTicketStatus, intent="check_ticket").said == ["utter_ticket_status_open"]


def test_several_tickets_become_buttons(run, transport):
    transport.answers["GET", "/tickets"] = {"items": [TICKET, {**TICKET, "number": "SAH-5", "subject": "Short"}]}
    outcome = run(ActionTellTicketStatus, intent="check_ticket")
    assert outcome.said == ["utter_which_ticket"]
    first, second = outcome.messages[0]["buttons"]
    assert second == {"title": "SAH-5 · Short", "payload": '/check_ticket{"ticket_number": "SAH-5"}'}
    assert len(first["title"]) <= 40
    assert first["title"].endswith("…")


@pytest.mark.parametrize("broken", [{"status": "lost"}, {"updated_at": "yesterday"}, {"subject": None}])
def test_nonsense_from_the_desk_is_a_failure(run, transport, broken):
    transport.answers["GET", "/tickets/SAH-7"] = {**TICKET, **broken}
    outcome = run(ActionTellTicketStatus, intent="check_ticket", entities={"ticket_number": "SAH-7"})
    assert outcome.said == ["utter_desk_unavailable"]
    assert outcome.failures[0]["error"].startswith("DeskBroken")
