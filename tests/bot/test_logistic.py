import numpy as np
from sklearn.linear_model import LogisticRegression

from bot import logistic
from bot.logistic import fit_logistic


def _problem():
    random = np.random.RandomState(0)
    labels = np.repeat(np.arange(4), [40, 10, 25, 5])
    rows = random.randn(4, 12)[labels] * 0.7 + random.randn(len(labels), 12)
    return rows.astype(np.float32), labels, (len(labels) / 4 / np.bincount(labels))[labels]


def test_the_minimum_is_the_one_the_library_finds(monkeypatch):
    monkeypatch.setattr(logistic, "ITERATIONS", 2_000)
    rows, labels, weights = _problem()
    found = fit_logistic(rows, labels, weights, 4)
    library = LogisticRegression(C=logistic.INVERSE_REGULARISATION, class_weight="balanced", max_iter=5_000, tol=1e-8)
    library.fit(rows, labels)
    ours = rows @ found[:, :-1].T + found[:, -1]
    theirs = library.decision_function(rows)
    difference = (ours - ours.mean(axis=1, keepdims=True)) - (theirs - theirs.mean(axis=1, keepdims=True))
    assert np.abs(difference).max() < 0.15
    np.testing.assert_array_equal(ours.argmax(axis=1), theirs.argmax(axis=1))


def test_each_step_lowers_the_loss_and_the_same_rows_give_the_same(monkeypatch):
    rows, labels, weights = _problem()
    right = []
    for iterations in (1, 5, 30):
        monkeypatch.setattr(logistic, "ITERATIONS", iterations)
        found = fit_logistic(rows, labels, weights, 4)
        logits = rows @ found[:, :-1].T + found[:, -1]
        likelihood = logits[np.arange(len(rows)), labels] - np.log(np.exp(logits).sum(axis=1))
        right.append(float((weights * likelihood).sum()))
    assert right == sorted(right)
    np.testing.assert_array_equal(found, fit_logistic(rows, labels, weights, 4))


def test_one_label_is_no_riddle():
    found = fit_logistic(np.ones((3, 2), np.float32), np.zeros(3, int), np.ones(3), 1)
    assert found.shape == (1, 3)
    assert np.isfinite(found).all()
