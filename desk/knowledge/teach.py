"""Writes what people taught into the files that the bot is trained from: a variant of an entry, or a negative.

Every function here takes the lock of the FAQ folder first, so that two desks never write over each other, and reads the
files anew. Nothing is put in place before it was read back and checked.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from desk.errors import FaqEntryNotFound, KnowledgeNotWritable, QuestionKnown
from desk.knowledge.check import check_topics, normalised
from desk.knowledge.files import Entry, Folder, TopicFile, read_topic_file
from desk.knowledge.negatives import NegativesBroken, read_negatives, with_negative, without_negative
from desk.knowledge.replace import replace_file
from desk.knowledge.variants import NoSuchPlace, with_variant, without_variant

OUT_OF_SCOPE = None  # in place of an entry's id

Place = tuple[str | None, str]  # entry id or OUT_OF_SCOPE, and the question as it is written there


def check_new(folder: Folder, negatives: Path, *, faq_id: str | None, question: str) -> None:
    """Raises FaqEntryNotFound, QuestionKnown (`data.faq_id` says where it stands), KnowledgeNotWritable."""
    with _alone(folder):
        files = _read(folder)
        if faq_id is not OUT_OF_SCOPE:
            _entry(files, faq_id)
        known = _find(files, _read_negatives(negatives), question)
        if known is not None:
            raise QuestionKnown(faq_id=known[0])


def add_question(folder: Folder, negatives: Path, *, faq_id: str | None, language: str, question: str) -> None:
    """Write it where it belongs; it may stand there already. Raises FaqEntryNotFound, QuestionKnown, KnowledgeNotWritable."""
    with _alone(folder):
        files, text = _read(folder), _read_negatives(negatives)
        known = _find(files, text, question)
        if known is not None:
            if known[0] != faq_id:
                raise QuestionKnown(faq_id=known[0])
            return
        if faq_id is OUT_OF_SCOPE:
            changed = with_negative(text, language, question)
            _check_negatives(negatives, text, changed, language, question)
            replace_file(negatives, changed.encode())
        else:
            file, entry = _entry(files, faq_id)
            after = [*_listed(entry, language), question]
            _rewrite(
                files, file, (faq_id, language, after), lambda text: with_variant(text, faq_id, language, question)
            )


def remove_question(folder: Folder, negatives: Path, *, faq_id: str | None, language: str, question: str) -> None:
    """Take it out again, if it still stands there to the letter. Raises KnowledgeNotWritable."""
    with _alone(folder):
        files = _read(folder)
        if faq_id is OUT_OF_SCOPE:
            text = _read_negatives(negatives)
            changed = without_negative(text, question) if text else ""
            if not changed:
                negatives.unlink(missing_ok=True)
            elif changed != text:
                _parse_negatives(negatives, changed)
                replace_file(negatives, changed.encode())
            return
        try:
            file, entry = _entry(files, faq_id)
        except FaqEntryNotFound:  # the entry is gone, and the question with it
            return
        after = _listed(entry, language)
        if question in after:
            after.remove(question)
            _rewrite(
                files, file, (faq_id, language, after), lambda text: without_variant(text, faq_id, language, question)
            )


def _read(folder: Folder) -> list[TopicFile]:
    files = folder.read()
    _check(files)
    return files


def _check(files: list[TopicFile]) -> None:
    for problem in check_topics(files, today=datetime.now(UTC).date()):
        if problem.severity == "error":
            raise KnowledgeNotWritable(problem=str(problem))


def _entry(files: list[TopicFile], faq_id: str) -> tuple[TopicFile, Entry]:
    for file in files:
        for entry in file.entries:
            if entry.id.value == faq_id:
                return file, entry
    raise FaqEntryNotFound()


def _listed(entry: Entry, language: str) -> list[str]:
    return [question.value for question in entry.questions[language].value]


def _rewrite(
    files: list[TopicFile], file: TopicFile, wanted: tuple[str, str, list[str]], change: Callable[[str], str]
) -> None:
    """Put the changed file in place; `wanted`: whose questions are other than before, and what they are to be."""
    path = Path(file.path)
    try:
        changed = change(path.read_bytes().decode("utf-8")).encode()
    except NoSuchPlace as error:
        raise KnowledgeNotWritable(problem=f"{path}: {error}") from error
    after = read_topic_file(file.path, changed)
    _check([after if other is file else other for other in files])
    expected = _content(file)
    faq_id, language, questions = wanted
    expected[faq_id][f"questions.{language}"] = questions
    if _content(after) != expected:
        raise KnowledgeNotWritable(problem=f"{path}: {faq_id} is written in a way that only a person can change")
    replace_file(path, changed)


def _content(file: TopicFile) -> dict[str, dict[str, object]]:
    """What a file says, without the lines on which it says so."""
    return {
        entry.id.value: {
            **{f"title.{language}": text.value for language, text in entry.title.items()},
            **{f"questions.{language}": _listed(entry, language) for language in entry.questions},
            **{f"answer.{language}": text.value for language, text in entry.answer.items()},
            "links": [(link.url.value, [label.value for label in link.label.values()]) for link in entry.links],
            "buttons": [button.value for button in entry.buttons],
            "related": [related.value for related in entry.related],
            "others": (entry.handoff, entry.owner, entry.review_by and entry.review_by.value),
        }
        for entry in file.entries
    }


def _find(files: list[TopicFile], negatives: str, question: str) -> Place | None:
    key = normalised(question)
    for file in files:
        for entry in file.entries:
            for listed in entry.questions.values():
                for item in listed.value:
                    if normalised(item.value) == key:
                        return entry.id.value, item.value
    for questions in read_negatives(negatives).values() if negatives else ():
        for negative in questions:
            if normalised(negative) == key:
                return OUT_OF_SCOPE, negative
    return None


def _read_negatives(path: Path) -> str:
    """The file's text; "" when there is none yet."""
    if not path.exists():
        return ""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeNotWritable(problem=f"{path}: not valid UTF-8") from error
    _parse_negatives(path, text)
    return text


def _parse_negatives(path: Path, text: str) -> dict[str, list[str]]:
    try:
        return read_negatives(text)
    except NegativesBroken as error:
        raise KnowledgeNotWritable(problem=f"{path}:{error}") from error


def _check_negatives(path: Path, before: str, after: str, language: str, question: str) -> None:
    expected = read_negatives(before) if before else {}
    expected[language] = [*expected.get(language, []), question]
    read = _parse_negatives(path, after)
    if {key: sorted(items) for key, items in read.items()} != {key: sorted(items) for key, items in expected.items()}:
        raise KnowledgeNotWritable(problem=f"{path}: its examples are written in a way that only a person can change")


@contextmanager
def _alone(folder: Folder) -> Iterator[None]:
    """Under the lock of the folder itself, so that no file appears that people or the watcher would see.

    What the disk forbids becomes KnowledgeNotWritable.
    """
    try:
        descriptor = os.open(folder.path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
    except OSError as error:
        raise KnowledgeNotWritable(problem=f"{error.filename or folder.path}: {error.strerror or error}") from error
