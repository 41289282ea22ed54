import pytest

from bot.background import background_rows
from bot.language import LANGUAGES
from bot.matcher import OUT_OF_SCOPE
from bot.rows import Row, name_rows
from bot.text import scripts


def test_every_language_has_negatives_in_its_script():
    rows = background_rows([])
    for language in LANGUAGES:
        mine = [row.text for row in rows if row.language == language]
        assert len(mine) > 150
        latin = sum(scripts(text)["latin"] > scripts(text)["devanagari"] for text in mine)
        assert (latin == 0) if language == "hi" else (latin == len(mine))
    assert {row.label for row in rows} == {OUT_OF_SCOPE}
    assert len({row.text for row in rows}) == len(rows)


def test_a_question_of_the_knowledge_base_is_no_negative():
    first = background_rows([])[0]
    assert first not in background_rows([Row(f"{first.text.upper()}?", "faq/x", "en")])


@pytest.mark.parametrize(
    ("label", "text"), [("faq/how_to_return", "how to return"), ("faq/100_NIGHT_TRIAL", "100 night trial")]
)
def test_an_entrys_name_is_a_way_to_ask_for_it(label, text):
    assert name_rows([Row("x", label, "hi"), Row("y", label, "en"), Row("hi", "greet", "en")]) == [
        Row(text, label, "en")
    ]


def test_a_name_without_letters_is_none():
    assert name_rows([Row("x", "faq/42", "en")]) == []
