"""Only the work that a process does makes its query a long one, or that it does nothing for long."""

import time

import pytest

from graph.isolation.stint import Stint


class Machine:
    now = spent = 0.0


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(time, "monotonic", lambda: machine.now)
    return machine


def test_waiting_for_a_processor_is_no_work(machine: Machine) -> None:
    machine.spent = 100
    stint = Stint(lambda: machine.spent, quick=0.05)
    machine.now, machine.spent = 0.5, 100.01
    assert stint.left == pytest.approx(0.04)
    machine.spent = 100.06
    assert stint.left < 0


def test_who_waits_for_ever_is_at_a_long_query_too(machine: Machine) -> None:
    stint = Stint(lambda: machine.spent, quick=0.05)
    machine.now = 0.9
    assert stint.left > 0
    machine.now = 1.1
    assert stint.left < 0


def test_a_small_query_is_not_ended_for_what_keeps_the_machine_busy(machine: Machine) -> None:
    stint = Stint(lambda: machine.spent, quick=0.05)
    machine.now, machine.spent = 0.5, 0.01
    assert not stint.may_be_ended
    machine.spent = 0.02
    assert stint.may_be_ended
    machine.now, machine.spent = 1.1, 0
    assert stint.may_be_ended
