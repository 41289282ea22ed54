"""Prints the desk's real-time events as one OpenAPI document, for the TypeScript types in `src/events.ts`.

`ConsoleEvents` and `ContactEvents` map an event's name to its payload, by audience, so that a client's list of handlers is
checked against the desk's. Run by `generate.mjs` with the desk's Python, from the repository's root.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic.json_schema import models_json_schema

from desk.events import ALL_EVENTS

TEMPLATE = "#/components/schemas/{model}"


def event_map(audience: str) -> dict[str, Any]:
    """An object type with one property for each event of this audience."""
    mine = [event for event in ALL_EVENTS if event.audience == audience]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {event.name: {"$ref": TEMPLATE.format(model=event.__name__)} for event in mine},
        "required": [event.name for event in mine],
    }


def document() -> dict[str, Any]:
    """The OpenAPI document: no paths, only schemas."""
    _, definitions = models_json_schema([(event, "serialization") for event in ALL_EVENTS], ref_template=TEMPLATE)
    schemas = definitions["$defs"] | {"ConsoleEvents": event_map("console"), "ContactEvents": event_map("contact")}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Events of the desk", "version": "1"},
        "paths": {},
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
