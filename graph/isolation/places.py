"""Who is answered when more is asked than can be answered at once."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition

from graph.errors import BusyError, GivenUpError
from graph.isolation.call import Call
from graph.isolation.limits import Crowd

_WEIGHT = 0.2  # of the newest query in the mean of how long they take
_GLANCE = 0.01  # seconds after which it is looked again whether a late query is more than a small one
_LONGEST_WAIT = 60  # seconds that anybody is told to wait


@dataclass(eq=False, slots=True)
class Place:
    """One query that is being answered. Whoever answers it says how to stop that, and whether it is no small one."""

    begun: float
    stop: Callable[[], None] = field(default=lambda: None)
    may_be_ended: Callable[[], bool] = field(default=lambda: True)
    is_taken_away: bool = False


@dataclass(eq=False, slots=True)
class _Waiting:
    place: Place | None = None
    is_refused: bool = False
    is_given_up: bool = False


class Places:
    """The places of queries that are answered at once.

    Where more is asked, the newest goes first: under a flood somebody is answered in time then, and not everybody too
    late. And those that take long keep only some of the places; the one that has had the least is ended. So a small
    query waits for about as long as a query is quick, whatever else is asked. It is not ended itself where the machine
    is busy with other things and has had no time for it.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._changed = Condition()
        self._running: list[Place] = []
        self._waiting: list[_Waiting] = []
        self._mean = 0.0  # seconds

    @property
    def running(self) -> int:
        """Queries that have a place."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """Queries that wait for one."""
        return len(self._waiting)

    @contextmanager
    def taken(self, call: Call) -> Iterator[Place]:
        """A place for one query, after a wait where there is none.

        Raises BusyError where none comes free in time, and when this one was taken away; GivenUpError.
        """
        place = self._enter(call)
        try:
            yield place
        except Exception as error:
            if place.is_taken_away:
                raise self.busy("Much is being asked, and this query took long") from error
            raise
        finally:
            self._leave(place)

    def busy(self, why: str) -> BusyError:
        """The error that says when to ask again."""
        turns = 1 + len(self._waiting) / self._crowd.at_once
        seconds = min(_LONGEST_WAIT, max(1, math.ceil(self._mean * turns)))
        return BusyError(f"{why}: ask again in {seconds} seconds.", retry_after=seconds)

    def _enter(self, call: Call) -> Place:
        with self._changed:
            if len(self._running) < self._crowd.at_once and not self._waiting:
                return self._begin()
            waiting = _Waiting()
            self._waiting.append(waiting)
            if len(self._waiting) > self._crowd.waiting:
                self._waiting.pop(0).is_refused = True
                self._changed.notify_all()
        with call.stopped_by(lambda: self._give_up(waiting)), self._changed:
            try:
                return self._wait(waiting)
            finally:
                if waiting in self._waiting:
                    self._waiting.remove(waiting)

    def _wait(self, waiting: _Waiting) -> Place:
        until = time.monotonic() + self._crowd.patience
        while waiting.place is None:
            if waiting.is_given_up:
                raise GivenUpError
            left = until - time.monotonic()
            if waiting.is_refused or left <= 0:
                raise self.busy("More is being asked than can be answered")
            self._changed.wait(min(left, self._make_room()))
        return waiting.place

    def _give_up(self, waiting: _Waiting) -> None:
        with self._changed:
            waiting.is_given_up = True
            self._changed.notify_all()

    def _make_room(self) -> float:
        """End the youngest of the long queries where there are too many; gives the seconds until another is long."""
        running = [place for place in self._running if not place.is_taken_away]
        now, quick = time.monotonic(), self._crowd.quick
        left = {place: quick - (now - place.begun) for place in running}
        late = sorted((place for place in running if left[place] <= 0), key=lambda place: place.begun)
        long = [place for place in late if place.may_be_ended()]
        for place in long[self._crowd.long :]:
            place.is_taken_away = True
            place.stop()
        pauses = [seconds for seconds in left.values() if seconds > 0]
        return min([*pauses, _GLANCE] if len(long) < len(late) else pauses, default=quick)

    def _begin(self) -> Place:
        place = Place(time.monotonic())
        self._running.append(place)
        return place

    def _leave(self, place: Place) -> None:
        with self._changed:
            self._running.remove(place)
            self._mean += _WEIGHT * (time.monotonic() - place.begun - self._mean)
            if self._waiting:
                newest = self._waiting.pop()
                newest.place = self._begin()
                self._changed.notify_all()
