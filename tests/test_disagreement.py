import pytest
from pieces import CLAIM, SHUT_UP, Piece, library_of

from graph.analysis.claim_graph import Inference
from graph.analysis.denials import Target
from graph.analysis.disagreement import Disagreement, disagreement_on
from graph.errors import NotFoundError
from graph.model import Claim, SourceKind, SpeechAct, Stance

PERSON, ANONYMOUS = SourceKind.PERSON, SourceKind.ANONYMOUS
REJECT = {"kind": PERSON, "stance": Stance.REJECT, "act": SpeechAct.DENY}


def on(*pieces: Piece, claim=CLAIM) -> Disagreement:
    return disagreement_on(library_of(*pieces), claim.id)


def told(found: Disagreement) -> list[tuple[str, Target, set[str]]]:
    """Who objects to what, and whom that contradicts."""
    return [
        (
            one.saying.source.name,
            one.target,
            {saying.source.name for saying in (found.origins if one.target is Target.CLAIM else one.against)},
        )
        for one in found.objections
    ]


class Naming(Piece):
    """An article in which a denial names whom it denies: "V said [that] the agency said that ..."."""

    def denies(self, source: str, *others: str, **options) -> "Naming":
        words = f"{' '.join(f'{other} said' for other in others)} {SHUT_UP}"
        self.says(source, words=words, **{**REJECT, **options})
        content = self._spans[source][2]
        self._content = content
        for other in others:
            start = self.text.rindex(f"{other} said")
            place = type(content)(start, start + len(other))
            cue = type(content)(place.end + 1, place.end + 5)
            self._spans[other] = (place, cue, type(content)(content.end - len(SHUT_UP), content.end))
        return self

    def given(self, other: str, *via: str, kind=SourceKind.OUTLET) -> "Naming":
        """What the denial names counts as said."""
        said = type(self._said[0])
        self._said.append(said(other, other, kind, via, {}))
        return self


def test_a_denial_contradicts_those_with_whom_the_claim_begins():
    first = Piece("The Courier").says("an official", kind=ANONYMOUS)
    second = Piece("Dom", "2031-03-06").says("Ida Stein", **REJECT)
    assert told(on(first, second)) == [("Ida Stein", Target.CLAIM, {"an official"})]


def test_what_was_inferred_can_be_left_out():
    first = Piece("The Courier").says("an official", kind=ANONYMOUS)
    second = Piece("Dom", "2031-03-05").says("The Courier").says("Ida Stein", **REJECT)
    library = library_of(first, second)
    with_, without = (
        {saying.source.name for saying in disagreement_on(library, CLAIM.id, inferred=counts).origins}
        for counts in Inference
    )
    assert (with_, without) == ({"an official"}, {"an official", "The Courier"})


def test_who_doubts_objects_too_and_who_affirms_or_takes_no_side_does_not():
    piece = Piece("The Courier").says("an official", kind=ANONYMOUS)
    piece.says("Ida Stein", kind=PERSON, stance=Stance.DOUBT)
    piece.says("Cass Wey", kind=PERSON, stance=Stance.NEUTRAL)
    (objection,) = on(piece).objections
    assert (objection.saying.source.name, objection.saying.stance) == ("Ida Stein", "doubt")


def test_a_denial_that_names_only_a_relay_contradicts_the_relay():
    piece = Naming("The Courier").says("an official", kind=ANONYMOUS)
    piece.denies("Ida Stein", "Rag").given("Rag", "an official")
    assert told(on(piece)) == [("Ida Stein", Target.RELAY, {"Rag"})]


def test_a_denial_that_names_an_origin_contradicts_the_origin():
    piece = Naming("The Courier").denies("Ida Stein", "Cass Wey").given("Cass Wey", kind=PERSON)
    assert told(on(piece)) == [("Ida Stein", Target.ORIGIN, {"Cass Wey"})]


def test_it_is_the_writer_who_brings_a_report_and_a_denial_behind_it_together():
    piece = Piece("The Courier").says("an official", kind=ANONYMOUS).says("Rag", "an official")
    piece.says("Ida Stein", same=True, **REJECT)
    assert told(on(piece)) == [("Ida Stein", Target.CLAIM, {"an official"})]


def test_who_tells_of_a_denial_does_not_deny():
    piece = Piece("The Courier").says("Ida Stein", **REJECT)
    piece.says("Rag", "Ida Stein", stance=Stance.REJECT, act=SpeechAct.DENY)
    (objection,) = on(piece).objections
    assert objection.saying.source.name == "Ida Stein"
    assert {saying.source.name for saying in objection.passed_on} == {"Rag", "The Courier"}


def test_who_denies_having_said_it_does_not_deny_it():
    first = Piece("The Courier").says("Osric Vale", kind=PERSON)
    saying = Claim("Osric Vale saying that the lock gates at Orrin were opened")
    second = Piece("Dom", "2031-03-06").says("Osric Vale", claim=saying, **REJECT)
    assert told(on(first, second)) == [("Osric Vale", Target.SAYING, {"Osric Vale"})]
    other = Claim("Osric Vale saying that the mayor of Tarn had left")
    assert not told(on(first, Piece("Dom", "2031-03-06").says("Osric Vale", claim=other, **REJECT)))


def test_a_claim_that_contradicts_is_told_with_those_who_affirm_it():
    forty, sixty = (Claim(f"The lock at Orrin let {number} barges through on 4 March") for number in (40, 60))
    first = Piece("The Courier", relays=False).says("Ida Stein", kind=PERSON, claim=forty)
    second = Piece("Dom", "2031-03-06", relays=False).says("Cass Wey", kind=PERSON, claim=sixty)
    second.says("Bram Holt", claim=sixty, **REJECT)
    found = on(first, second, claim=forty)
    (contrary,) = found.contrary
    assert (contrary.text, [saying.source.name for saying in contrary.sayings]) == (sixty.text, ["Cass Wey"])
    assert contrary.score > 0.6
    assert len(found.numbers.side_by_side) == 1


def test_the_query_gives_every_objection_to_the_claim():
    library = library_of(Piece("The Courier").says("an official", kind=ANONYMOUS).says("Ida Stein", **REJECT))
    found = disagreement_on(library, CLAIM.id)
    rows = library.store.select(found.sparql)
    rejecting = {(row["statement"] or "").rsplit("/", 1)[1] for row in rows if (row["stance"] or "").endswith("Reject")}
    assert rejecting == {objection.saying.statement for objection in found.objections} != set()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_arrival_makes_no_difference(order):
    pieces = [
        Piece("The Courier").says("an official", kind=ANONYMOUS),
        Piece("Dom", "2031-03-06").says("Ida Stein", **REJECT),
        Piece("Rag", "2031-03-07").says("Cass Wey", **REJECT),
    ]
    assert on(*(pieces[number] for number in order)) == on(*pieces)


def test_what_is_not_there_has_no_disagreement():
    with pytest.raises(NotFoundError):
        on(Piece("The Courier").says("Ida Stein", **REJECT), claim=Claim("Nobody said this"))
