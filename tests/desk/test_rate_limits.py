"""Token buckets: fair to each contact, fair behind one shared address, and small."""

import pytest

from desk import rate_limits
from desk.errors import RateLimited
from desk.rate_limits import RateLimits, TokenBuckets
from desk.settings import Settings


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_bucket_empties_and_fills_again() -> None:
    clock = Clock()
    buckets = TokenBuckets(size=2, per_second=0.5, clock=clock)
    assert [buckets.take("asha") for _ in range(3)] == [0, 0, 2.0]
    assert buckets.take("ben") == 0
    clock.at = 1.0
    assert buckets.take("asha") == 1.0
    clock.at = 2.0
    assert buckets.take("asha") == 0
    clock.at = 1000.0
    assert [buckets.take("asha") for _ in range(3)] == [0, 0, 2.0]


def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "BUCKETS_KEPT", 10)
    clock = Clock()
    buckets = TokenBuckets(size=1, per_second=1, clock=clock)
    for number in range(10):
        buckets.take(f"contact {number}")
    buckets.take("still empty")
    assert len(buckets._buckets) == 11
    clock.at = 5.0
    buckets.take("the next")
    assert len(buckets._buckets) == 1


def test_the_error_says_when_to_come_back(settings: Settings) -> None:
    limits = RateLimits(settings, clock=Clock())
    for _ in range(30):
        limits.check_message("asha")
    with pytest.raises(RateLimited) as caught:
        limits.check_message("asha")
    assert caught.value.data == {"retry_after_seconds": 2.0}


def test_many_people_behind_one_address_all_get_in(settings: Settings) -> None:
    limits = RateLimits(settings, clock=Clock())
    for _ in range(rate_limits.SESSIONS_AT_ONCE):
        limits.check_session("203.0.113.7")
    with pytest.raises(RateLimited):
        limits.check_session("203.0.113.7")
    limits.check_session("203.0.113.8")
