"""Contacts: correcting and completing who they are."""

import phonenumbers
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from desk import queries, serializers
from desk.db import Transaction
from desk.errors import ContactDetailsInvalid
from desk.events import TicketUpdated
from desk.models import Contact, Conversation, Ticket
from desk.schemas import ContactPatch
from desk.services.announcements import announce_conversation

HOME_REGION = "IN"  # for numbers without a country code


async def change_contact(tx: Transaction, *, contact_id: str, form: ContactPatch) -> Contact:
    """What is given is set, None clears. Raises ContactNotFound, ContactDetailsInvalid."""
    contact = await queries.access_contact(tx, contact_id, for_update=True)
    given = form.model_fields_set
    if "name" in given:
        contact.name = (form.name or "").strip() or None
    if "email" in given:
        contact.email = form.email
    if "phone" in given:
        contact.phone = read_phone(form.phone) if form.phone else None
    await _announce_contact(tx, contact)
    return contact


async def complete_contact(
    tx: Transaction, contact: Contact, *, name: str | None, email: str | None, phone: str | None
) -> None:
    """Part of opening a ticket: fills in what is not known yet and overwrites nothing."""
    before = (contact.name, contact.email, contact.phone)
    contact.name = contact.name or (name or "").strip() or None
    contact.email = contact.email or email
    contact.phone = contact.phone or phone
    if before != (contact.name, contact.email, contact.phone):
        await _announce_contact(tx, contact)


def read_phone(text: str) -> str:
    """E.164; numbers without a country code are Indian. Raises ContactDetailsInvalid."""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise ContactDetailsInvalid("This is not a phone number that can be reached.") from error
    if not phonenumbers.is_valid_number(number):
        raise ContactDetailsInvalid("This is not a phone number that can be reached.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


async def _announce_contact(tx: Transaction, contact: Contact) -> None:
    """The contact's name stands in conversations and tickets."""
    await tx.flush()
    conversations = select(Conversation).where(Conversation.contact_id == contact.id, Conversation.last_seq > 0)
    conversations = conversations.options(joinedload(Conversation.contact), joinedload(Conversation.assignee))
    for conversation in (await tx.execute(conversations.with_for_update(of=Conversation))).scalars().all():
        await announce_conversation(tx, conversation)
    tickets = select(Ticket).where(Ticket.contact_id == contact.id)
    tickets = tickets.options(joinedload(Ticket.contact), joinedload(Ticket.assignee))
    for ticket in (await tx.execute(tickets)).scalars().all():
        tx.add_event(TicketUpdated(ticket=serializers.ticket_out(ticket)))
