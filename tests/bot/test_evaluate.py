"""`make eval`: figures of the questions, and what got worse."""

import json
import sys

import pytest

from bot import evaluate as command
from bot.comparison import compare, verdicts
from bot.matcher import NO_MATCH, Match
from bot.outcomes import Question, ask_all, figures, outcome, read_held_out, read_out_of_scope

HELD_OUT = """
cancel_order:
  en: [please cancel the order i placed]
  hi: [मुझे अपना ऑर्डर कैंसल करवाना है]
  hinglish: [mera order cancel kar do please]
refund_time:
  en: [how long until my refund arrives]
"""
OUT_OF_SCOPE = """
unrelated:
  en: [what is the capital of france]
  hinglish: [mujhe ek joke sunao]
near_miss:
  en: [do you rent out cookers]
"""


@pytest.fixture
def questions(tmp_path):
    (tmp_path / "heldout.yml").write_text(HELD_OUT, encoding="utf-8")
    (tmp_path / "out_of_scope.yml").write_text(OUT_OF_SCOPE, encoding="utf-8")
    return [*read_held_out(tmp_path / "heldout.yml"), *read_out_of_scope(tmp_path / "out_of_scope.yml")]


def _found(question, ranking, confidence, band):
    return outcome(question, question.language, Match(ranking, confidence, band))


ASKED = Question("where is it", "en", entry="track")
STRANGE = Question("sing", "en", kind="small_talk")


@pytest.mark.parametrize(
    ("question", "ranking", "band", "verdict", "rank"),
    [
        (ASKED, [("faq/track", 0.9), ("faq/pay", 0.1)], "answer", "right", 0),
        (ASKED, [("faq/pay", 0.9), ("faq/track", 0.1)], "answer", "wrong", 1),
        (ASKED, [("greet", 0.9), ("faq/track", 0.1)], "answer", "wrong", 1),
        (ASKED, [("faq/pay", 0.9), ("faq/track", 0.1)], "did_you_mean", "suggested", 1),
        (ASKED, [("faq/a", 0.4), ("faq/b", 0.3), ("faq/c", 0.2), ("faq/track", 0.1)], "did_you_mean", "missed", 3),
        (ASKED, [("faq/track", 0.9)], "miss", "missed", 0),
        (ASKED, [], "miss", "missed", None),
        (STRANGE, [("faq/pay", 0.9)], "answer", "wrong", None),
        (STRANGE, [("faq/pay", 0.9)], "did_you_mean", "refused", None),
        (STRANGE, [], "miss", "refused", None),
    ],
)
def test_verdicts(question, ranking, band, verdict, rank):
    found = _found(question, ranking, 0.5, band)
    assert (found.verdict, found.rank) == (verdict, rank)


def test_nothing_read_is_a_miss_with_no_confidence():
    found = outcome(ASKED, "en", NO_MATCH)
    assert (found.verdict, found.confidence, found.label) == ("missed", 0.0, None)


def test_figures_count_out_of_scope_where_they_should():
    right = _found(ASKED, [("faq/track", 0.9)], 1.0, "answer")
    wrong = _found(STRANGE, [("faq/track", 0.9)], 1.0, "answer")
    refused = _found(STRANGE, [("greet", 0.9)], 0.0, "miss")
    found = figures([right, right, wrong, refused])
    english = found["by_language"]["en"]
    assert english["answered_right"] == {**english["answered_right"], "share": 1.0, "of": 2}
    assert english["answered_wrong"]["share"] == 0.25
    assert english["out_of_scope_refused"]["share"] == 0.5
    # sure and right twice, sure and wrong once, not sure at all and not right once
    assert english["calibration"]["error_15_equal_width"] == pytest.approx(0.25)
    assert found["by_language"]["hi"]["top_1"]["of"] == 0
    assert found["by_language"]["hi"]["calibration"] is None
    assert found["out_of_scope_by_kind"]["small_talk"]["of"] == 2
    assert command.table(found)


def test_a_real_matcher_is_asked_in_three_languages(small_matcher, questions):
    outcomes = ask_all(small_matcher, questions)
    assert [o.question.text for o in outcomes] == [q.text for q in questions]
    found = figures(outcomes)
    assert found["by_language"]["all"]["top_1"] == {**found["by_language"]["all"]["top_1"], "share": 1.0, "of": 4}
    assert set(found["out_of_scope_by_kind"]) == {"unrelated", "near_miss"}
    assert found["by_language"]["all"]["language_detected"]["share"] == 1.0


def test_the_older_form_of_out_of_scope_is_all_unrelated(tmp_path):
    (tmp_path / "old.yml").write_text("en: [sing a song]\nhi: [गाना सुनाओ]\n", encoding="utf-8")
    assert {question.kind for question in read_out_of_scope(tmp_path / "old.yml")} == {"unrelated"}


def _kept(**good):
    """{entry: number of right ones of 10}."""
    return {
        entry: {"en": {f"{entry} {n}": "right" if n < right else "wrong" for n in range(10)}}
        for entry, right in good.items()
    }


def test_what_got_worse_is_told_by_entry_and_question():
    comparison = compare(_kept(pay=10, track=5, gone=1), _kept(pay=8, track=6, new=10))
    assert (comparison.compared, comparison.only_before, comparison.only_after) == (20, 10, 10)
    assert [key for key, _ in comparison.lost] == [("pay", "en", "pay 8"), ("pay", "en", "pay 9")]
    assert [key for key, _ in comparison.won] == [("track", "en", "track 5")]
    assert comparison.fallen == {"pay": (1.0, 0.8)}
    assert not comparison.significantly_worse
    shown = "\n".join(comparison.lines())
    assert "pay 8  (right -> wrong)" in shown
    assert "100% -> 80%" in shown
    assert "2 lost, 1 won, no significant change (McNemar, p = 1.000)" in shown
    assert "significantly better (McNemar, p < .001)" in compare(_kept(a=0, b=0), _kept(a=10, b=9)).lines()[0]


def test_significantly_worse_only_when_hardly_by_chance_and_in_that_direction():
    assert compare(_kept(pay=10), _kept(pay=3)).significantly_worse
    assert not compare(_kept(pay=3), _kept(pay=10)).significantly_worse
    assert not compare(_kept(pay=10), _kept(pay=6)).significantly_worse  # 4 lost: p = .125
    assert compare(_kept(pay=10), _kept(pay=4)).significantly_worse  # 6 lost: p = .031


def test_the_command_compares_and_keeps(small_matcher, questions, tmp_path, monkeypatch, capsys):
    # the matcher that the command would train; asking, comparing and keeping are real
    monkeypatch.setattr(command, "product_rows", lambda root: [])
    monkeypatch.setattr(command.Matcher, "fit", lambda rows, embedder: small_matcher)
    last = tmp_path / "own.json"
    arguments = ["bot.evaluate", "--heldout", str(tmp_path / "heldout.yml"), "--last", str(last)]
    arguments += ["--out-of-scope", str(tmp_path / "out_of_scope.yml")]
    monkeypatch.setattr(sys, "argv", arguments)
    assert command.main() == 0
    assert "nothing to compare with" in capsys.readouterr().out
    assert not last.exists()
    monkeypatch.setattr(sys, "argv", [*arguments, "--keep"])
    assert command.main() == 0
    kept = json.loads(last.read_text(encoding="utf-8"))
    assert kept == verdicts(ask_all(small_matcher, questions))
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", arguments)
    assert command.main() == 0
    assert "0 lost, 0 won" in capsys.readouterr().out


def test_the_command_says_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["bot.evaluate", "--heldout", str(tmp_path / "none.yml")])
    assert command.main() == 2
    assert "none.yml is missing" in capsys.readouterr().err


def test_the_products_rows_come_from_its_own_importers():
    rows = command.product_rows(command.Path.cwd())
    labels = {row.label for row in rows}
    assert {"faq/place_order", "greet"} <= labels
    assert {row.language for row in rows} == {"en", "hi", "hinglish"}
