import copy

import pytest
from ruamel.yaml import YAML

from bot.faq_files import FaqContentError, read_entries
from bot.faq_importer import FaqImporter
from tests.bot.conftest import SMALL, small_topic


def write(folder, document, name="small.yml"):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / name, "w", encoding="utf-8") as file:
        YAML().dump(document, file)


@pytest.fixture
def importer(small_root):
    return FaqImporter(str(small_root / "config.yml"), faq_path="data/faq")


def test_every_question_becomes_an_example_with_its_key_and_language(importer):
    examples = importer.get_nlu_data().training_examples
    assert len(examples) == sum(len(texts) for entry in SMALL.values() for texts in entry.values())
    one = next(example for example in examples if example.get("text") == "order cancel karna hai")
    assert one.get("intent") == "faq"
    assert one.get("intent_response_key") == "faq/cancel_order"
    assert one.get("metadata") == {"example": {"language": "hinglish"}}


def test_the_domain_answers_in_three_languages(importer):
    domain = importer.get_domain()
    variations = domain.responses["utter_faq/delivery_time"]
    assert [variation["text"] for variation in variations] == [
        "Answer delivery_time in en",
        "Answer delivery_time in hi",
        "Answer delivery_time in hinglish",
    ]
    assert "condition" not in variations[0]
    assert variations[1]["condition"] == [{"type": "slot", "name": "language", "value": "hi"}]
    assert variations[2]["buttons"] == [{"title": "Title cancel_order in hinglish", "payload": "/faq/cancel_order"}]
    assert "faq" in domain.retrieval_intents


def test_question_text_is_never_read_as_markup(tmp_path):
    document = small_topic()
    document["entries"][0]["questions"]["en"].append("what is [this](phone) {thing}")
    document["entries"][0]["answer"]["en"] = "Use {code}."
    write(tmp_path / "data/faq", document)
    importer = FaqImporter(str(tmp_path / "config.yml"), faq_path="data/faq")
    texts = [example.get("text") for example in importer.get_nlu_data().training_examples]
    assert "what is [this](phone) {thing}" in texts
    assert importer.get_domain().responses["utter_faq/delivery_time"][0]["text"] == "Use (code)."


def test_a_copied_configuration_in_another_folder_still_finds_the_working_folders_data(
    small_root, tmp_path, monkeypatch
):
    monkeypatch.chdir(small_root)
    (tmp_path / "elsewhere").mkdir()
    assert len(FaqImporter(str(tmp_path / "elsewhere/config.yml"), faq_path="data/faq").entries()) == len(SMALL)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(FaqContentError, match="no such folder"):
        FaqImporter(str(tmp_path / "config.yml"), faq_path="data/nowhere")


def break_entry(key, value):
    def change(document):
        if value is None:
            del document["entries"][1][key]
        else:
            document["entries"][1][key] = value

    return change


def break_language(key, language):
    def change(document):
        del document["entries"][1][key][language]

    return change


def same_id(document):
    document["entries"].append(copy.deepcopy(document["entries"][0]))


def same_question(document):
    document["entries"][1]["questions"]["en"].append("How many days will delivery take?!")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (break_entry("id", None), "id must be a lower-case name"),
        (break_entry("id", "Cancel Order"), "id must be a lower-case name"),
        (break_entry("questions", None), "cancel_order: questions must hold the languages"),
        (break_entry("questions", ["a", "b"]), "cancel_order: questions must hold the languages"),
        (break_entry("answer", "text"), "cancel_order: answer must hold the languages"),
        (break_entry("title", {"en": "x", "hi": " ", "hinglish": "y"}), "cancel_order: title has no text for hi"),
        (break_language("answer", "hinglish"), "cancel_order: answer has no text for hinglish"),
        (break_language("questions", "hi"), "cancel_order: questions has no list for hi"),
        (
            break_entry("questions", {"en": [1], "hi": ["क"], "hinglish": ["kya hai"]}),
            "a question must be a text, not 1",
        ),
        (break_entry("buttons", ["nothing_there"]), "buttons names nothing_there, which is no entry"),
        (break_entry("related", "refund_time"), "related must be a list"),
        (break_entry("links", [{"label": {}}]), "each link needs a url"),
        (break_entry("handoff", "sometimes"), "handoff must be one of"),
        (same_id, "id delivery_time is taken by"),
        (same_question, "cancel_order asks 'How many days will delivery take\\?!' like delivery_time"),
    ],
)
def test_broken_content_is_refused_naming_file_and_line(tmp_path, change, message):
    document = small_topic()
    change(document)
    write(tmp_path, document)
    with pytest.raises(FaqContentError, match=message) as caught:
        read_entries(tmp_path)
    assert all(
        "small.yml:" in fault and fault.split("small.yml:")[1].split(":")[0].isdigit() for fault in caught.value.faults
    )


def test_the_named_line_is_the_faulty_one(tmp_path):
    document = small_topic()
    document["entries"][2]["handoff"] = "sometimes"
    write(tmp_path, document)
    with pytest.raises(FaqContentError) as caught:
        read_entries(tmp_path)
    line = int(caught.value.faults[0].split("small.yml:")[1].split(":")[0])
    assert "sometimes" in (tmp_path / "small.yml").read_text(encoding="utf-8").splitlines()[line - 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("topic: a\nentries: [\n", "not readable as YAML"),
        ("- 1\n", "expected the keys topic, title"),
        ("topic: A b\nentries:\n- 1\n", "topic must be"),
        ("topic: a\nentries:\n- 1\n", ":3: an entry must be a mapping"),
        ("topic: a\ntopic: b\nentries: []\n", "not readable as YAML"),
    ],
)
def test_malformed_files_are_refused(tmp_path, text, message):
    (tmp_path / "bad.yml").write_text(text)
    with pytest.raises(FaqContentError, match=message):
        read_entries(tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "bad.yml").write_bytes(b"topic: caf\xe9\n")
    with pytest.raises(FaqContentError, match="not UTF-8"):
        read_entries(tmp_path)


def test_all_faults_are_told_at_once(tmp_path):
    document = small_topic()
    document["entries"][0]["handoff"] = "x"
    document["entries"][1]["handoff"] = "y"
    write(tmp_path, document)
    (tmp_path / "zz.yml").write_text("- 1\n")
    with pytest.raises(FaqContentError) as caught:
        read_entries(tmp_path)
    assert len(caught.value.faults) == 3
