"""Documentation is complete: a setting, an error or an event without its line fails, and so does a line about nothing."""

import re
from pathlib import Path

from desk import errors
from desk.errors import DeskError
from desk.events import ALL_EVENTS, Event
from desk.secrets import SECRETS
from desk.settings import Settings

ROOT = Path(__file__).parents[2]
# Read by other parts than the desk, and explained in the same document.
OTHERS = {
    "SAHAYAK_DESK_URL",
    "SAHAYAK_TEST_DATABASE_URL",
    "SAHAYAK_TEST_REQUIRE",
    "SAHAYAK_CHROMIUM",
    "SAHAYAK_NODE_FROM_WHEEL",
    "SAHAYAK_PYTHON",
}


def rows(document: str) -> dict[str, list[str]]:
    """First cell (without backticks) -> the other cells, of all tables of a document."""
    found = {}
    for line in (ROOT / "docs" / document).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `"):
            found[cells[0].strip("`")] = cells[1:]
    return found


def setting_names() -> set[str]:
    return {f"SAHAYAK_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_is_explained() -> None:
    documented = rows("settings.md")
    assert set(documented) - OTHERS == setting_names()
    for name, (default, meaning) in documented.items():
        assert meaning.endswith("."), name
        assert default, name


def test_documented_defaults_are_the_defaults() -> None:
    for name, (default, _) in rows("settings.md").items():
        field = Settings.model_fields.get(name.removeprefix("SAHAYAK_").lower())
        literal = re.fullmatch(r"`([^`<]*)`", default)
        if field is not None and literal and name.removeprefix("SAHAYAK_").lower() not in SECRETS:
            expected = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
            assert literal[1] == expected.removesuffix(".0"), name


def test_every_setting_stands_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^# (SAHAYAK_[A-Z_]+)=", example, flags=re.MULTILINE))
    assert named == setting_names() | {"SAHAYAK_DESK_URL"}
    # Copied as it is, it changes nothing.
    assert [line for line in example.splitlines() if line and not line.startswith("#")] == []


def test_every_error_is_explained_with_its_status() -> None:
    classes = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, DeskError)]
    expected = {error.__name__: str(error.status) for error in classes if error is not DeskError}
    assert {name: cells[0] for name, cells in rows("errors.md").items()} == expected


def test_every_event_is_explained_with_its_payload() -> None:
    documented = rows("events.md")
    assert set(documented) == {event.name for event in ALL_EVENTS}
    for event in ALL_EVENTS:
        assert set(re.findall(r"`(\w+)`", documented[event.name][0])) == set(event.model_fields), event.name


def test_every_event_is_in_the_list() -> None:
    assert set(Event.__subclasses__()) == set(ALL_EVENTS)


def test_tree_of_errors_names_every_class() -> None:
    classes = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, DeskError)]
    assert errors.__doc__
    assert [error.__name__ for error in classes if error.__name__ not in errors.__doc__] == []
