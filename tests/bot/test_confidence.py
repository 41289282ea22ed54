import numpy as np
import pytest

from bot.confidence import Confidence, Simulation, simulate
from bot.language import LANGUAGES


@pytest.fixture(scope="module")
def simulation():
    """Right answers score high; Hindi scores sit lower throughout, as they do in reality."""
    random = np.random.RandomState(0)
    rows = 900
    languages = np.array(LANGUAGES)[np.arange(rows) % 3]
    known = random.rand(rows) < 0.7
    right = known & (random.rand(rows) < 0.9)
    level = np.where(right, 2.0, -1.0) - np.where(languages == "hi", 2.0, 0.0)
    signals = level[:, None] + random.randn(rows, 6)
    return Simulation(signals, right, known, languages)


def test_confidence_tells_right_from_wrong_in_every_language(simulation):
    scores = Confidence.fit(simulation).of(simulation.signals, simulation.languages)
    for language in LANGUAGES:
        mine = simulation.languages == language
        assert scores[mine & simulation.right].mean() > 0.8
        assert scores[mine & ~simulation.right].mean() < 0.3


def test_confidence_is_calibrated(simulation):
    scores = Confidence.fit(simulation).of(simulation.signals, simulation.languages)
    for low, high in ((0.0, 0.5), (0.5, 1.01)):
        inside = (scores >= low) & (scores < high)
        assert abs(scores[inside].mean() - simulation.right[inside].mean()) < 0.1


def test_answers_of_the_simulation_are_mostly_right_and_known_questions_reach_suggestions(simulation):
    fitted = Confidence.fit(simulation)
    scores = fitted.of(simulation.signals, simulation.languages)
    bands = np.array(
        [fitted.band(score, language) for score, language in zip(scores, simulation.languages, strict=True)]
    )
    assert simulation.right[bands == "answer"].mean() > 0.9
    assert (bands[simulation.known] != "miss").mean() > 0.95


def test_bands_are_ordered(simulation):
    fitted = Confidence.fit(simulation)
    for language in LANGUAGES:
        answer, suggest = fitted.thresholds[language]
        assert 0.0 <= suggest <= answer <= 1.0
        assert [fitted.band(value, language) for value in (1.0, answer, 0.0)] == ["answer", "answer", "miss"]


def test_a_calibrator_survives_being_written_down(simulation):
    fitted = Confidence.fit(simulation)
    again = Confidence.from_dict(fitted.as_dict())
    np.testing.assert_allclose(
        fitted.of(simulation.signals, simulation.languages), again.of(simulation.signals, simulation.languages)
    )
    assert again.thresholds == fitted.thresholds


def test_without_a_simulation_the_classifiers_probability_decides():
    fallback = Confidence.fit(None)
    sure, unsure = np.array([[9, 9, 0.9, 0.9, 0.95, 0.9]]), np.array([[0, 0, 0, 0, 0.05, 0.01]])
    assert fallback.band(float(fallback.of(sure, ["hi"])[0]), "hi") == "answer"
    assert fallback.band(float(fallback.of(unsure, ["hi"])[0]), "hi") == "miss"


def test_too_few_labels_give_no_simulation():
    assert simulate(["a b", "c d"], None, ["faq/x", "faq/y"], ["en", "en"], ["faq/x", "faq/y"]) is None
