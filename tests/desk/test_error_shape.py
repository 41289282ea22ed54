"""Every error has one shape, whatever goes wrong, and tells nothing about the inside."""

from typing import Any

import pytest

from desk import errors
from desk.errors import DeskError
from desk.middleware import MAX_BODY_BYTES
from tests.desk.conftest import RunningDesk


def assert_shape(response: Any, status: int, name: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    body = response.json()
    assert set(body) == {"error", "detail", "data"}
    assert body["error"] == name
    assert body["detail"]
    assert isinstance(body["data"], dict)
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-request-id"]
    assert response.headers["x-content-type-options"] == "nosniff"
    return body


@pytest.mark.parametrize("path", ["/api/nothing", "/internal/v1/nothing", "/api", "/nothing", "/pages/none.css"])
async def test_unknown_route(desk: RunningDesk, path: str) -> None:
    assert_shape(await desk.client().get(path), 404, "NotFound")


async def test_wrong_method_tells_the_right_ones(desk: RunningDesk) -> None:
    response = await desk.client().delete("/api/setup")
    assert_shape(response, 405, "MethodNotAllowed")
    assert response.headers["allow"]


@pytest.mark.parametrize("body", ["{", "", "nonsense", '{"email": "a@b.in",}', "\x00"])
async def test_broken_json(desk: RunningDesk, body: str) -> None:
    response = await desk.client().http.post(
        "/api/auth/login", content=body, headers={"Content-Type": "application/json"}
    )
    assert_shape(response, 400, "BadRequest")


async def test_body_that_is_not_utf8(desk: RunningDesk) -> None:
    response = await desk.client().http.post(
        "/api/auth/login", content=b'{"email": "\xff\xfe"}', headers={"Content-Type": "application/json"}
    )
    assert_shape(response, 400, "BadRequest")


async def test_wrong_fields_are_named_and_their_values_not_repeated(desk: RunningDesk) -> None:
    form = {"token": "t", "name": "", "email": "no address", "password": "secret-secret", "extra": 1}
    response = await desk.client().post("/api/setup", form)
    body = assert_shape(response, 400, "BadRequest")
    assert {item["field"] for item in body["data"]["fields"]} == {"name", "email", "extra"}
    assert "secret-secret" not in response.text
    assert "no address" not in response.text


async def test_nested_json_bomb_is_a_bad_request(desk: RunningDesk) -> None:
    response = await desk.client().http.post(
        "/api/auth/login", content="[" * 30_000, headers={"Content-Type": "application/json"}
    )
    assert_shape(response, 400, "BadRequest")


@pytest.mark.parametrize("chunked", [False, True])
async def test_too_large_body(desk: RunningDesk, chunked: bool) -> None:
    async def chunks() -> Any:
        for _ in range(5):
            yield b" " * (MAX_BODY_BYTES // 4)

    content = chunks() if chunked else b" " * (MAX_BODY_BYTES + 1)
    response = await desk.client().http.post(
        "/api/auth/login", content=content, headers={"Content-Type": "application/json"}
    )
    assert_shape(response, 413, "PayloadTooLarge")


async def test_largest_allowed_body_arrives(desk: RunningDesk) -> None:
    body = b'{"email": "a@b.in", "password": "x"}'
    response = await desk.client().http.post(
        "/api/auth/login", content=body.ljust(MAX_BODY_BYTES), headers={"Content-Type": "application/json"}
    )
    assert_shape(response, 401, "LoginFailed")


async def test_unexpected_error_says_nothing_but_the_request_id(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*args: Any) -> None:
        raise RuntimeError("inner secret of the database")

    monkeypatch.setattr("desk.services.invites.is_setup_needed", fail)
    response = await desk.client().get("/api/setup")
    body = assert_shape(response, 500, "InternalError")
    assert "inner secret" not in response.text
    assert body["data"]["request_id"] == response.headers["x-request-id"]


async def test_people_get_a_page_and_programs_json(desk: RunningDesk) -> None:
    client = desk.client()
    page = await client.get("/nothing?lang=hi", headers={"Accept": "text/html,application/xhtml+xml"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "यह पन्ना यहाँ नहीं है" in page.text
    assert_shape(await client.get("/api/nothing", headers={"Accept": "text/html"}), 404, "NotFound")


def test_every_error_is_one_of_ours_with_a_status_and_a_sentence() -> None:
    classes = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, DeskError)]
    assert len(classes) > 20
    for error in classes:
        instance = error()
        assert 400 <= instance.status < 600
        assert instance.detail.endswith(".")
        assert instance.as_dict() == {"error": error.__name__, "detail": instance.detail, "data": {}}


async def test_every_route_answers_garbage_with_the_shape(desk: RunningDesk) -> None:
    """Walks the OpenAPI document: no route of the API answers nonsense with anything else."""
    client = desk.client()
    paths = (await client.get("/api/openapi.json")).json()["paths"]
    walked = 0
    for path, operations in paths.items():
        if not path.startswith(("/api", "/internal")):
            continue
        for method in operations:
            address = path.replace("{", "").replace("}", "")
            response = await client.http.request(method, address, content=b"{", headers={"Content-Type": "text/json"})
            walked += 1
            if response.status_code < 400:
                assert path == "/api/setup"
                continue
            assert set(response.json()) == {"error", "detail", "data"}, path
            assert response.status_code in (400, 401), path
    assert walked > 30
