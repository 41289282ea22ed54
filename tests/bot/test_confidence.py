import numpy as np
import pytest

from bot.classifier import OUT_OF_SCOPE
from bot.confidence import REFUSED_SHARE, Confidence
from bot.language import LANGUAGES
from bot.simulation import Simulation, simulate


@pytest.fixture(scope="module")
def simulation():
    """Right answers score high; Hindi scores sit lower throughout, as they do in reality; the last signal is noise."""
    random = np.random.RandomState(0)
    rows = 1_800
    languages = np.array(LANGUAGES)[np.arange(rows) % 3]
    kind = random.choice(3, rows, p=[0.6, 0.25, 0.15])
    known, negative = kind == 0, kind == 2
    right = known & (random.rand(rows) < 0.9)
    level = np.where(right, 2.0, -1.0) - np.where(languages == "hi", 2.0, 0.0) - negative
    signals = np.hstack([level[:, None] + random.randn(rows, 5), -level[:, None] * 0.01 + random.randn(rows, 1)])
    return Simulation(signals, right, known, negative, languages)


def test_confidence_tells_right_from_wrong_in_every_language(simulation):
    scores = Confidence.fit(simulation).of(simulation.signals, simulation.languages)
    for language in LANGUAGES:
        mine = simulation.languages == language
        assert scores[mine & simulation.right].mean() > 0.85
        assert scores[mine & ~simulation.right].mean() < 0.3


def test_no_signal_speaks_against_the_first_choice(simulation):
    fitted = Confidence.fit(simulation)
    assert (fitted.weights[: simulation.signals.shape[1]] >= 0).all()


def test_bands_come_from_the_simulation_and_are_ordered(simulation):
    fitted = Confidence.fit(simulation)
    scores = fitted.of(simulation.signals, simulation.languages)
    for language in LANGUAGES:
        answer, suggest = fitted.thresholds[language]
        assert 0.0 <= suggest <= answer <= 1.0
        assert [fitted.band(value, language) for value in (1.0, answer, 0.0)] == ["answer", "answer", "miss"]
        mine = simulation.languages == language
        unwritten = mine & ~simulation.known & ~simulation.negative
        assert (scores[unwritten] < answer).mean() == pytest.approx(REFUSED_SHARE, abs=0.02)
        assert (scores[mine & simulation.known] >= suggest).mean() > 0.95


def test_borders_move_little_when_a_few_rows_change(simulation):
    fitted = Confidence.fit(simulation)
    again = Confidence.fit(simulation.of(np.arange(len(simulation.right)) % 100 != 7))
    for language in LANGUAGES:
        np.testing.assert_allclose(fitted.thresholds[language], again.thresholds[language], atol=0.06)


def test_a_calibrator_survives_being_written_down(simulation):
    fitted = Confidence.fit(simulation)
    again = Confidence.from_dict(fitted.as_dict())
    np.testing.assert_allclose(
        fitted.of(simulation.signals, simulation.languages), again.of(simulation.signals, simulation.languages)
    )
    assert again.thresholds == fitted.thresholds


def test_without_a_simulation_the_classifiers_probability_decides():
    fallback = Confidence.fit(None)
    sure, unsure = np.array([[9, 9, 4.0, 0.9, 0.95, 0.9]]), np.array([[0, 0, -3.0, 0, 0.05, 0.01]])
    assert fallback.band(float(fallback.of(sure, ["hi"])[0]), "hi") == "answer"
    assert fallback.band(float(fallback.of(unsure, ["hi"])[0]), "hi") == "miss"


def test_too_few_labels_give_no_simulation():
    assert simulate(np.eye(2), ["faq/x", "faq/y"], ["en", "en"], ["faq/x", "faq/y"], (2,)) is None


def test_the_simulation_asks_unwritten_unknown_and_known_questions():
    random = np.random.RandomState(1)
    labels = [f"faq/{number}" for number in range(8) for _ in range(6)] + [OUT_OF_SCOPE] * 20
    centres = {label: random.randn(16) for label in sorted(set(labels))}
    rows = np.stack([centres[label] + 0.3 * random.randn(16) for label in labels]).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    entries = sorted(set(labels) - {OUT_OF_SCOPE})
    seen = simulate(rows, labels, ["en"] * len(labels), entries, (16,))
    assert (seen.negative.sum(), (~seen.known & ~seen.negative).sum()) == (20, 48)
    assert seen.right[seen.known].mean() > 0.9
    assert not seen.right[~seen.known].any()
    again = simulate(rows, labels, ["en"] * len(labels), entries, (16,))
    np.testing.assert_array_equal(seen.signals, again.signals)
