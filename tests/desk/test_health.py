"""Liveness, readiness with the state of each part, and figures."""

from typing import Any


async def test_healthz_answers(desk: Any) -> None:
    response = await desk.client().get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"ok": True}


async def test_readyz_names_the_part_that_is_missing(desk: Any) -> None:
    response = await desk.client().get("/readyz")
    parts = response.json()["parts"]
    assert response.status_code == 503
    assert {name: part["ready"] for name, part in parts.items()} == {
        "database": True,
        "faq": True,
        "rasa": True,
        "actions": False,  # no action server runs in these tests
    }
    assert "4 entries" in parts["faq"]["detail"]
    assert parts["rasa"]["detail"] == "model model-of-the-test"
