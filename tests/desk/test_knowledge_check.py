"""Each rule of the knowledge base, with the exact file and line it reports."""

from datetime import date
from pathlib import Path

import pytest

from desk.knowledge.check import check_topics, link_fault, normalised
from desk.knowledge.files import Folder, Problem, read_topic_file

TODAY = date(2027, 1, 1)
REAL_FAQ = Path(__file__).parents[2] / "data" / "faq"

# Line numbers matter: each test changes one line of this file and names the line that must be reported.
GOOD = """\
topic: delivery
title: {en: Delivery, hi: डिलीवरी, hinglish: Delivery}
entries:
  - id: delivery_time
    title:
      en: How long delivery takes
      hi: कितना समय
      hinglish: Kitna time
    questions:
      en:
        - how long
        - how many days
        - when will it come
        - delivery days
        - delivery duration
        - time to deliver
      hi:
        - कितने दिन
        - कब आएगा
        - कितना समय
        - डिलीवरी कब
      hinglish:
        - kitne din
        - kab aayega
        - kitna samay
        - delivery kab
    answer:
      en: Two to four days.
      hi: दो से चार दिन।
      hinglish: Do se chaar din.
    links:
      - url: /help/delivery#delivery_time
        label: {en: More, hi: और, hinglish: Aur}
    buttons: [track_order]
    related:
      - track_order
    handoff: never
    owner: logistics
    review_by: 2028-03-31
  - id: track_order
    title: {en: Track, hi: ट्रैक, hinglish: Track karo}
    questions:
      en: [where is it, track it, parcel status, locate parcel, my parcel, tracking link]
      hi: [कहाँ है, ट्रैक करो, पार्सल कहाँ, स्थिति बताओ]
      hinglish: [kahan hai, track kro, parcel kaha, status batao]
    answer: {en: In My Orders., hi: मेरे ऑर्डर में।, hinglish: My Orders mein.}
    handoff: offer
    owner: orders
    review_by: 2028-03-31
"""
NAME = "faq/delivery.yml"


def problems_of(text: str | bytes, *more: tuple[str, str], today: date = TODAY) -> list[Problem]:
    data = text if isinstance(text, bytes) else text.encode()
    files = [read_topic_file(NAME, data)] + [read_topic_file(path, other.encode()) for path, other in more]
    return check_topics(files, today=today)


def changed(old: str, new: str, *, count: int = 1) -> str:
    assert old in GOOD, old
    return GOOD.replace(old, new, count)


def test_good_file_has_no_problems() -> None:
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        # missing languages and keys
        (changed("      hi: कितना समय\n", ""), 5, "title of delivery_time has no hi"),
        (changed("      hinglish: Do se chaar din.\n", ""), 27, "answer of delivery_time has no hinglish"),
        (changed("title: {en: Delivery, hi: डिलीवरी, hinglish", "title: {en: Delivery, hinglish"), 2, "title has no hi"),
        (changed("label: {en: More, hi: और,", "label: {en: More,"), 33, "the label of a link of delivery_time has no hi"),
        (
            changed("      hi: [कहाँ है, ट्रैक करो, पार्सल कहाँ, स्थिति बताओ]\n", ""),
            42,
            "questions of track_order has no hi",
        ),
        (changed("    owner: logistics\n", ""), 4, "delivery_time has no owner"),
        (changed("topic: delivery\n", ""), 1, "the file has no topic"),
        # empty and wrong
        (changed("Two to four days.", '""'), 28, "answer of delivery_time in en is empty"),
        (changed("Two to four days.", '"   "'), 28, "answer of delivery_time in en is empty"),
        (changed("Two to four days.", "true"), 28, "answer of delivery_time in en must be a text: put true in quotes"),
        (changed("        - how long\n", "        - 42\n"), 11, "must be a text: put 42 in quotes"),
        (changed("        - how long\n", "        - {a: b}\n"), 11, "must be a text"),
        (changed("    buttons: [track_order]", "    buttons: track_order"), 34, "buttons of delivery_time must be a list"),
        (changed("    handoff: never", "    handoff: sometimes"), 37, "must be never, offer or always"),
        (changed("    review_by: 2028-03-31", "    review_by: soon"), 39, "must be a date like 2028-03-31"),
        (changed("    review_by: 2028-03-31", "    review_by: 2028-02-30"), 39, "must be a date like 2028-03-31"),
        (changed("  - id: delivery_time", "  - id: Delivery Time"), 4, "must be lower-case letters"),
        (changed("    owner: logistics", "    ownr: logistics"), 38, "unknown key ownr (did you mean owner?)"),
        (changed("    handoff: never\n", "    handoff: never\n    handoff: offer\n"), 38, "has handoff twice"),
        # references
        (changed("buttons: [track_order]", "buttons: [trak_order]"), 34, "names trak_order, which is no entry"),
        (changed("      - track_order\n", "      - nothing_here\n"), 36, "names nothing_here, which is no entry"),
        (changed("      - track_order\n", "      - delivery_time\n"), 36, "names the entry itself"),
        (changed("/help/delivery#delivery_time", "/help/delivery#gone"), 32, "topic delivery has no entry gone"),
        (changed("/help/delivery#delivery_time", "/help/gone"), 32, "there is no topic gone"),
        (changed("/help/delivery#delivery_time", "/cart"), 32, "leads nowhere"),
        # unsafe links
        (changed("/help/delivery#delivery_time", "javascript:alert(1)"), 32, "unsafe"),
        (changed("/help/delivery#delivery_time", "http://aangan.example/"), 32, "unsafe"),
        # duplicates
        (changed("  - id: track_order", "  - id: delivery_time"), 40, f"id delivery_time is taken already: {NAME}:4"),
        (changed("[where is it, track it", "[HOW  long??, track it"), 43, f"stands under delivery_time: {NAME}:11"),
        (changed("        - how many days\n", "        - How long!\n"), 12, f"stands under delivery_time: {NAME}:11"),
        (changed("        - how long\n", '        - "?!"\n'), 11, "has no letters"),
        # lengths and counts
        (changed("        - delivery kab\n", ""), 22, "has 3 questions in hinglish, at least 4"),
        (changed("How long delivery takes", "T" * 41), 6, "has 41 characters, at most 40"),
        (changed("Two to four days.", "<b>Two</b> days"), 28, "holds markup"),
        # malformed
        (changed("entries:\n", "entries: [\n"), 4, "not valid YAML"),
        (changed("    handoff: never", "\thandoff: never"), 37, "not valid YAML"),
        ("", 1, "a topic file has the keys topic, title and entries"),
        ("- a\n- b\n", 1, "a topic file has the keys topic, title and entries"),
        ("topic: delivery\ntitle: {en: a, hi: b, hinglish: c}\nentries: nothing\n", 3, "entries must be a list"),
        ("topic: delivery\ntitle: {en: a, hi: b, hinglish: c}\nentries:\n  - text\n", 4, "an entry must have keys"),
        ("a: " + "[" * 700, 1, "not valid YAML"),
    ],
)  # fmt: skip
def test_each_fault_is_reported_where_it_stands(text: str, line: int, message: str) -> None:
    found = problems_of(text)
    places = {(problem.path, problem.line) for problem in found if message in problem.message}
    assert places == {(NAME, line)}, "\n".join(map(str, found))
    assert all(problem.severity == "error" for problem in found)


def test_file_that_is_not_utf8_names_the_line() -> None:
    (problem,) = problems_of(GOOD.encode().replace(b"kitne din", b"kitne \xff din"))
    assert (problem.line, problem.message) == (23, "not valid UTF-8")


def test_control_character_is_malformed() -> None:
    (problem,) = problems_of(changed("kitne din", "kitne \x07 din"))
    assert problem.line == 23
    assert "not valid YAML" in problem.message


def test_same_question_and_same_topic_in_two_files_name_the_other_file() -> None:
    other = GOOD.replace("id: delivery_time", "id: other_time").replace("id: track_order", "id: other_order")
    other = other.replace("delivery_time", "other_time").replace("track_order", "other_order")
    found = problems_of(GOOD, ("faq/other.yml", other))
    assert f"topic delivery is taken already: {NAME}:1" in {p.message for p in found if p.path == "faq/other.yml"}
    assert f"the same question stands under delivery_time: {NAME}:11" in {p.message for p in found}


def test_expired_entry_is_a_warning() -> None:
    found = problems_of(GOOD, today=date(2028, 4, 1))
    assert [(p.line, p.severity) for p in found] == [(39, "warning"), (49, "warning")]
    assert str(found[0]) == f"{NAME}:39: warning: delivery_time was to be reviewed by 2028-03-31"
    assert problems_of(GOOD, today=date(2028, 3, 31)) == []


def test_all_faults_are_reported_at_once() -> None:
    text = changed("Two to four days.", '""').replace("handoff: offer", "handoff: no").replace("- kab aayega", "- 7")
    assert sorted({problem.line for problem in problems_of(text)}) == [22, 24, 28, 47]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("How long?", "how   LONG", True),
        ("how\u200blong", "howlong", True),
        ("ＨＯＷ long", "how long", True),
        ("कहाँ है?", "कहाँ है", True),
        ("कब", "कम", False),
        ("किताब", "कताब", False),  # vowel signs tell words apart
        ("how-long", "how long", True),
    ],
)
def test_questions_are_compared_without_case_spaces_and_signs(one: str, other: str, same: bool) -> None:
    assert (normalised(one) == normalised(other)) is same


@pytest.mark.parametrize(
    "url",
    [
        "https://aangan.example/spares",
        "mailto:help@aangan.example",
        "tel:18001234567",
        "/",
        "/help/delivery",
        "/help/delivery#delivery_time",
    ],
)
def test_safe_links(url: str) -> None:
    assert link_fault(url, {"delivery": {"delivery_time"}}) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://aangan.example",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "https://",
        "https:///path",
        "https://user@evil.example/",
        "https://aangan.example@evil.example",
        "https://[bad",
        "mailto:",
        "tel:",
        "/help/../admin",
        "/help/delivery/../x",
        "https://exam\u202eple.in",
        "help/delivery",
        "#delivery_time",
        "",
    ],
)
def test_unsafe_or_dangling_links(url: str) -> None:
    assert link_fault(url, {"delivery": {"delivery_time"}}) is not None


def test_folder_reads_only_changed_files_again(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yml", tmp_path / "two.yml"
    one.write_text(GOOD, encoding="utf-8")
    other.write_text(GOOD, encoding="utf-8")
    folder = Folder(tmp_path)
    before = folder.read()
    other.write_text(changed("Two to four days.", "Three days."), encoding="utf-8")
    after = folder.read()
    assert after[0] is before[0]
    assert after[1].entries[0].answer["en"].value == "Three days."
    other.unlink()
    assert len(folder.read()) == 1


def test_missing_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Folder(tmp_path / "none").read()


def test_shops_own_knowledge_base_has_no_errors() -> None:
    files = Folder(REAL_FAQ).read()
    assert [str(problem) for problem in check_topics(files, today=TODAY)] == []
    assert sum(len(file.entries) for file in files) >= 60
