"""What the commands about what stands behind a claim print for people, line by line."""

from typing import TYPE_CHECKING

from api.console import STANCES, line, name_of, short

if TYPE_CHECKING:
    from graph.analysis.answers import (
        CircularReport,
        CircularReporting,
        Hop,
        OriginDetail,
        Passage,
        Path,
        Paths,
        Side,
        Standing,
    )
    from graph.answers import DocumentRef

_MOST_PASSAGES = 3  # of one origin that are shown
_SIDES = {"affirm": "For it", "reject": "Against it", "doubt": "In doubt"}


def paths(found: "Paths") -> None:
    """Print paths, one step a line, and then the walks that run into loops."""
    line(f"“{short(found.text)}”")
    for path in found.paths:
        _path(path)
    if found.truncated:
        line()
        line(f"   There are more; only the first {len(found.paths)} paths are listed.")
    for loop in found.loops:
        line()
        line("   a loop: the last statement is one from above")
        _path(loop)
    if found.loops_truncated and found.loops:
        line()
        line(f"   There are more; only the first {len(found.loops)} loops are listed.")


def _path(path: "Path") -> None:
    line()
    line(f"   {_document(path.steps[0].document)}")
    document = path.steps[0].document
    for depth, step in enumerate(path.steps):
        arrow = "   " + "   " * depth + ("-> " if depth else "")
        basis = f", {step.basis.replace('_', ' ')}" if step.basis else ""
        inferred = f" {step.score:.1f}" if step.inferred else ""
        where = f" in {_document(step.document)}" if step.document != document else ""
        document = step.document
        stance = f"{STANCES[step.stance]} ({step.speech_act}{basis}{inferred})"
        line(f"{arrow}{name_of(step.source)} {stance}{where}: “{short(step.quote)}”")


def standing(found: "Standing") -> None:
    """Print what stands behind a claim, side by side."""
    line(f"“{short(found.text)}”")
    if found.wordings > 1:
        line(f"   in {found.wordings} wordings")
    for side in found.sides:
        line()
        _side(side)


def _side(side: "Side") -> None:
    line(_SIDES[side.stance])
    for sentence in side.verdict:
        line(f"   {sentence}")
    line("   outlets: " + ", ".join(name_of(outlet) for outlet in side.outlets))
    for origin in (*side.origins, *side.origins_unnamed):
        _origin(origin)
    for path in side.independence.paths:
        line("   way: " + " -> ".join(name_of(one) for one in path))
    for loop in side.circular:
        _loop(loop)


def _origin(origin: "OriginDetail") -> None:
    line(f"   origin: {name_of(origin.source)}")
    for passage in origin.passages[:_MOST_PASSAGES]:
        _passage(passage)
    if len(origin.passages) > _MOST_PASSAGES:
        line(f"      … and {len(origin.passages) - _MOST_PASSAGES:,} more")


def circular(found: "CircularReporting") -> None:
    """Print the circles of a claim."""
    line(f"“{short(found.text)}”")
    if not found.loops:
        line("   Nobody is confirmed in a circle.")
    for loop in found.loops:
        _loop(loop)
    if found.truncated:
        line("   There may be more.")


def _loop(loop: "CircularReport") -> None:
    line("   circle: " + " -> ".join(name_of(one) for one in (*loop.speakers, loop.speakers[0])))
    for document in loop.documents:
        line(f"      {_document(document)}")
    for made in loop.hops:
        line(f"      {name_of(made.source)} has it from {name_of(made.rests_on)}, in {_document(made.document)}:")
        _hop(made.hop)
    left = [*loop.without.named, *loop.without.unnamed]
    line("      without it: " + (", ".join(map(name_of, left)) or "nobody"))


def _hop(hop: "Hop") -> None:
    if hop.inferred:
        line(f"      inferred, {hop.score:.1f}: {hop.reason}")
    _passage(hop.passage or hop.rests_on)


def _passage(passage: "Passage") -> None:
    span = f"[{passage.span[0]}-{passage.span[1]}]"
    line(f"      {name_of(passage.source)} {STANCES[passage.stance]}: “{short(passage.quote)}” {span}")


def _document(document: "DocumentRef") -> str:
    title = document.title or document.id
    return f"{document.outlet or 'unknown outlet'}, {document.published or 'no date'}: {title}"
