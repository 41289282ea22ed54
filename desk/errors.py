"""Every error the desk answers with, one class a fact, one shape on the wire.

DeskError
├── BadRequest                        400  the request itself is wrong
│   ├── UnknownEvent                       a socket event nobody defined
│   ├── MessageEmpty / MessageTooLong      what a contact or an agent typed
│   ├── ButtonNotOffered                   a button that no message of this conversation carries
│   ├── ContactDetailsInvalid              neither a usable e-mail address nor phone number
│   ├── PasswordTooWeak / LinkInvalid      set-up and invitations
│   ├── MessageNotTeachable                not typed by a contact
│   └── QuestionEmpty / QuestionTooLong    no question to learn from; data: max_characters
├── NotAuthenticated                  401  nobody, or a forged, expired or revoked token or session
│   └── LoginFailed
├── NotAllowed                        403  somebody whose role does not reach, or a missing CSRF token
├── NotFound                          404  not there, or not yours: the same answer
│   ├── ConversationNotFound, TicketNotFound, ContactNotFound, AgentNotFound, InviteNotFound
│   └── MessageNotFound, LabelNotFound, FaqEntryNotFound
├── Conflict                          409  the state does not allow it (any more)
│   ├── ConversationAlreadyAssigned        data: assignee_id, assignee_name
│   ├── ConversationNotOpen / ConversationNotAssignedToYou / ConversationNotResolved
│   ├── EmailTaken / SetupAlreadyDone / LastAdministrator
│   ├── TicketTransitionNotAllowed
│   └── MessageAlreadyTaught / QuestionKnown    data: faq_id, none when it is out of scope
├── MethodNotAllowed                  405
├── PayloadTooLarge                   413
├── RateLimited                       429  data: retry_after_seconds
├── InternalError                     500  a fault of ours; the log has it under the request id
└── ServiceUnavailable                503
    └── KnowledgeNotWritable               data: problem, with file and line
"""

from typing import Any


class DeskError(Exception):
    """Base: `detail` is one sentence for people, `data` named facts for programs."""

    status = 500
    detail = "Something went wrong on our side."

    def __init__(self, detail: str | None = None, **data: Any) -> None:
        self.detail = detail or self.detail
        self.data = data
        super().__init__(self.detail)

    @property
    def name(self) -> str:
        return type(self).__name__

    def as_dict(self) -> dict[str, Any]:
        return {"error": self.name, "detail": self.detail, "data": self.data}


class BadRequest(DeskError):
    status = 400
    detail = "The request is not valid."


class UnknownEvent(BadRequest):
    detail = "This event does not exist."


class MessageEmpty(BadRequest):
    detail = "The message is empty."


class MessageTooLong(BadRequest):
    detail = "The message is too long."


class ButtonNotOffered(BadRequest):
    detail = "This button was not offered in this conversation."


class ContactDetailsInvalid(BadRequest):
    detail = "Give an e-mail address or a phone number that can be reached."


class PasswordTooWeak(BadRequest):
    detail = "The password needs at least 10 characters and must not be a common one."


class LinkInvalid(BadRequest):
    detail = "This link is not valid any more. Ask for a new one."


class MessageNotTeachable(BadRequest):
    detail = "The bot learns only from what contacts typed."


class QuestionEmpty(BadRequest):
    detail = "Without personal details and numbers no question is left. Write it in words."


class QuestionTooLong(BadRequest):
    detail = "The question is too long to learn from. Shorten it to one sentence."


class NotAuthenticated(DeskError):
    status = 401
    detail = "Log in first."


class LoginFailed(NotAuthenticated):
    detail = "E-mail or password is wrong."


class NotAllowed(DeskError):
    status = 403
    detail = "You may not do this."


class NotFound(DeskError):
    status = 404
    detail = "There is nothing here."


class ConversationNotFound(NotFound):
    detail = "There is no such conversation."


class TicketNotFound(NotFound):
    detail = "There is no such ticket."


class ContactNotFound(NotFound):
    detail = "There is no such contact."


class AgentNotFound(NotFound):
    detail = "There is no such agent."


class InviteNotFound(NotFound):
    detail = "There is no such invitation."


class MessageNotFound(NotFound):
    detail = "There is no such message."


class LabelNotFound(NotFound):
    detail = "Nothing was taught from this message."


class FaqEntryNotFound(NotFound):
    detail = "There is no such FAQ entry. Choose another one."


class Conflict(DeskError):
    status = 409
    detail = "The state does not allow this any more."


class ConversationAlreadyAssigned(Conflict):
    detail = "Somebody else has this conversation."


class ConversationNotOpen(Conflict):
    detail = "This conversation is not with people."


class ConversationNotAssignedToYou(Conflict):
    detail = "Claim this conversation first."


class ConversationNotResolved(Conflict):
    detail = "This conversation is not resolved."


class EmailTaken(Conflict):
    detail = "There is an agent with this e-mail address already."


class SetupAlreadyDone(Conflict):
    detail = "There is an administrator already. Log in."


class LastAdministrator(Conflict):
    detail = "The last administrator must stay."


class TicketTransitionNotAllowed(Conflict):
    detail = "The ticket cannot go from its status to that one."


class MessageAlreadyTaught(Conflict):
    detail = "The bot was taught something else from this message. Undo that first."


class QuestionKnown(Conflict):
    detail = "The bot has this question already. Change the words, or have it moved in the files."


class MethodNotAllowed(DeskError):
    status = 405
    detail = "This address does not take this method."


class PayloadTooLarge(DeskError):
    status = 413
    detail = "This is too large."


class RateLimited(DeskError):
    status = 429
    detail = "Too many messages in a short time. Wait a moment."


class InternalError(DeskError):
    """Anything unexpected. `data.request_id` finds it in the log."""


class ServiceUnavailable(DeskError):
    status = 503
    detail = "This is not available right now. Try again in a moment."


class KnowledgeNotWritable(ServiceUnavailable):
    detail = "The knowledge base cannot be changed now. Have its files corrected, then try again."
