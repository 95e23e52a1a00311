"""What stands behind a side of a claim, in sentences.

Each sentence is a template with the condition under which it is true. A side has exactly one of those that tell with
whom it begins and, where there are ways to origins, one at most of those that count them. "Independent" is said only
where all origins have a name: that a source without one is not one of the others no text tells.
"""

from collections.abc import Callable
from dataclasses import dataclass

from graph.analysis.answers import CircularReport, Side
from graph.analysis.claim_graph import Inference
from graph.analysis.told import Told, words_of
from graph.analysis.wording import counted, dated, listed, name, sentence

_MOST_LOOPS = 3


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence without its capital and its full stop, and when it is true; its fields are those of ``words_of``."""

    is_true: Callable[[Told], bool]
    text: str


CARRIED = (Template(lambda told: bool(told.side.outlets), "{outlets} {carry} {claim}"),)
BEGINNINGS = (
    Template(
        lambda told: not told.named and not told.unnamed,
        "with whom it begins these texts do not tell",
    ),
    Template(
        lambda told: len(told.named) == 1 and not told.unnamed,
        "it begins with one source: {named}",
    ),
    Template(
        lambda told: not told.named and len(told.unnamed) == 1,
        "it begins with one source without a name: {unnamed}",
    ),
    Template(
        lambda told: len(told.named) > 1 and not told.unnamed,
        "it begins with {named sources}: {named}",
    ),
    Template(
        lambda told: not told.named and len(told.unnamed) > 1,
        "it begins with {unnamed sources} without a name: {unnamed}; whether any of them are the same no text says",
    ),
    Template(
        lambda told: bool(told.named) and len(told.unnamed) == 1,
        "it begins with {named sources}, {named}, and one without a name, {unnamed}; whether the latter is somebody "
        "else no text says",
    ),
    Template(
        lambda told: bool(told.named) and len(told.unnamed) > 1,
        "it begins with {named sources}, {named}, and {number unnamed} without a name, {unnamed}; whether any of the "
        "latter are the same, or one of the former, no text says",
    ),
)
WAYS = (
    Template(
        lambda told: told.most == 1 and bool(told.passed),
        "all of it passes through {passed}",
    ),
    Template(
        lambda told: 1 < told.least == told.most == len(told.named) and not told.unnamed,
        "each of the {most} is reached by a line of its own: as far as these texts tell, they are independent",
    ),
    Template(
        lambda told: 1 < told.least == told.most < len(told.named) and not told.unnamed,
        "each line to them passes through {cut}: that makes {most} independent lines, not {number named}",
    ),
    Template(
        lambda told: 1 < told.least == told.most and len(told.unnamed) == 1,
        "{most} separate lines lead to them; each passes through {cut}",
    ),
    Template(
        lambda told: 1 < told.least == told.most and len(told.unnamed) > 1,
        "{most} separate lines lead to them, even if all those without a name are one; each passes through {cut}",
    ),
    Template(
        lambda told: told.least == 1 < told.most,
        "if {taken for one}, there is only one separate line to an origin; if each is somebody else, there are {most}",
    ),
    Template(
        lambda told: 1 < told.least < told.most,
        "if {taken for one}, there are {least} separate lines to an origin; if each is somebody else, there are {most}",
    ),
)
LOOPS = (
    Template(
        lambda told: len(told.side.circular) > _MOST_LOOPS,
        "{circles} were found, of which these are the shortest",
    ),
    Template(
        lambda told: told.side.circular_truncated,
        "there may be more circles than were looked at",
    ),
)
TIMES = (
    Template(
        lambda told: not told.side.earliest,
        "no document has a date, so which came first is not known",
    ),
    Template(
        lambda told: len(told.side.earliest) == 1,
        "the earliest document is that of {earliest}",
    ),
    Template(
        lambda told: len(told.side.earliest) > 1,
        "{number earliest} documents may be the earliest, {earliest}: which of them was first their dates do not tell",
    ),
)
LIMITS = (
    Template(
        lambda told: told.side.inferred > 0,
        "of {links} between sources, {inferred} inferred and not stated in a text",
    ),
    Template(
        lambda told: told.inference is Inference.WITHOUT,
        "links that no text states are left out, so that what looks apart may not be",
    ),
    Template(
        lambda told: told.is_of_one_state,
        "bodies of one state, {of one state}, are not known to speak apart from each other",
    ),
    Template(
        lambda told: told.side.unnamed_between > 0,
        "of those who pass it on, {unnamed between} no name and may be among the others",
    ),
    Template(
        lambda told: bool(told.side.earliest) and told.side.undated > 0,
        "{undated} no date",
    ),
    Template(
        lambda told: told.truncated,
        "only the earliest statements were looked at: there are more, and more may stand behind it",
    ),
    Template(
        lambda told: told.side.statements > 0,
        "this tells who says so in the documents of this store, not whether it is true",
    ),
)


def verdict(side: Side, *, inference: Inference, truncated: bool) -> tuple[str, ...]:
    """What stands behind a side, in sentences, the limits of what they say last."""
    told = Told(side, inference, truncated)
    words = words_of(told)

    def those(*groups: tuple[Template, ...]) -> list[str]:
        return [one.text.format_map(words) for group in groups for one in group if one.is_true(told)]

    circles = [_circle(loop) for loop in side.circular[:_MOST_LOOPS]]
    return tuple(map(sentence, [*those(CARRIED, BEGINNINGS, WAYS, LOOPS), *circles, *those(TIMES, LIMITS)]))


def _circle(loop: CircularReport) -> str:
    names = [name(one) for one in loop.speakers]
    relied_on = ", which has it from ".join([*names[1:], names[0]])
    documents = listed([dated(one) for one in loop.documents])
    circle = f"{names[0]} is confirmed in a circle, by {relied_on}: {documents}"
    if not loop.without.beyond:
        return f"{circle}; without it nobody outside the circle stands behind the claim"
    left = counted(len(loop.without.named) + len(loop.without.unnamed), "source")
    return f"{circle}; without it {left} would be left"
