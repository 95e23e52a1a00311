"""Where one speaker stands over time, and where what is dated shows that it changed.

Two sayings come one after the other where all days of the first are before those of the second; where the days overlap
the order is not known, and nothing is told of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from graph.analysis.chronology import bounds_of
from graph.model import SpeechAct, Stance
from graph.period import Period
from graph.records import Record

SIDES = frozenset({Stance.AFFIRM.value, Stance.REJECT.value})
_OPEN = frozenset({SpeechAct.ASSERT, SpeechAct.ADMIT, SpeechAct.ANNOUNCE, SpeechAct.RETRACT})
"""Speech acts by which one gives a side up; who declines, asks or demands has left nothing."""

_NEVER = datetime.max.replace(tzinfo=UTC)


class ChangeKind(StrEnum):
    """What became of a side that was taken: it was given up, or the other one was taken."""

    WALK_BACK = "walk_back"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class Said:
    """One dated saying of a speaker about a claim.

    ``is_own_word`` tells that the document is the speaker's own or that the text dates the saying; any other report
    may tell again what was said before.
    """

    record: Record
    within: Period
    is_own_word: bool

    @property
    def stance(self) -> str:
        """The stance that is left behind: who withdraws something takes no side any more."""
        return Stance.NEUTRAL if self.record.speech_act == SpeechAct.RETRACT else self.record.stance

    @property
    def order(self) -> tuple[Period, str]:
        """For a list of them."""
        return self.within, self.record.statement


@dataclass(frozen=True, slots=True)
class Stand:
    """Sayings of one stance, one after the other; ``follows``: all are known to be later than those before."""

    stance: str
    said: tuple[Said, ...]
    follows: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A side that was taken before and left after."""

    kind: ChangeKind
    before: Said
    after: Said


def without_retold(said: Iterable[Said]) -> list[Said]:
    """The sayings, without reports that may only tell again what was known before, in order.

    A report that another one publishes, and that has no date but its own, adds nothing where an earlier document or an
    earlier day already shows the speaker with the same stance.
    """
    known = sorted(said, key=lambda one: one.order)
    days: dict[tuple[str, bool], date] = {}
    moments: dict[tuple[str, bool], datetime] = {}
    for one in known:
        kind = one.stance, _counts(one)
        days[kind] = min(days.get(kind, date.max), one.within.last)
        if one.record.document.published is not None:
            moments[kind] = min(moments.get(kind, _NEVER), bounds_of(one.record.document.published)[1])
    return [one for one in known if one.is_own_word or not _is_known(one, days=days, moments=moments)]


def _is_known(
    one: Said, *, days: Mapping[tuple[str, bool], date], moments: Mapping[tuple[str, bool], datetime]
) -> bool:
    """Whether its speaker is known with its stance from an earlier day or document."""
    kind, published = (one.stance, _counts(one)), one.record.document.published
    if days[kind] < one.within.first:
        return True
    return published is not None and moments[kind] < bounds_of(published)[0]


def stands_of(said: Iterable[Said]) -> list[Stand]:
    """The stances that follow each other, by their first days."""
    runs: list[list[Said]] = []
    for one in sorted(said, key=lambda one: one.order):
        if runs and runs[-1][-1].stance == one.stance:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [
        Stand(run[0].stance, tuple(run), follows=number > 0 and _is_behind(run, runs[number - 1]))
        for number, run in enumerate(runs)
    ]


def _is_behind(run: Sequence[Said], before: Sequence[Said]) -> bool:
    return all(earlier.within.is_before(later.within) for earlier in before for later in run)


def changes_of(said: Iterable[Said]) -> list[Change]:
    """The walk-backs and reversals that dated sayings show, in order.

    Each is between a saying that takes a side and a later one, with none of the two sides that is known to lie between.
    Who is given with both sides on one day has none that day.
    """
    known = _alike_once(said)
    clear = [one for one in known if not any(_is_at_odds(one, other) for other in known)]
    found: list[Change] = []
    for before, after in _neighbours(clear):
        kind = _kind(before, after)
        if kind is not None:
            found.append(Change(kind, before, after))
    return _each_once(found)


def _alike_once(said: Iterable[Said]) -> list[Said]:
    """The sayings in order, of those that are alike in all that counts here the first."""
    found: dict[tuple[Period, str, bool, bool], Said] = {}
    for one in sorted(said, key=lambda one: one.order):
        is_withdrawal = one.record.speech_act == SpeechAct.RETRACT
        found.setdefault((one.within, one.stance, is_withdrawal, _counts(one)), one)
    return list(found.values())


def _is_at_odds(one: Said, other: Said) -> bool:
    """Whether a saying of the same days takes another side, or any where this one takes none."""
    is_within = one.within.first <= other.within.first and other.within.last <= one.within.last
    if not is_within or one.stance == other.stance or other.record.speech_act == SpeechAct.RETRACT:
        return False
    is_withdrawal = one.record.speech_act == SpeechAct.RETRACT
    return other.stance in SIDES and not is_withdrawal


def _neighbours(known: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Pairs of which one is before the other, with none that is known to lie between."""
    for before in known:
        later = [one for one in known if before.within.is_before(one.within)]
        next_known = min((one.within.last for one in later if _counts(one)), default=date.max)
        yield from ((before, after) for after in later if after.within.first <= next_known)


def _counts(one: Said) -> bool:
    """Whether a saying says where its speaker stands; to decline or to ask does not."""
    return one.stance != Stance.NEUTRAL or one.record.speech_act in _OPEN


def _kind(before: Said, after: Said) -> ChangeKind | None:
    if before.stance not in SIDES or after.stance == before.stance or not _counts(after):
        return None
    return ChangeKind.REVERSAL if after.stance in SIDES else ChangeKind.WALK_BACK


def _each_once(found: Sequence[Change]) -> list[Change]:
    """Of pairs that show one change, that which dates it best."""
    kept: list[Change] = []
    for change in sorted(found, key=lambda one: (_room(one), one.after.order, one.before.order)):
        if not any(_is_same(change, other) for other in kept):
            kept.append(change)
    return sorted(kept, key=lambda one: (one.after.order, one.before.order))


def _room(change: Change) -> int:
    """The days within which it must have happened."""
    return (change.after.within.last - change.before.within.first).days


def _is_same(one: Change, other: Change) -> bool:
    sides = one.before.stance == other.before.stance and one.after.stance == other.after.stance
    return (
        sides
        and one.before.within.first < other.after.within.last
        and other.before.within.first < one.after.within.last
    )
