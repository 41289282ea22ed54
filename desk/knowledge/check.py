"""What must be right in the knowledge base. Each rule says which file and line, and what to do."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from desk.knowledge.files import LANGUAGES, Entry, Problem, TopicFile

MAX_TITLE = 40  # a title is a button's label
MAX_ANSWER = 1000
MIN_QUESTIONS = {"en": 6, "hi": 4, "hinglish": 4}
SAFE_SCHEMES = ("https", "mailto", "tel")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|\]\(")
HELP_PATH = re.compile(r"/help/([a-z0-9_]+)(?:#([a-z0-9_]+))?")


def check_topics(files: list[TopicFile], *, today: date) -> list[Problem]:
    """All problems of the knowledge base, by file and line."""
    problems = [problem for file in files for problem in file.problems]
    problems += _duplicate_ids(files)
    problems += _same_questions(files)
    topics = {file.topic.value: {entry.id.value for entry in file.entries} for file in files}
    ids = set().union(*topics.values()) if topics else set()
    for file in files:
        for entry in file.entries:
            problems += _texts(file.path, entry)
            problems += _references(file.path, entry, ids)
            problems += _links(file.path, entry, topics)
            problems += _review(file.path, entry, today)
    return sorted(set(problems))


def normalised(question: str) -> str:
    """Two questions are the same when only case, spaces, punctuation, width or invisible characters differ."""
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", question)).casefold()
    # Devanagari vowel signs and the virama are marks (M*): they belong to the word.
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in text)
    return " ".join("".join(kept).split())


def _duplicate_ids(files: list[TopicFile]) -> Iterator[Problem]:
    topics: dict[str, str] = {}
    entries: dict[str, str] = {}
    for file in files:
        topic = file.topic
        if topic.value and topic.value in topics:
            yield Problem(file.path, topic.line, f"topic {topic.value} is taken already: {topics[topic.value]}")
        topics.setdefault(topic.value, f"{file.path}:{topic.line}")
        for entry in file.entries:
            found = entry.id
            if found.value and found.value in entries:
                yield Problem(file.path, found.line, f"id {found.value} is taken already: {entries[found.value]}")
            entries.setdefault(found.value, f"{file.path}:{found.line}")


def _same_questions(files: list[TopicFile]) -> Iterator[Problem]:
    """Also within one entry: a question written twice only weighs double in training."""
    seen: dict[str, tuple[str, str]] = {}
    for file in files:
        for entry in file.entries:
            for language in LANGUAGES:
                for question in entry.questions[language].value if language in entry.questions else ():
                    key = normalised(question.value)
                    where = f"{file.path}:{question.line}"
                    if not key:
                        yield Problem(file.path, question.line, f"a question of {entry.id.value} has no letters")
                    elif key in seen:
                        other, place = seen[key]
                        yield Problem(file.path, question.line, f"the same question stands under {other}: {place}")
                    else:
                        seen[key] = (entry.id.value, where)


def _texts(path: str, entry: Entry) -> Iterator[Problem]:
    for title in entry.title.values():
        if len(title.value) > MAX_TITLE:
            length = f"{len(title.value)} characters, at most {MAX_TITLE} fit a button"
            yield Problem(path, title.line, f"title of {entry.id.value} has {length}")
    for language, questions in entry.questions.items():
        if len(questions.value) < MIN_QUESTIONS[language]:
            count = f"{len(questions.value)} questions in {language}, at least {MIN_QUESTIONS[language]} are needed"
            yield Problem(path, questions.line, f"{entry.id.value} has {count}")
    for answer in entry.answer.values():
        if MARKUP.search(answer.value):
            yield Problem(path, answer.line, f"answer of {entry.id.value} holds markup: answers are plain text")
        if len(answer.value) > MAX_ANSWER:
            length = f"{len(answer.value)} characters, at most {MAX_ANSWER}"
            yield Problem(path, answer.line, f"answer of {entry.id.value} has {length}")


def _references(path: str, entry: Entry, ids: set[str]) -> Iterator[Problem]:
    for name, references in (("buttons", entry.buttons), ("related", entry.related)):
        for reference in references:
            if reference.value == entry.id.value:
                yield Problem(path, reference.line, f"{name} of {entry.id.value} names the entry itself")
            elif reference.value not in ids:
                yield Problem(
                    path, reference.line, f"{name} of {entry.id.value} names {reference.value}, which is no entry"
                )


def _links(path: str, entry: Entry, topics: dict[str, set[str]]) -> Iterator[Problem]:
    for link in entry.links:
        fault = link_fault(link.url.value, topics)
        if fault:
            yield Problem(path, link.url.line, f"link of {entry.id.value}: {fault}")


def link_fault(url: str, topics: dict[str, set[str]]) -> str | None:
    """What is wrong with a link, or None. `topics` maps the help pages that exist to their entries."""
    if INVISIBLE.search(url) or "\\" in url or any(char.isspace() or ord(char) < 32 for char in url):
        return f"{url!r} is unsafe: it holds spaces, backslashes or invisible characters"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return f"{url!r} is unsafe: it is not an address"
    if not parts.scheme:
        return _path_fault(url, topics)
    if parts.scheme not in SAFE_SCHEMES:
        return f"{url!r} is unsafe: use https:, mailto:, tel: or a path like /help/delivery#delivery_time"
    if parts.scheme == "https" and (not host or parts.username is not None):
        return f"{url!r} is unsafe: https:// needs a host and nothing before it"
    if parts.scheme != "https" and not parts.path:
        return f"{url!r} is unsafe: nothing follows {parts.scheme}:"
    return None


def _path_fault(url: str, topics: dict[str, set[str]]) -> str | None:
    if url.startswith("//"):
        return f"{url!r} is unsafe: it leads to another host; write https://"
    if url == "/":
        return None
    found = HELP_PATH.fullmatch(url)
    if not found:
        return f"{url!r} leads nowhere: the shop has the pages / and /help/<topic>#<entry>"
    topic, entry_id = found.groups()
    if topic not in topics:
        return f"{url!r} leads nowhere: there is no topic {topic}"
    if entry_id and entry_id not in topics[topic]:
        return f"{url!r} leads nowhere: topic {topic} has no entry {entry_id}"
    return None


def _review(path: str, entry: Entry, today: date) -> Iterator[Problem]:
    if entry.review_by is not None and entry.review_by.value < today:
        when = entry.review_by
        yield Problem(path, when.line, f"{entry.id.value} was to be reviewed by {when.value.isoformat()}", "warning")
