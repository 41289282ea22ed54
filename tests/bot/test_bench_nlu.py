"""The benchmark of understanding, on made-up data in the form of the public sets."""

import csv
import os

import numpy as np
import pytest

from bench import nlu_data, nlu_hint3, nlu_tables
from bench.nlu_ours import Answers
from bench.nlu_process import apart, peak_mb
from bot.outcomes import Question, figures, outcome
from tests.bot.conftest import SMALL

ASKED = [
    ("how many days will the delivery take", "delivery_time"),
    ("please cancel my order now", "cancel_order"),
    ("when will the refund arrive", "refund_time"),
    ("who won the match", nlu_data.NOTHING),
    ("tell me a joke", nlu_data.NOTHING),
    ("👍", nlu_data.NOTHING),
]


def _table(path, names, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])


@pytest.fixture
def datasets(tmp_path):
    """Both bots of HINT3 with the small shop's entries; every platform is right where there is an entry, surer there."""
    learn = [(text, entry) for entry, questions in SMALL.items() for text in questions["en"]]
    for bot in nlu_data.BOTS:
        _table(tmp_path / "hint3" / f"{bot}_train.csv", ("sentence", "label"), learn)
        _table(tmp_path / "hint3" / f"{bot}_test.csv", ("sentence", "label"), ASKED)
        for name, border in nlu_data.PLATFORMS.items():
            said = [
                (text, label, *((nlu_data.NOTHING, 0.9) if text == "👍" else ("refund_time", border - 0.1)))
                if label == nlu_data.NOTHING
                else (text, label, label, border + 0.01)
                for text, label in ASKED
            ]
            head = ("sentence", "label", "predicted_node", "predicted_node_score")
            _table(tmp_path / "hint3" / f"pred_{name}_{bot}.csv", head, said)
    return tmp_path


def test_a_platform_that_had_no_answer_was_not_sure_of_one(datasets):
    predictions = nlu_data.platform(datasets, "curekart", "luis")
    assert predictions.labels[-1] == nlu_data.NOTHING
    assert predictions.scores[-1] == 0.0


def test_predictions_for_other_questions_are_refused(datasets):
    path = datasets / "hint3" / "pred_luis_curekart.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("joke", "story"), encoding="utf-8")
    with pytest.raises(ValueError, match="pred_luis_curekart"):
        nlu_data.platform(datasets, "curekart", "luis")


def test_shots_are_drawn_as_documented():
    learn = nlu_data.rows([f"{label} {n}" for n in range(20) for label in "ba"], ["b", "a"] * 20)
    drawn = nlu_data.shots(learn, 3, seed=7)
    random = np.random.RandomState(7)
    expected = [f"a {n}" for n in random.permutation(20)[:3]] + [f"b {n}" for n in random.permutation(20)[:3]]
    assert [row.text for row in drawn] == expected
    assert nlu_data.shots(learn, 3, seed=7) == drawn != nlu_data.shots(learn, 3, seed=8)


def test_hint3_measures_by_hand(datasets):
    asked = nlu_data.Asked(*map(list, zip(*ASKED, strict=True)))
    ours = Answers(
        ["delivery_time", "cancel_order", "cancel_order", "refund_time", "refund_time", None],
        [0.9, 0.8, 0.3, 0.6, 0.1, 0.0],
        [True, True, False, True, False, False],
    )
    values = nlu_hint3._values(datasets, "curekart", asked, {"ours": ours})
    accuracy, _, _, refused, auroc = values["ours"][0]
    assert accuracy == pytest.approx(2 / 3)
    assert refused == pytest.approx(2 / 3)
    assert auroc == pytest.approx(8 / 9)
    # every platform of this made-up data is perfect at its threshold
    for name in nlu_data.PLATFORMS:
        assert list(values[name][0]) == [1.0] * len(nlu_hint3.MEASURES)
    assert values["ours"][1].shape == (2_000, len(nlu_hint3.MEASURES))


@pytest.mark.slow
def test_hint3_from_files_to_table(datasets, var_dir):
    """Trains and asks in processes of their own, as the command does."""
    found = nlu_hint3.measure(datasets, with_diet=False, limit=None, epochs=1)
    assert found["questions"] == 12
    assert found["systems"]["ours"]["mean"]["in_scope_accuracy"]["value"] == 1.0
    difference = found["differences"]["mcc"]
    assert difference["interval"][0] <= difference["value"] <= difference["interval"][1] <= 0
    cost = found["costs"]["curekart"]["ours"]
    assert cost["seconds"]["train_cold"] > 0
    assert cost["peak_mb"] > 50
    shown = "\n".join(nlu_tables.lines("hint3", found))
    assert "| Sahayak" in shown
    assert "| Haptik | 1.000 (1.000–1.000)" in shown


def test_the_own_table_shows_dashes_where_nothing_was_asked():
    ranking = [("faq/pay", 0.9)]
    matched = type("Match", (), {"ranking": ranking, "label": "faq/pay", "confidence": 0.9, "band": "answer"})()
    found = figures([outcome(Question("pay?", "en", entry="pay"), "en", matched)])
    shown = nlu_tables.lines("own", found)
    assert shown[0] == "### Own questions: 1 in scope, 0 out of scope"
    assert any(line.startswith("| first choice right | 100.0 %") and "| – |" in line for line in shown)


def _square(number):
    return number * number, os.getpid()


def _die():
    os._exit(3)


def test_a_job_runs_in_a_process_of_its_own_and_tells_its_cost():
    (value, process), cost = apart(_square, 7)
    assert value == 49
    assert process != os.getpid()
    assert 0 <= cost["cpu_seconds"] < 60
    assert 5 < cost["peak_mb"] < peak_mb() + 200


def test_a_job_that_dies_is_an_error():
    with pytest.raises(RuntimeError, match="_die ended without a result"):
        apart(_die)
