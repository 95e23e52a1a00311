"""Time expressions of English, and the days that they mean: "on Tuesday", "last month", "two weeks ago", "in 2019".

After TIMEX3 (ISO 24617-1): an expression is absolute, or relative to the publication, or it is vague ("recently") or
relative to another event ("two days later"); of the last two kinds no calendar knows the days.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from graph.extraction import reckoning
from graph.extraction.reckoning import Reference
from graph.model import Span
from graph.period import Period

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

# A space stands for white space. Names alone are told by their case: it parts "May" and "March" from verbs.
_DAY_NAME = r"(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = rf"(?P<day>{_DAY_NAME})"
_FULL_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_NAME = rf"(?P<month>(?-i:{_FULL_MONTH}))"
_MONTH = rf"(?P<month>(?-i:{_FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?))"
_NUMBER = r"(?P<number>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d–-])"
_YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d)(?![\d–-])"
_HOURS = r"(?: (?:morning|afternoon|evening|night))?"
_EARLY = r"(?:(?:earl(?:y|ier)|later?|mid|the (?:start|beginning|middle|end) of)(?: on| in)?[\s-])"
_ON = r"(?:on )?"
_IN = r"(?:back )?(?:in|during) "
_ITS = r"(?:an?|the|that|his|her|its|their) "
_NOUN = r"(?= (?-i:[a-z]))"
_WORD_COUNT = "|".join(_COUNTS)
_COUNT = rf"(?P<count>\d{{1,3}}|an?|{_WORD_COUNT})"
_MANY = rf"(?:\d+|an?|few|a few|a couple of|several|many|some|{_WORD_COUNT})"
_ABOUT = r"(?:about|around|some|almost|nearly|over|roughly|approximately|(?:more|less) than|at least)"
_UNIT = r"(?P<unit>day|week|month|year)"
_UNITS = r"(?:moment|minute|hour|day|night|week|month|year|decade)s?"

_Match = re.Match[str]
_Reckoner = Callable[[_Match, Reference], Period]


class TimeExpression(NamedTuple):
    """An expression; ``period`` is what it means, or None where only the text around it could tell."""

    span: Span
    period: Period | None


class _Rule(NamedTuple):
    """How one kind of expression is written and reckoned; an absolute one needs no publication."""

    pattern: re.Pattern[str]
    reckon: _Reckoner | None
    is_absolute: bool


def find_times(text: str, *, published: date | None, ahead: bool = False) -> Iterator[TimeExpression]:
    """Yield the time expressions of a text from left to right.

    A day or month without a year is the latest one that is not after the publication, or the next one where what it
    dates is ``ahead``; if it is not, no period ends after the publication.
    """
    at = 0
    while (found := _ANY.search(text, at)) is not None:
        matches = ((rule, rule.pattern.match(text, found.start())) for rule in _RULES)
        rule, match = next((rule, match) for rule, match in matches if match)
        yield TimeExpression(Span(*match.span()), _period(rule, match, published=published, ahead=ahead))
        at = match.end()


def _period(rule: _Rule, match: _Match, *, published: date | None, ahead: bool) -> Period | None:
    if rule.reckon is None or not (published or rule.is_absolute):
        return None
    try:
        period = rule.reckon(match, Reference(published or date.min, ahead=ahead))
    except (ValueError, OverflowError):  # 31 February; a day before the year 1
        return None
    if published is None or ahead:
        return period
    return Period(period.first, min(period.last, published)) if period.first <= published else None


def _day(match: _Match) -> int:
    return _DAYS.index(match["day"].casefold())


def _month(match: _Match) -> int:
    return _MONTHS.index(match["month"][:3].casefold()) + 1


def _day_of(month: int, match: _Match, reference: Reference) -> Period:
    return Period.of_day(reckoning.day_of_year(month, int(match["number"]), reference))


def _dated(match: _Match, _: Reference) -> Period:
    return Period.of_day(date(int(match["year"]), _month(match), int(match["number"])))


def _weekday_of_last_week(match: _Match, reference: Reference) -> Period:
    monday = reckoning.unit("week", reference.published, back=1).first
    return Period.of_day(reckoning.weekday(_day(match), Reference(monday, ahead=True)))


def _last_month(match: _Match, reference: Reference) -> Period:
    return reckoning.month_of_year(_month(match), Reference(reckoning.unit("month", reference.published, back=1).last))


def _last_weekday(match: _Match, reference: Reference) -> Period:
    """The latest one that is over: on a Tuesday, "last Tuesday" is a week ago."""
    return Period.of_day(reckoning.weekday(_day(match), Reference(_back(1, reference).last)))


def _next_weekday(match: _Match, reference: Reference) -> Period:
    return Period.of_day(reckoning.weekday(_day(match), Reference(_back(-1, reference).first, ahead=True)))


def _ago(match: _Match, reference: Reference) -> Period:
    count = match["count"].casefold()
    number = int(count) if count.isdigit() else 1 if count in {"a", "an"} else _COUNTS.index(count) + 1
    return reckoning.unit(match["unit"].casefold(), reference.published, back=number)


def _back(days: int, reference: Reference) -> Period:
    return reckoning.unit("day", reference.published, back=days)


def _this(match: _Match, reference: Reference) -> Period:
    whole = reckoning.unit(match["unit"].casefold(), reference.published, back=0)
    return Period(reference.published, whole.last) if reference.ahead else whole


def _units(back: int) -> _Reckoner:
    return lambda match, reference: reckoning.unit(match["unit"].casefold(), reference.published, back=back)


def _rule(pattern: str, reckon: _Reckoner | None = None, *, is_absolute: bool = False) -> _Rule:
    whole = r"(?<![\w-])(?:" + pattern.replace(" ", r"\s+") + r")(?!\w)"
    return _Rule(re.compile(whole, re.IGNORECASE), reckon, is_absolute)


# Where two rules match at one place, the first one counts.
_ABSOLUTE = (
    (rf"{_ON}(?P<iso>\d{{4}}-\d\d-\d\d)", lambda match, _: Period.of_day(date.fromisoformat(match["iso"]))),
    (rf"{_ON}(?:{_DAY_NAME},? )?{_MONTH} {_NUMBER},? {_YEAR}", _dated),
    (rf"{_ON}(?:{_DAY_NAME},? )?(?:the )?{_NUMBER}(?: of)? {_MONTH},? {_YEAR}", _dated),
    (
        rf"(?:{_IN})?{_EARLY}?{_MONTH}(?: of)?,? {_YEAR}",
        lambda match, _: Period.of_month(int(match["year"]), _month(match)),
    ),
    (
        rf"{_IN}(?:the )?(?:{_EARLY}|(?:spring|summer|autumn|fall) of )?{_YEAR}",
        lambda match, _: Period.of_year(int(match["year"])),
    ),
    (rf"(?:in|at|during|on) {_ITS}(?:[\w’'-]+ )?{_YEAR}{_NOUN}", lambda match, _: Period.of_year(int(match["year"]))),
)
_RELATIVE = (
    (
        rf"{_ON}(?:{_DAY_NAME},? )?{_MONTH} {_NUMBER}",
        lambda match, reference: _day_of(_month(match), match, reference),
    ),
    (
        rf"{_ON}(?:{_DAY_NAME},? )?(?:the )?{_NUMBER}(?: of)? {_MONTH}",
        lambda match, reference: _day_of(_month(match), match, reference),
    ),
    (rf"{_ON}{_DAY}{_HOURS},? (?:of )?last week", _weekday_of_last_week),
    (rf"{_ON}last {_DAY}{_HOURS}", _last_weekday),
    (rf"{_ON}next {_DAY}{_HOURS}", _next_weekday),
    (
        rf"(?:{_EARLY}|{_ON}(?:this )?(?:past )?){_DAY}{_HOURS}",
        lambda match, reference: Period.of_day(reckoning.weekday(_day(match), reference)),
    ),
    (
        r"(?:(?:over|on|during|at) (?:the|this)(?: past)?|this(?: past)?) weekend",
        lambda _, reference: reckoning.weekend(reference.published),
    ),
    (
        r"last weekend",
        lambda _, reference: reckoning.weekend(reckoning.unit("week", reference.published, back=1).last),
    ),
    (rf"(?:in )?{_EARLY}?last {_UNIT}", _units(1)),
    (rf"(?:in )?{_EARLY}?this {_UNIT}", _this),
    (rf"next {_UNIT}", _units(-1)),
    (rf"(?:in )?{_EARLY}?last {_MONTH_NAME}", _last_month),
    (
        rf"(?:{_IN}{_EARLY}?|{_EARLY}|this (?:past )?|(?:in|at|during|on) {_ITS}(?=\w+{_NOUN})){_MONTH_NAME}",
        lambda match, reference: reckoning.month_of_year(_month(match), reference),
    ),
    (r"(?:on )?the day before yesterday", lambda _, reference: _back(2, reference)),
    (rf"{_EARLY}?yesterday{_HOURS}|last (?:night|evening)", lambda _, reference: _back(1, reference)),
    (
        rf"{_EARLY}?(?-i:[Tt]oday)|tonight|{_EARLY}?this (?:morning|afternoon|evening)",
        lambda _, reference: _back(0, reference),
    ),
    (rf"{_COUNT} {_UNIT}s? ago", _ago),
)
_APPROXIMATE = rf"{_ABOUT} (?:\w+ )?{_UNITS} (?:ago|before|earlier|later|after)"
_VAGUE = (
    rf"(?:{_MANY} )?{_UNITS} (?:ago|before|earlier|later|after)",
    rf"(?:on |at |in |later |earlier )?(?:that|the (?:same|next|following|previous|other)) {_UNITS}",
    rf"(?:in|over) (?:the )?(?:past|last|recent|previous|coming|next) (?:{_MANY} )?{_UNITS}",
    r"(?:in )?(?:last|this|next|the) (?:spring|summer|autumn|fall|winter)",
    rf"{_IN}the {_EARLY}?(?:1[5-9]|20)\d0s",
    r"(?:most )?recently|previously|earlier|later|once(?! again| more)",
    r"in the past|at the time|long ago|(?:earlier |later )?in the day",
)
_RULES = (
    *(_rule(pattern, reckon, is_absolute=True) for pattern, reckon in _ABSOLUTE),
    _rule(_APPROXIMATE),
    *(_rule(pattern, reckon) for pattern, reckon in _RELATIVE),
    *(_rule(pattern) for pattern in _VAGUE),
)
_NAMELESS = (re.sub(r"[?]P<[a-z]+>", "?:", rule.pattern.pattern) for rule in _RULES)
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in _NAMELESS), re.IGNORECASE)
