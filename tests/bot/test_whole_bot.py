"""The real knowledge base, trained from nothing, held to the promised figures."""

import time
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.evaluate import HELD_OUT, OUT_OF_SCOPE, evaluate, load_matcher
from bot.train import train

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def model(var_dir, tmp_path_factory):
    return train(ROOT, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def figures(model):
    found, _ = evaluate(load_matcher(model), ROOT / HELD_OUT, ROOT / OUT_OF_SCOPE)
    return found["by_language"]


@pytest.mark.parametrize(("language", "least"), [("en", 0.90), ("hi", 0.85), ("hinglish", 0.85)])
def test_held_out_questions_find_their_entry(figures, language, least):
    assert figures[language]["top_1"]["of"] >= 300
    assert figures[language]["top_1"]["share"] >= least


@pytest.mark.parametrize("language", ["en", "hi", "hinglish"])
def test_no_language_is_left_without_answers(figures, language):
    shares = figures[language]
    assert shares["answered_right"]["share"] >= 0.60
    assert shares["answered_wrong"]["share"] <= 0.05
    assert shares["answered_right"]["share"] + shares["suggested_right"]["share"] >= 0.90


@pytest.mark.parametrize("language", ["all", "en", "hi", "hinglish"])
def test_unrelated_texts_are_refused(figures, language):
    assert figures[language]["out_of_scope_refused"]["share"] >= 0.80


def test_training_again_after_an_edit_takes_seconds(model, tmp_path):
    """Embeddings are cached by now: only the fit is left. Generous, for machines that have other things to do."""
    began = time.process_time()
    assert train(ROOT, tmp_path, force=True).exists()
    assert time.process_time() - began < 40


def test_the_bot_talks_without_a_desk(model, run, monkeypatch):
    """As in `rasa shell`: no metadata, no snapshot, no action server."""
    agent = Agent.load(str(model))
    parsed = run(agent.parse_message("refund kitne din mein aayega"))
    assert parsed["intent"]["name"] == "faq"
    assert parsed["language"] == "hinglish"
    replies = run(agent.handle_text("where can i see my old orders"))
    assert replies
    assert replies[0]["text"]
