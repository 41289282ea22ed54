"""Dates that people write, in Latin and Devanagari: numbers (day first), month names, and words counted from today.

`kal` and `parso` are a day or two before or after today, and so is a bare weekday: the nearest verb decides, the one behind
it first as Hindi puts it there; without any the past, since contacts tell what happened. A day without its year is taken in
the year that brings it nearest to today. Dates stand for days in India.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

INDIA = timezone(timedelta(hours=5, minutes=30))
"""India has one time zone and no summer time."""

Found = tuple[str, int, int]
"""ISO date, start and end in the text."""

_MONTHS = (
    "january jan janvari जनवरी",
    "february feb farvari फरवरी फ़रवरी",
    "march mar मार्च",
    "april apr aprail अप्रैल",
    "may मई",
    "june jun joon जून",
    "july jul julai जुलाई",
    "august aug agast अगस्त",
    "september sept sep sitambar सितंबर सितम्बर",
    "october oct aktubar अक्टूबर अक्तूबर",
    "november nov navambar नवंबर नवम्बर",
    "december dec disambar दिसंबर दिसम्बर",
)
_WEEKDAYS = (
    "monday somvar somwar सोमवार",
    "tuesday mangalvar mangalwar मंगलवार",
    "wednesday budhvar budhwar बुधवार",
    "thursday guruvar guruwar veervar गुरुवार बृहस्पतिवार वीरवार",
    "friday shukravar shukrawar शुक्रवार",
    "saturday shanivar shaniwar शनिवार",
    "sunday ravivar raviwar itvar itwar रविवार इतवार",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}


def _either(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


# \b does not know that Devanagari vowel signs belong to a word
_OPEN, _CLOSE = r"(?<![\w\u0900-\u0963])", r"(?![\w\u0900-\u0963])"
_YEAR_FIRST = re.compile(r"(?<![\w./-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w/-])")
_DAY_FIRST = re.compile(r"(?<![\w./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")
_DAY_MONTH = re.compile(
    r"(?<![\w./-])(\d{1,2})/(\d{1,2})(?=\s*(?:ko|को|tak|तक|se|से)(?![\w\u0900-\u0963]))"
    r"|(?<=\bon )(\d{1,2})/(\d{1,2})(?![\w/])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<![\w.,])(\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{0,2}}(?:of )?({_either(_MONTH_OF)}){_CLOSE}"
    r"(?:[\s,.'-]{1,3}(20\d\d|\d\d)(?![\w:%]))?",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    rf"{_OPEN}(?!may|mar)({_either(_MONTH_OF)})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?(?![\w:%])(?:,?\s(20\d\d)(?!\w))?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?<![\w.,])(\d{1,3})\s?(days?|din|dino|दिन|दिनों|weeks?|hafte|हफ्ते|हफ़्ते)\s(?:ago|before|back|pehle|pahle|pehele|पहले)"
    + _CLOSE,
    re.IGNORECASE,
)
_WORDS = (
    (re.compile(rf"{_OPEN}(?:day before yesterday){_CLOSE}", re.IGNORECASE), -2),
    (re.compile(rf"{_OPEN}(?:day after tomorrow){_CLOSE}", re.IGNORECASE), 2),
    (re.compile(rf"{_OPEN}(?:yesterday){_CLOSE}", re.IGNORECASE), -1),
    (re.compile(rf"{_OPEN}(?:tomorrow|tmrw|tmr|tomorow){_CLOSE}", re.IGNORECASE), 1),
    # aaj kal: nowadays
    (re.compile(rf"{_OPEN}(?:today|aaj(?!\s?kal)|आज(?!\s?कल)){_CLOSE}", re.IGNORECASE), 0),
)
_EITHER_WAY = (
    (re.compile(rf"(?<!aaj )(?<!आज ){_OPEN}(?:kal|कल){_CLOSE}(?! kal| कल)", re.IGNORECASE), 1),
    (re.compile(rf"{_OPEN}(?:parso|parson|parsoo|परसों|परसो){_CLOSE}", re.IGNORECASE), 2),
)
_WEEKDAY = re.compile(
    rf"{_OPEN}(?:(last|past|pichle|pichhle|पिछले|next|coming|agle|अगले|on|this|is|इस)\s)?({_either(_DAY_OF)}){_CLOSE}(\s(?:ko|को|tak|तक){_CLOSE})?",
    re.IGNORECASE,
)
_LAST = frozenset(("last", "past", "pichle", "pichhle", "पिछले"))
_NEXT = frozenset(("next", "coming", "agle", "अगले"))
_FUTURE = re.compile(
    rf"{_OPEN}(?:will|shall|won't|wont|going to|want|need|can|should|tak|tk|chahiye|chaiye|hoga|hogi|honge|by|deliver kar do|"
    rf"[a-z]+(?:unga|ungi|oonga|oongi|enge|engi|ega|egi|oge|ogi|aiga|ayega)|तक|चाहिए|होगा|होगी|होंगे|"
    rf"[\u0900-\u0963]+(?:ूँगा|ूंगा|ूँगी|ूंगी|ऊँगा|ऊंगा|ऊँगी|ऊंगी|ेगा|ेगी|ेंगे|ेंगी|एगा|एगी|एँगे|एंगे|ोगे|ओगे)){_CLOSE}",
    re.IGNORECASE,
)
_PAST = re.compile(
    rf"{_OPEN}(?:was|were|did|didn't|didnt|had|got|came|went|ordered|paid|placed|received|returned|cancelled|bought|sent|"
    rf"tha|thi|kiya|kia|kiye|kari|diya|di|hua|hui|gaya|gayi|gyi|mila|mili|aaya|aya|aayi|liya|li|mangaya|manga|bheja|bola|"
    rf"था|थी|थे|किया|की थी|दिया|दी|हुआ|हुई|गया|गई|मिला|मिली|आया|आई|लिया|मँगाया|मंगाया|भेजा|बोला|कहा){_CLOSE}",
    re.IGNORECASE,
)
_FAR = 60
"""Characters within which a verb belongs to a day."""


def today_in_india() -> date:
    """The day it is in India now."""
    return datetime.now(INDIA).date()


def written_dates(text: str, today: date) -> Iterator[Found]:
    """Dates with their day and month, in numbers or with the month's name."""
    for match in _YEAR_FIRST.finditer(text):
        yield from _made(match, int(match[1]), int(match[2]), int(match[3]))
    for match in _DAY_FIRST.finditer(text):
        yield from _made(match, _full(match[4]), int(match[3]), int(match[1]))
    for match in _NAMED.finditer(text):
        day, month = int(match[1]), _MONTH_OF[match[2].lower()]
        yield from _made(match, _full(match[3]) if match[3] else _nearest_year(month, day, today), month, day)
    for match in _NAMED_FIRST.finditer(text):
        day, month = int(match[2]), _MONTH_OF[match[1].lower()]
        yield from _made(match, int(match[3]) if match[3] else _nearest_year(month, day, today), month, day)
    for match in _DAY_MONTH.finditer(text):
        day, month = int(match[1] or match[3]), int(match[2] or match[4])
        yield from _made(match, _nearest_year(month, day, today), month, day)


def told_dates(text: str, today: date) -> Iterator[Found]:
    """Dates counted from today: words, "5 days ago", weekdays."""
    for match in _AGO.finditer(text):
        weeks = match[2].lower()[0] in "whह"
        yield _moved(match, today, -int(match[1]) * (7 if weeks else 1))
    for pattern, days in _WORDS:
        for match in pattern.finditer(text):
            yield _moved(match, today, days)
    for pattern, days in _EITHER_WAY:
        for match in pattern.finditer(text):
            yield _moved(match, today, days if _is_future(text, match) else -days)
    for match in _WEEKDAY.finditer(text):
        opener, tail = (match[1] or "").lower(), (match[3] or "").strip()
        if opener or tail:
            ahead = (_DAY_OF[match[2].lower()] - today.weekday()) % 7
            future = opener in _NEXT or (opener not in _LAST and (tail in ("tak", "तक") or _is_future(text, match)))
            days = (ahead or 7) if future else ahead - 7
            yield (today + timedelta(days)).isoformat(), match.start(), match.end()


def _moved(match: re.Match[str], today: date, days: int) -> Found:
    return (today + timedelta(days)).isoformat(), match.start(), match.end()


def _made(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Found]:
    """One date, or none when there is no such day."""
    try:
        yield date(year, month, day).isoformat(), match.start(), match.end()
    except ValueError:
        return


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _nearest_year(month: int, day: int, today: date) -> int:
    def distance(year: int) -> int:
        try:
            return abs((date(year, month, day) - today).days)
        except ValueError:
            return 10_000

    return min((today.year, today.year - 1, today.year + 1), key=distance)


def _is_future(text: str, match: re.Match[str]) -> bool:
    """Whether the nearest verb, first of those behind the word, tells of something to come."""
    for part, nearest_first in (
        (text[match.end() : match.end() + _FAR], True),
        (text[max(0, match.start() - _FAR) : match.start()], False),
    ):
        part = re.split(r"[.?!।\n]", part)[0 if nearest_first else -1]
        marks = [
            (found.start(), future)
            for future, pattern in ((True, _FUTURE), (False, _PAST))
            for found in pattern.finditer(part)
        ]
        if marks:
            return min(marks)[1] if nearest_first else max(marks)[1]
    return False
