"""Token buckets: each contact has its own, so a crowd behind one shared address does not pay for one of them.

In memory of one process; with several processes a contact may get as many times the limit.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from desk.errors import RateLimited
from desk.settings import Settings

SESSIONS_AT_ONCE = 600  # new sessions from one address: a big office on a Monday morning
SESSIONS_PER_SECOND = 10.0
LOGINS_AT_ONCE = 30  # passwords and links tried from one address: a team behind one door, not a guessing machine
LOGINS_PER_SECOND = 0.2
SOCKET_EVENTS_AT_ONCE = 60  # of any kind, from one socket
SOCKET_EVENTS_PER_SECOND = 20.0
BUCKETS_KEPT = 20_000


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class TokenBuckets:
    """`size` at once, then `per_second`; a bucket for each key."""

    def __init__(self, *, size: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.size, self.per_second, self._clock = size, per_second, clock
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key: str) -> float:
        """Take one token: 0 when there was one, else the seconds until there is."""
        at = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            self._forget_full_ones(at)
            bucket = self._buckets[key] = _Bucket(self.size, at)
        bucket.tokens = self._tokens(bucket, at)
        bucket.filled_at = at
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0.0
        return (1 - bucket.tokens) / self.per_second

    def _tokens(self, bucket: _Bucket, at: float) -> float:
        return min(self.size, bucket.tokens + (at - bucket.filled_at) * self.per_second)

    def _forget_full_ones(self, at: float) -> None:
        # A full bucket is as good as none. Only when there are many, so that it costs nothing per request.
        if len(self._buckets) >= BUCKETS_KEPT:
            self._buckets = {
                key: bucket for key, bucket in self._buckets.items() if self._tokens(bucket, at) < self.size
            }


class RateLimits:
    """All limits of one desk."""

    def __init__(self, settings: Settings, *, clock: Callable[[], float] = time.monotonic) -> None:
        per_minute = settings.contact_messages_per_minute
        self._messages = TokenBuckets(size=per_minute, per_second=per_minute / 60, clock=clock)
        self._sessions = TokenBuckets(size=SESSIONS_AT_ONCE, per_second=SESSIONS_PER_SECOND, clock=clock)
        self._logins = TokenBuckets(size=LOGINS_AT_ONCE, per_second=LOGINS_PER_SECOND, clock=clock)
        self._socket_events = TokenBuckets(size=SOCKET_EVENTS_AT_ONCE, per_second=SOCKET_EVENTS_PER_SECOND, clock=clock)

    def check_message(self, contact_id: str) -> None:
        """Before a contact's message or ticket is stored. Raises RateLimited."""
        _check(self._messages.take(contact_id))

    def check_session(self, address: str) -> None:
        """Before a new contact is made. Raises RateLimited."""
        _check(self._sessions.take(address))

    def check_login(self, address: str) -> None:
        """Before a password or a one-time link is looked at. Raises RateLimited."""
        _check(self._logins.take(address), "Too many attempts in a short time. Wait a moment and try again.")

    def check_socket_event(self, sid: str) -> None:
        """For every event of a socket, whatever it is. Raises RateLimited."""
        _check(self._socket_events.take(sid))


def _check(wait_seconds: float, detail: str | None = None) -> None:
    if wait_seconds > 0:
        raise RateLimited(detail, retry_after_seconds=round(wait_seconds, 1))
