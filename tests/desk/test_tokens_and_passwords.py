"""Signed tokens cannot be made by others; passwords that everybody knows are not taken."""

import string
import time

import pytest
from argon2 import PasswordHasher
from pydantic import SecretStr

from desk.errors import NotAuthenticated, PasswordTooWeak
from desk.passwords import Passwords, check_password
from desk.settings import Settings
from desk.tokens import CONTACT_TOKEN_SECONDS, ContactClaims, issue_contact_token, read_contact_token, setup_token
from tests.desk.conftest import CHEAP_HASHER

SETTINGS = Settings(_env_file=None, secret_key="key-" + "k" * 32)


def test_contact_token_comes_back_as_it_was() -> None:
    token = issue_contact_token(SETTINGS, "contact", "conversation")
    assert read_contact_token(SETTINGS, token) == ContactClaims("contact", "conversation")


def test_contact_token_of_another_key_is_nobodys() -> None:
    other = SETTINGS.model_copy(update={"secret_key": SecretStr("other-" + "o" * 32)})
    with pytest.raises(NotAuthenticated):
        read_contact_token(SETTINGS, issue_contact_token(other, "contact", "conversation"))


@pytest.mark.parametrize("change", ["first", "last", "cut", "payload"])
def test_changed_contact_token_is_nobodys(change: str) -> None:
    token = issue_contact_token(SETTINGS, "contact", "conversation")
    other = issue_contact_token(SETTINGS, "somebody", "else")
    changed = {
        "first": ("A" if token[0] != "A" else "B") + token[1:],
        "last": token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        "cut": token[:-1],
        "payload": other.partition(".")[0] + "." + token.partition(".")[2],
    }[change]
    with pytest.raises(NotAuthenticated):
        read_contact_token(SETTINGS, changed)


def test_signature_has_one_spelling() -> None:
    token = issue_contact_token(SETTINGS, "contact", "conversation")
    letters = string.ascii_letters + string.digits + "-_"
    for letter in set(letters) - {token[-1]}:
        with pytest.raises(NotAuthenticated):
            read_contact_token(SETTINGS, token[:-1] + letter)


@pytest.mark.parametrize("garbage", ["", ".", "..", "x" * 10_000, "ü", "\x00", "WyJhIl0.x.y", "e30.e30.e30"])
def test_garbage_is_nobodys(garbage: str) -> None:
    with pytest.raises(NotAuthenticated):
        read_contact_token(SETTINGS, garbage)


def test_contact_token_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issue_contact_token(SETTINGS, "contact", "conversation")
    later = time.time() + CONTACT_TOKEN_SECONDS + 2
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    with pytest.raises(NotAuthenticated):
        read_contact_token(SETTINGS, token)


def test_token_for_one_purpose_does_not_serve_another() -> None:
    with pytest.raises(NotAuthenticated):
        read_contact_token(SETTINGS, setup_token(SETTINGS, "invite"))


@pytest.mark.parametrize(
    "password",
    ["", "short", "123456789", "1234567890", "9876543210!!", "password12", "Password@123", "P@ssw0rd2024", "aaaaaaaaaaaa",
     "ababababab", "qwertyuiop", "1q2w3e4r5t", "Welcome@2026", "asha.rao@aangan.example", "asha.rao12345", "AshaRao2026",
     "!!!!!!!!!!!!!!", "          "],
)  # fmt: skip
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordTooWeak):
        check_password(password, email="asha.rao@aangan.example", name="Asha Rao")


@pytest.mark.parametrize(
    "password", ["kadhai-tawa-belan", "मेरा बड़ा राज़", "tR7#kq9!zLw2", "correct horse battery staple"]
)
def test_good_passwords_are_taken(password: str) -> None:
    check_password(password, email="asha.rao@aangan.example", name="Asha Rao")


async def test_only_the_right_password_verifies() -> None:
    passwords = Passwords(CHEAP_HASHER)
    hashed = await passwords.hash("kadhai-tawa-belan")
    assert hashed.startswith("$argon2id$")
    assert await passwords.verify(hashed, "kadhai-tawa-belan")
    assert not await passwords.verify(hashed, "kadhai-tawa-belaN")
    assert not await passwords.verify("broken hash", "kadhai-tawa-belan")
    assert not await passwords.verify(None, "nobody has this password")


async def test_unknown_account_costs_as_much_as_a_wrong_password() -> None:
    passwords = Passwords(PasswordHasher(time_cost=2, memory_cost=16_384, parallelism=1))
    hashed = await passwords.hash("kadhai-tawa-belan")
    await passwords.verify(None, "warm up")

    async def fastest(password_hash: str | None) -> float:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            await passwords.verify(password_hash, "wrong")
            times.append(time.perf_counter() - started)
        return min(times)

    assert 0.3 < await fastest(None) / await fastest(hashed) < 3
