"""Signed tokens: what a contact's browser keeps to come back to its conversation, and the first set-up link."""

from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from desk.errors import NotAuthenticated
from desk.settings import Settings

CONTACT_TOKEN_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class ContactClaims:
    """Who holds the token: one contact, in one conversation."""

    contact_id: str
    conversation_id: str


def _contact_signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret_key.get_secret_value(), salt="contact")


def issue_contact_token(settings: Settings, contact_id: str, conversation_id: str) -> str:
    """Sign a token that is good for 30 days."""
    return str(_contact_signer(settings).dumps([contact_id, conversation_id]))


def read_contact_token(settings: Settings, token: str) -> ContactClaims:
    """Raises NotAuthenticated for a forged, expired or malformed token: the answer does not tell which."""
    try:
        _check_spelling(token)
        contact_id, conversation_id = _contact_signer(settings).loads(token, max_age=CONTACT_TOKEN_SECONDS)
    except (BadData, ValueError, TypeError) as error:
        raise NotAuthenticated("This chat has expired. Start a new one.") from error
    if not isinstance(contact_id, str) or not isinstance(conversation_id, str):
        raise NotAuthenticated("This chat has expired. Start a new one.")
    return ContactClaims(contact_id, conversation_id)


def _check_spelling(token: str) -> None:
    """One signature has one spelling: base64 leaves bits over in its last letter, which must not be free. Raises BadData."""
    signature = token.rpartition(".")[2]
    if base64_encode(base64_decode(signature)).decode() != signature:
        raise BadData("not how we write it")


def setup_token(settings: Settings, invite_id: str) -> str:
    """The token of the set-up link: the same for the same invite, so that the link can be shown again."""
    return str(URLSafeSerializer(settings.secret_key.get_secret_value(), salt="setup").dumps(invite_id))
