"""A ticket's category, from the topics of the FAQ entries that its description resembles most."""

from __future__ import annotations

import json
import os
from pathlib import Path

from actions.turn import Turn

LEAST_CONFIDENCE = 0.2
OTHER = "other"
CATEGORY_OF_TOPIC = {
    "orders": "order",
    "delivery": "delivery",
    "returns_refunds": "return_refund",
    "payments": "payment",
    "gift_cards": "payment",
    "warranty": "warranty",
    "products": "product",
    "account_privacy": "account",
    "gst_business": "business",
}


def likely_category(turn: Turn, snapshot: Path | None = None) -> str:
    """The category for a description; `other` when nothing is near or the published FAQ cannot be read."""
    path = snapshot or Path(os.environ.get("SAHAYAK_VAR_DIR", "").strip() or "var") / "faq" / "published.json"
    totals: dict[str, float] = {}
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["entries"] if turn.ranking else {}
        for faq_id, confidence in turn.ranking:
            category = CATEGORY_OF_TOPIC.get(entries[faq_id]["topic"], OTHER) if faq_id in entries else OTHER
            totals[category] = totals.get(category, 0.0) + confidence
    except (OSError, ValueError, KeyError, TypeError):
        return OTHER
    best = max(totals, key=lambda category: totals[category], default=OTHER)
    return best if totals.get(best, 0.0) >= LEAST_CONFIDENCE else OTHER
