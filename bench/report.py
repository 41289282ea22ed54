"""Write the table of bench/README.md from bench/results/*.json: `python -m bench.report` (`--check` only compares)."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench import nlu_tables
from bench.record import RESULTS

README = Path(__file__).with_name("README.md")
IMAGES = README.parent.parent / "docs" / "images"
PARTS = ("own", "questions", "hint3", "labels", "banking", "speed")
PICTURES = {
    "own": "Reliability: share of right first choices by confidence, one diagram a language",
    "hint3": "MCC on HINT3 by system, with 95 % intervals",
    "labels": "MCC on the rest by number of labelled questions, with 95 % interval",
}
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

# figure shown -> (results file, what to print from its figures, what was asked for)
BY_LANGUAGE = " · ".join(f"{{{{by_language[{name}][{{0}}][share]:.1%}}}}" for name in ("en", "hi", "hinglish"))
ROWS: list[tuple[str, str, str, str]] = [
    ("clean clone, empty caches → first answer", "clean_start", "{first_answer_seconds} s", "one command, 600 s"),
    ("second start until ready", "clean_start", "{second_start_seconds} s", "30 s"),
    ("`make test` cold", "clean_start", "{make_test_seconds} s", "1,500 s"),
    ("unit part warm (`make test-unit`)", "clean_start", "{unit_warm_seconds} s", "90 s"),
    ("crash test: messages · kills", "crash", "{messages} · {kills}", "500 · 10"),
    ("… lost · doubled · out of order", "crash", "{lost} · {doubled} · {out_of_order}", "0 · 0 · 0"),
    ("… never shown · left without an answer", "crash", "{unseen} · {unanswered}", "–"),
    ("200 simultaneous claims: owners · told who has it", "claims", "{owners} · {told_who_has_it}", "1 · 199"),
    ("turn through the desk, p50 · p99", "latency", "{desk_p50_ms} · {desk_p99_ms} ms", "–"),
    ("same texts to Rasa directly, p50 · p99", "latency", "{rasa_p50_ms} · {rasa_p99_ms} ms", "–"),
    ("added by the desk, p50", "latency", "{added_p50_ms} ms", "≤ 10 ms"),
    ("answer edited in the file → served, worst of 10", "answer_edit", "{worst_seconds} s", "≤ 1 s"),
    ("own questions, first choice right: en · hi · Hinglish", "nlu_own", BY_LANGUAGE.format("top_1"), "96 · 94 · 94 %"),
    ("… answered rightly", "nlu_own", BY_LANGUAGE.format("answered_right"), "88 · 85 · 85 %"),
    ("… answered wrongly, of all questions", "nlu_own", "{by_language[all][answered_wrong][share]:.1%}", "≤ 4 %"),
    ("… out of scope, refused", "nlu_own", "{by_language[all][out_of_scope_refused][share]:.1%}", "90 %"),
    (
        "Hinglish words read: training questions · unseen messages",
        "hinglish",
        "all but {coverage[unread]:.1%} · all but {coverage of unseen messages[unread]:.1%}",
        "–",
    ),
    (
        "language told, first message · whatever was spoken before",
        "hinglish",
        "{languages[test][all three, first message]:.1%} · {languages[test][all three]:.1%}",
        "98 %",
    ),
    ("axe (WCAG 2.2 AA): pages and states · violations", "axe", "{pages} · {violations}", "0"),
]


def table() -> str:
    results: dict[str, dict[str, Any]] = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))
    }
    lines = ["| what | measured | asked for |", "|---|---|---|"]
    for what, name, form, asked in ROWS:
        figures = results.get(name, {}).get("figures", results.get(name, {}))
        with suppress(KeyError):  # not measured this time
            lines.append(f"| {what} | {form.format(**figures)} | {asked} |")
    lines += ["", "| results | measured with | on | when |", "|---|---|---|---|"]
    for name, result in results.items():
        if "command" not in result:  # own.json: verdicts on single questions, for make eval
            continue
        lines.append(
            f"| [{name}](results/{name}.json) | `{result['command']}` | {result['machine']} | {result['measured_at'][:10]} |"
        )
    for part in PARTS:
        found = results.get(f"nlu_{part}")
        if found:
            lines += ["", *nlu_tables.lines(part, found["figures"])]
            picture = IMAGES / f"nlu_{part}.svg"
            if picture.exists():
                lines += ["", f"![{PICTURES[part]}](../docs/images/{picture.name})"]
    return "\n".join(lines)


def main() -> None:
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    written = f"{before}{BEGIN}\n{table()}\n{END}{after}"
    if "--check" in sys.argv[1:]:
        sys.exit("bench/README.md does not show bench/results: run python -m bench.report" if written != text else 0)
    README.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
