"""Passwords of agents: Argon2 in a thread, a few at a time, and rules that keep the worst ones out."""

import asyncio
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from desk.errors import PasswordTooWeak

MIN_CHARACTERS = 10
# Each verification takes 64 MiB: more at once would only queue for the same cores.
AT_ONCE = 2
# Words that many people choose, one list for all; compared in lower case without digits and signs at the end, so that
# "Password@123" is caught as well.
COMMON = Path(__file__).parent / "common_passwords.txt"


@cache
def common_passwords() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def check_password(password: str, *, email: str = "", name: str = "") -> None:
    """Raises PasswordTooWeak for a short, a common, a one-note password, or one that is the person's own name or address."""
    lowered = password.casefold()
    stem = lowered.rstrip("0123456789!@#$%^&*()-_=+.,?~ ")
    own = {email.casefold(), email.casefold().partition("@")[0], name.casefold(), name.casefold().replace(" ", "")} - {
        ""
    }
    if (
        len(password) < MIN_CHARACTERS
        or stem in common_passwords()
        or lowered in common_passwords()
        or not stem  # digits and signs only
        or len(set(lowered)) < 5
        or stem in own
        or lowered in own
    ):
        raise PasswordTooWeak()


class Passwords:
    """Hashes and verifies without blocking the event loop."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()  # the library's defaults follow RFC 9106
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """False for a wrong password; None as hash (no such account) costs the same time and is never right."""
        if self._nobody is None:
            self._nobody = await self.hash("nobody has this password")
        async with self._slots:
            right = await asyncio.to_thread(self._verify, password_hash or self._nobody, password)
        return right and password_hash is not None

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False
