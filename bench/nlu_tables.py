"""The results of understanding as tables for reading: printed by `bench.nlu`, put into bench/README.md by `bench.report`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_LANGUAGES = ("all", "en", "hi", "hinglish")
_SYSTEMS = {
    "ours": "Sahayak, border without test rows",
    "rasa_default": "Rasa 3.6 default pipeline, default threshold",
    "rasa": "Rasa (2020), published predictions",
    "bert": "BERT",
    "luis": "LUIS",
    "dialogflow": "Dialogflow",
    "haptik": "Haptik",
}
_OWN = (
    ("top_1", "first choice right", "96 · 94 · 94 %"),
    ("top_3", "right one among the first three", "–"),
    ("answered_right", "answered rightly at the automatic border", "88 · 85 · 85 %"),
    ("suggested_right", "asked back with the right one among three", "–"),
    ("missed", "neither answered nor suggested", "–"),
    ("answered_wrong", "answered wrongly, of all questions in and out of scope", "≤ 4 %"),
    ("out_of_scope_refused", "out of scope, no answer given", "90 %"),
    ("language_detected", "language detected", "98 %"),
)


def lines(part: str, figures: dict[str, Any]) -> list[str]:
    """A heading and the table of one part, in Markdown."""
    makers: dict[str, Callable[[dict[str, Any]], list[str]]] = {
        "own": _own,
        "questions": _questions,
        "hint3": _hint3,
        "banking": _banking,
        "labels": _labels,
        "speed": _speed,
    }
    return makers[part](figures)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """A Markdown table."""
    return [_line(head), "|" + "---|" * len(head), *map(_line, rows)]


def percent(share: dict[str, Any] | None) -> str:
    """`93.1 % (90–95)`, or a dash where there was nothing to count."""
    if share is None or share["share"] is None:
        return "–"
    low, high = share["interval"]
    return f"{100 * share['share']:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def number(figure: dict[str, Any], digits: int = 3) -> str:
    """`.692 (.661–.723)`."""
    low, high = figure["interval"]
    return f"{figure['value']:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _own(figures: dict[str, Any]) -> list[str]:
    by_language = figures["by_language"]
    rows = [
        (text, *(percent(by_language[language][name]) for language in _LANGUAGES), asked) for name, text, asked in _OWN
    ]
    rows.append(
        ("expected calibration error", *(_error(by_language[language]) for language in _LANGUAGES), "≤ 0.05 each")
    )
    spread = figures["spread_of_answered_right"]
    rows.append(("spread of answered rightly over languages", f"{100 * spread:.1f} points", "", "", "", "≤ 4 points"))
    asked = by_language["all"]["top_1"]["of"]
    strange = by_language["all"]["out_of_scope_refused"]["of"]
    kinds = " · ".join(f"{kind} {percent(share)}" for kind, share in figures["out_of_scope_by_kind"].items())
    return [
        f"### Own questions: {asked:,} in scope, {strange} out of scope",
        "",
        *table(("what", "all", "en", "hi", "Hinglish", "asked for (en · hi · Hinglish)"), rows),
        "",
        f"Refused by kind: {kinds}.",
    ]


def _error(of_language: dict[str, Any]) -> str:
    found = of_language["calibration"]
    return "–" if found is None else f"{found['error']:.3f} ({found['interval'][0]:.3f}–{found['interval'][1]:.3f})"


def _questions(figures: dict[str, Any]) -> list[str]:
    rows = [
        (text, *(percent(group.get(language)) for language in _LANGUAGES)) for text, group in figures["shares"].items()
    ]
    return [
        "### Questions as people ask them, and frustration",
        "",
        *table(("what", "all", "en", "hi", "Hinglish"), rows),
    ]


def _hint3(figures: dict[str, Any]) -> list[str]:
    systems = figures["systems"]
    order = sorted(systems, key=lambda name: (name != "ours", -systems[name]["mean"]["mcc"]["value"]))
    rows = []
    for name in order:
        found = systems[name]
        mean = found["mean"]
        bots = " · ".join(f"{found[bot]['mcc']['value']:.3f}" for bot in found if bot != "mean")
        rows.append(
            (
                _SYSTEMS.get(name, name),
                number(mean["in_scope_accuracy"]),
                number(mean["mcc"]),
                bots,
                number(mean["mcc_tuned"]) if name not in ("ours", "rasa_default") else "–",
                number(mean["out_of_scope_recall"]),
                number(mean["auroc"]),
            )
        )
    head = ("mean of sofmattress and curekart", "in-scope accuracy", "MCC", "by bot", "MCC, best for each bot on test")
    differences = figures["differences"]
    published, tuned = differences["mcc"], differences["mcc_tuned"]
    return [
        f"### HINT3 v1: {figures['questions']:,} real questions to two shops",
        "",
        *table((*head, "out-of-scope recall", "AUROC"), rows),
        "",
        f"MCC, ours minus the best platform ({_SYSTEMS[published['best_platform']]}, one threshold tuned on test as published):"
        f" {number(published)}; minus the best with a threshold for each bot ({_SYSTEMS[tuned['best_platform']]}):"
        f" {number(tuned)}. Asked for: MCC .71, accuracy .86, AUROC .915.",
        "",
        *_costs(figures["costs"]),
    ]


def _costs(costs: dict[str, Any]) -> list[str]:
    rows = [
        (
            f"{bot}: {_SYSTEMS[name].split(',')[0]}",
            str(cost["seconds"]["train"]),
            str(cost["seconds"].get("train_cold", "–")),
            str(cost["seconds"]["ask"]),
            f"{cost['peak_mb']:.0f}",
        )
        for bot, by_system in costs.items()
        for name, cost in by_system.items()
    ]
    return table(("cost", "train, CPU s", "with empty cache", "ask all, CPU s", "peak MB"), rows)


def _banking(figures: dict[str, Any]) -> list[str]:
    names = {
        "full": "all training rows",
        "ten_shot": "10 an intent",
        "ten_shot_rasa_default": "10 an intent, Rasa 3.6 default pipeline, first draw",
    }
    asked = {"full": "93.4", "ten_shot": "85.2"}
    rows = []
    for name, text in names.items():
        if name in figures:
            found = figures[name]
            cost = found["costs"]
            rows.append(
                (text, percent(found), asked.get(name, "–"), str(cost["seconds"]["train"]), f"{cost['peak_mb']:.0f}")
            )
    draws = len(figures["ten_shot"]["draws"])
    return [
        f"### BANKING77, first choice right (10 an intent: mean of {draws} draws)",
        "",
        *table(("training", "share", "asked for", "train, CPU s (new embeddings included)", "peak MB"), rows),
    ]


def _labels(figures: dict[str, Any]) -> list[str]:
    rows = [
        (
            str(point["labels"]),
            number(point["mcc"]),
            number(point["gain"]),
            number(point["out_of_scope_recall"]),
            " · ".join(f"{value:.3f}" for value in point["mcc_by_bot"].values()),
        )
        for point in figures["points"]
    ]
    return [
        f"### Labelled questions (HINT3, mean of both bots and {figures['draws']} draws)",
        "",
        *table(("labels", "MCC on the rest", "gain", "out-of-scope recall", "MCC by bot"), rows),
    ]


def _speed(figures: dict[str, Any]) -> list[str]:
    turns = [
        (
            _SYSTEMS[name].split(",")[0],
            f"{turn['p50_ms']} · {turn['p99_ms']} ms",
            f"{turn['resident_mb']:.0f} · {turn['peak_mb']:.0f}",
            str(turn["training"]["cpu_seconds"]) if "training" in turn else "–",
        )
        for name, turn in figures["turn"].items()
    ]
    fits = [
        (f"{again['examples']:,} examples, {again['labels']} labels", str(again["cpu_seconds"]), asked)
        for again, asked in zip(figures["train_again"], ("0.7", "2.6", "9.1"), strict=False)
    ]
    return [
        "### Cost of understanding, one thread",
        "",
        *table(("pipeline", "turn p50 · p99 (asked for: ≤ 15 · 40 ms)", "MB now · at most", "training, CPU s"), turns),
        "",
        *table(("trained again after one changed row", "CPU s", "asked for"), fits),
    ]
