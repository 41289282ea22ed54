"""What got worse: evaluation outcomes beside those of an earlier run, entry by entry and question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot import measures
from bot.outcomes import Outcome

GOOD = ("right", "refused")
SIGNIFICANT = 0.05

Key = tuple[str, str, str]
"""Entry or kind, language, text."""


@dataclass(frozen=True)
class Comparison:
    """Two runs over the questions that stand in both. `fallen`: entry or kind -> share of good verdicts before and after."""

    compared: int
    only_before: int
    only_after: int
    lost: list[tuple[Key, str]]
    won: list[tuple[Key, str]]
    fallen: dict[str, tuple[float, float]]
    probability: float

    @property
    def significantly_worse(self) -> bool:
        """More was lost than won, and hardly by chance."""
        return len(self.lost) > len(self.won) and self.probability < SIGNIFICANT

    def lines(self) -> list[str]:
        """For reading: entries first, then questions."""
        verdict = "no significant change"
        if self.probability < SIGNIFICANT:
            verdict = "significantly worse" if self.significantly_worse else "significantly better"
        found = [
            f"compared with the last results over {self.compared} questions: {len(self.lost)} lost, {len(self.won)} won,"
            f" {verdict} (McNemar, p {_probability(self.probability)})"
        ]
        if self.only_before or self.only_after:
            found.append(f"left out: {self.only_after} new questions, {self.only_before} that are gone")
        if self.fallen:
            found.append("entries that answer less than before (kinds of messages out of scope: refuse less):")
            found += [f"  {name:32}{before:7.0%} -> {after:.0%}" for name, (before, after) in self.fallen.items()]
        for title, changes in (("no longer right:", self.lost), ("right now:", self.won)):
            if changes:
                found.append(title)
                found += [f"  {owner}/{language}: {text}  ({change})" for (owner, language, text), change in changes]
        return found


def verdicts(outcomes: list[Outcome]) -> dict[str, dict[str, dict[str, str]]]:
    """What is kept of a run: {entry or kind: {language: {text: verdict}}}."""
    kept: dict[str, dict[str, dict[str, str]]] = {}
    for found in outcomes:
        question = found.question
        by_language = kept.setdefault(question.entry or f"({question.kind})", {})
        by_language.setdefault(question.language, {})[question.text] = found.verdict
    return kept


def compare(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    """Compare what `verdicts` gave in two runs."""
    old, new = _flat(before), _flat(after)
    both = [key for key in new if key in old]
    was = np.array([old[key] in GOOD for key in both], bool)
    is_now = np.array([new[key] in GOOD for key in both], bool)
    changes = {key: f"{old[key]} -> {new[key]}" for key in both}
    shares: dict[str, tuple[float, float]] = {}
    for owner in sorted({key[0] for key in both}):
        mine = np.array([key[0] == owner for key in both], bool)
        shares[owner] = (float(was[mine].mean()), float(is_now[mine].mean()))
    return Comparison(
        compared=len(both),
        only_before=len(old) - len(both),
        only_after=len(new) - len(both),
        lost=[(key, changes[key]) for key, a, b in zip(both, was, is_now, strict=True) if a and not b],
        won=[(key, changes[key]) for key, a, b in zip(both, was, is_now, strict=True) if b and not a],
        fallen=dict(
            sorted(
                ((owner, pair) for owner, pair in shares.items() if pair[1] < pair[0]),
                key=lambda item: item[1][1] - item[1][0],
            )
        ),
        probability=measures.mcnemar(was, is_now),
    )


def _probability(value: float) -> str:
    return "< .001" if value < 0.001 else f"= {value:.3f}"


def _flat(kept: dict[str, Any]) -> dict[Key, str]:
    return {
        (owner, language, text): verdict
        for owner, by_language in kept.items()
        for language, by_text in by_language.items()
        for text, verdict in by_text.items()
    }
