"""domain.yml, data/nlu and data/rules belong together and are complete in all three languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.faq_files import read_entries
from bot.language import LANGUAGES
from bot.text import fold, scripts

LEAST_EXAMPLES = 12
BUTTON_TITLE = 40
OWN_BY_RASA = {"utter_default"}
NEGATIVES = "out_of_scope"
"""No skill: what it holds is never recognised, it only keeps the entries from being so (`bot/classifier.py`)."""
FORMS = {"en": "English", "hi": "Hindi", "hinglish": "Hinglish"}


def load(path: str) -> Any:
    return YAML(typ="safe").load(Path(path).read_text(encoding="utf-8"))


DOMAIN = load("domain.yml")
RULES = [rule for path in Path("data/rules").glob("*.yml") for rule in load(str(path))["rules"]]


def examples() -> Iterator[tuple[str, str, str]]:
    """(intent, language form as the comment or, of the negatives, the metadata says, text)."""
    for block in load(f"data/nlu/{NEGATIVES}.yml")["nlu"]:
        for line in block["examples"].splitlines():
            yield NEGATIVES, FORMS[block["metadata"]["language"]], line.removeprefix("- ")
    for path in set(Path("data/nlu").glob("*.yml")) - {Path(f"data/nlu/{NEGATIVES}.yml")}:
        block = None
        for line in path.read_text(encoding="utf-8").splitlines():
            heading = re.match(r"  - intent: (\w+) # (English|Hindi|Hinglish)$", line)
            if heading:
                block = heading.groups()
            elif line.startswith("      - "):
                yield block[0], block[1], line[8:]


def language_of(variant: dict[str, Any]) -> str:
    conditions = variant.get("condition", [])
    return conditions[0]["value"] if conditions else "en"


def test_every_intent_has_enough_examples_in_each_language_form():
    counts = Counter((intent, language) for intent, language, _ in examples())
    wanted = {(intent, language) for intent in DOMAIN["intents"] for language in ("English", "Hindi", "Hinglish")}
    assert set(counts) == wanted
    assert {key: count for key, count in counts.items() if count < LEAST_EXAMPLES} == {}


def test_examples_stand_under_the_right_language():
    for intent, language, text in examples():
        devanagari = scripts(text)["devanagari"] > 0
        # a ticket number alone is in no language
        assert devanagari == (language == "Hindi"), f"{intent}: {text}"


def test_no_example_stands_twice_or_in_the_knowledge_base():
    entries = read_entries(Path("data/faq"))
    seen = {fold(text): entry.id for entry in entries for texts in entry.questions.values() for text in texts}
    twice: list[str] = []
    for intent, _, text in examples():
        other = seen.setdefault(fold(text), intent)
        if other != intent:
            twice.append(f"{text}: {intent} and {other}")
    assert twice == []


@pytest.mark.parametrize("name", sorted(DOMAIN["responses"]))
def test_a_response_is_complete(name):
    variants = DOMAIN["responses"][name]
    assert [language_of(variant) for variant in variants] == list(LANGUAGES)
    _, hindi, hinglish = variants
    assert scripts(hindi["text"])["devanagari"]
    assert not scripts(hinglish["text"])["devanagari"]
    placeholders = [sorted(re.findall(r"\{(\w+)\}", variant["text"])) for variant in variants]
    assert placeholders[0] == placeholders[1] == placeholders[2]
    payloads = [[button["payload"] for button in variant.get("buttons", [])] for variant in variants]
    assert payloads[0] == payloads[1] == payloads[2]
    for variant in variants:
        for button in variant.get("buttons", []):
            assert 0 < len(button["title"]) <= BUTTON_TITLE
            assert re.match(r"/(\w+)", button["payload"]).group(1) in DOMAIN["intents"]


def test_what_actions_and_rules_say_is_in_the_domain_and_nothing_else():
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("actions").glob("*.py"))
    used = set(re.findall(r"\"(utter_\w+)\"", code))
    used |= {f"utter_ticket_status_{status}" for status in ("new", "open", "pending", "on_hold", "solved", "closed")}
    used |= {step["action"] for rule in RULES for step in rule["steps"] if "action" in step}
    used |= {f"utter_ask_{slot}" for slot in DOMAIN["forms"]["ticket_form"]["required_slots"]}
    used = {name for name in used if name.startswith("utter_")} - {"utter_faq", "utter_action"}
    assert used == set(DOMAIN["responses"]) - OWN_BY_RASA


def test_every_intent_has_exactly_one_rule():
    intents = Counter(step["intent"] for rule in RULES for step in rule["steps"] if "intent" in step)
    assert intents == Counter([*DOMAIN["intents"], "faq", "nlu_fallback"]) - Counter([NEGATIVES])


def test_one_name_for_a_skill_everywhere():
    skills = {path.stem for path in Path("data/rules").glob("*.yml")}
    assert {path.stem for path in Path("data/nlu").glob("*.yml")} - {NEGATIVES} <= skills
    assert {path.stem for path in Path("tests/stories").glob("*.yml")} == skills
    for skill in skills:
        assert Path(f"actions/{skill}.py").exists(), skill
        assert Path(f"tests/actions/test_{skill}.py").exists(), skill
