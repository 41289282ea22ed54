"""Whole dialogues of every skill, in three languages, against the real model and a real action server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.scenario import Conversation, read_scenarios, set_desk

FOLDER = Path(__file__).parent
SCENARIOS = read_scenarios(FOLDER)
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: f"{scenario['skill']}: {scenario['name']}")
def test_story(scenario, agent, fake_desk, loop):
    fake_desk.reset()
    set_desk(fake_desk, scenario.get("desk") or {})
    conversation = Conversation(agent, fake_desk, loop)
    for step in scenario["steps"]:
        conversation.play(step)


@pytest.mark.parametrize("skill", sorted(path.stem for path in Path("data/rules").glob("*.yml")))
def test_every_skill_has_stories_in_all_three_languages(skill):
    languages = {
        step["language"]
        for scenario in SCENARIOS
        if scenario["skill"] == skill
        for step in scenario["steps"]
        if "says" in step and "language" in step
    }
    assert languages == {"en", "hi", "hinglish"}
