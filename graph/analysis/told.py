"""A side of a claim as it is told: what the sentences about it depend on, and the words that go into them."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.analysis.answers import Side
from graph.analysis.claim_graph import Inference
from graph.analysis.wording import counted, dated, listed, name, number, outlet_of
from graph.answers import SourceRef
from graph.model import Stance

_CLAIMS = {Stance.AFFIRM: "the claim", Stance.REJECT: "a denial of the claim", Stance.DOUBT: "doubts about the claim"}


@dataclass(frozen=True, slots=True)
class Told:
    """A side, with what was counted in, and whether there are more statements than were looked at."""

    side: Side
    inference: Inference
    truncated: bool

    @property
    def named(self) -> list[str]:
        """The origins that have a name."""
        return [name(origin.source) for origin in self.side.origins]

    @property
    def unnamed(self) -> list[str]:
        """The others, with where they speak."""
        return [
            f"{name(origin.source)} (in {outlet_of(origin.passages[0].document)})"
            for origin in self.side.origins_unnamed
        ]

    @property
    def is_of_one_state(self) -> bool:
        """Whether some of the named origins are bodies of one state."""
        return bool(self.side.independence.of_one_state)

    @property
    def taken_for_one(self) -> str:
        """Which origins the least number counts as one."""
        bodies = [listed([name(one) for one in some]) for some in self.side.independence.of_one_state]
        unnamed = ["all those without a name"] if len(self.unnamed) > 1 else []
        return ", and so are ".join(f"{some} are one" if n == 0 else some for n, some in enumerate([*unnamed, *bodies]))

    @property
    def passed(self) -> tuple[SourceRef, ...]:
        """Those through whom all passes, but for the origin where it is the only one."""
        ends = [origin.source for origin in (*self.side.origins, *self.side.origins_unnamed)]
        return tuple(one for one in self.side.independence.through if ends != [one])

    @property
    def most(self) -> int:
        """How many ways share nobody at most."""
        return self.side.independence.at_most

    @property
    def least(self) -> int:
        """How many ways share nobody at least."""
        return self.side.independence.at_least


def words_of(told: Told) -> Mapping[str, str]:
    """Numbers, names and lists by the names of the fields of sentences."""
    side = told.side
    return {
        "outlets": counted(len(side.outlets), "outlet"),
        "carry": "carries" if len(side.outlets) == 1 else "carry",
        "claim": _CLAIMS[Stance(side.stance)],
        "named": listed(told.named),
        "named sources": counted(len(told.named), "named source"),
        "number named": number(len(told.named)),
        "unnamed": listed(told.unnamed),
        "unnamed sources": counted(len(told.unnamed), "source"),
        "number unnamed": number(len(told.unnamed)),
        "passed": listed([name(one) for one in told.passed]),
        "most": number(told.most),
        "least": number(told.least),
        "taken for one": told.taken_for_one,
        "of one state": "; ".join(listed([name(one) for one in some]) for some in side.independence.of_one_state),
        "cut": listed([name(one) for one in side.independence.cut], last="or"),
        "circles": counted(len(side.circular), "circle"),
        "earliest": listed([dated(one) for one in side.earliest]),
        "number earliest": number(len(side.earliest)),
        "links": counted(len(side.edges), "link"),
        "inferred": f"{number(side.inferred)} {'is' if side.inferred == 1 else 'are'}",
        "unnamed between": _have(number(side.unnamed_between), side.unnamed_between),
        "undated": _have(counted(side.undated, "document"), side.undated),
    }


def _have(words: str, count: int) -> str:
    return f"{words} {'has' if count == 1 else 'have'}"
