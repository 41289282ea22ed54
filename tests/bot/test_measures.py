"""The statistics of the evaluation, against hand-made cases and scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from bot import measures


@pytest.mark.parametrize("seed", range(5))
def test_mcc_is_the_one_of_many_classes(seed):
    random = np.random.RandomState(seed)
    true, predicted = random.randint(0, 6, 300), random.randint(0, 6, 300)
    predicted[:200] = true[:200]
    assert measures.mcc(true, predicted) == pytest.approx(matthews_corrcoef(true, predicted))


def test_mcc_of_one_class_only_is_zero():
    assert measures.mcc(np.zeros(5, int), np.array([0, 0, 0, 0, 1])) == 0.0
    assert measures.mcc(np.array([0, 1]), np.array([0, 1])) == 1.0


def test_codes_agree_over_columns():
    true, predicted, nothing = measures.codes(["b", "a", "none"], ["a", "a", "b"], ["none"])
    assert list(true == predicted) == [False, True, False]
    assert list(true == nothing[0]) == [False, False, True]


def test_auroc_counts_ties_half():
    random = np.random.RandomState(0)
    scores, positive = random.randint(0, 5, 200).astype(float), random.rand(200) < 0.4
    assert measures.auroc(scores, positive) == pytest.approx(roc_auc_score(positive, scores))
    assert measures.auroc(np.array([0.5, 0.5]), np.array([True, False])) == 0.5
    assert np.isnan(measures.auroc(np.array([0.5]), np.array([True])))


def test_best_threshold_parts_known_from_unknown():
    true = np.array([1, 2, 1, 0, 0, 0])
    first = np.array([1, 2, 1, 1, 2, 2])
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.2, 0.1])
    assert measures.best_threshold(true, first, scores, nothing=0) == 0.7


def test_calibration_error_of_honest_and_of_boasting_confidence():
    random = np.random.RandomState(0)
    confidence = random.rand(20_000)
    honest = random.rand(20_000) < confidence
    assert measures.calibration_error(confidence, honest) < 0.02
    assert measures.calibration_error(confidence, honest, 15, equal_mass=False) < 0.02
    boasting = measures.calibration_error(np.full(100, 0.9), np.arange(100) < 50)
    assert boasting == pytest.approx(0.4)  # equal confidences share a bin, whatever their order


def test_bins_hold_every_text_once():
    confidence, right = np.array([0.0, 0.04, 0.5, 1.0]), np.array([0.0, 0.0, 1.0, 1.0])
    assert [b.count for b in measures.bins(confidence, right, 2)] == [2, 2]
    assert [b.count for b in measures.bins(confidence, right, 10, equal_mass=False)] == [2, 1, 1]
    assert measures.calibration_error(np.zeros(0), np.zeros(0)) == 0.0


def test_bootstrap_covers_the_truth_and_pairs_systems():
    random = np.random.RandomState(1)
    right = random.rand(400) < 0.8
    worse = right & (random.rand(400) < 0.9)
    draws = measures.resampled(lambda rows: [right[rows].mean(), worse[rows].mean()], 400)
    low, high = measures.ends(draws)
    assert low[0] < 0.8 < high[0]
    assert 0.06 < high[0] - low[0] < 0.10  # 1.96 * 2 * sqrt(.8 * .2 / 400) is .078
    # `worse` is never right where the other is wrong: paired, the difference is never negative
    assert (draws[:, 0] - draws[:, 1]).min() >= 0
    assert np.array_equal(draws, measures.resampled(lambda rows: [right[rows].mean(), worse[rows].mean()], 400))


def test_a_share_has_an_interval_that_stays_within_0_and_1():
    found = measures.share([True] * 20)
    assert found["share"] == 1.0
    assert found["interval"][0] == pytest.approx(0.8389, abs=1e-3)
    assert found["interval"][1] == 1.0
    assert measures.share([]) == {"share": None, "interval": None, "of": 0}


def test_interval_of_a_few_draws_is_students():
    low, high = measures.spread_of_draws([0.1, 0.2, 0.3])
    assert (low, high) == (pytest.approx(0.2 - 4.303 * 0.1 / 3**0.5, abs=1e-3), pytest.approx(0.448, abs=1e-3))
    assert measures.spread_of_draws([0.7]) == (0.7, 0.7)


def test_mcnemar_weighs_lost_against_won():
    before = np.array([True] * 10 + [False] * 90)
    assert measures.mcnemar(before, before) == 1.0
    assert measures.mcnemar(before, np.zeros(100, bool)) == pytest.approx(2 * 0.5**10)
    swapped = np.array([False] * 5 + [True] * 10 + [False] * 85)
    assert measures.mcnemar(before, swapped) == 1.0
