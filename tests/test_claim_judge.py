"""Claims of a library in clusters, as documents come and go."""

import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import claim_judge
from graph.analysis import citations
from graph.clusters import claim_answer
from graph.identity.reviews import Kind
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.search.entries import entries_of
from graph.validation import Remark, Violation, check

WORDINGS = [
    "The bridge at Brenn was closed on Tuesday",
    "Brenn's bridge was closed on Tuesday",
    "On Tuesday the bridge at Brenn was closed",
    "The bridge at Brenn was opened on Tuesday",
    "The school in Kethra cost 300 crowns",
    "The school in Kethra cost 900 crowns",
    "Ada Quill will resign as mayor of Lerwood",
    "The mayor of Lerwood, Ada Quill, will resign",
]
SAME = {frozenset({0, 1}), frozenset({0, 2}), frozenset({1, 2}), frozenset({6, 7})}
CLAIMS = [Claim(text) for text in WORDINGS]
NUMBERS = {claim.id: number for number, claim in enumerate(CLAIMS)}


def reading(number: int) -> tuple[Document, list[Statement]]:
    """The nth document, with two of the claims."""
    document = Document(f"Document {number} of those that are put.")
    source = Source(f"Board {number}", SourceKind.GOVERNMENT_BODY)
    statements = [
        Statement(
            document=document.id, source=source, claim=CLAIMS[(number + step) % len(CLAIMS)], speech_act=SpeechAct.ASSERT,
            stance=Stance.AFFIRM, quotation=QuotationType.INDIRECT, content_spans=(Span(step, step + 2),),
            extractor="test/1",
        )
        for step in (0, 3)
    ]  # fmt: skip
    return document, statements


READINGS = [reading(number) for number in range(len(CLAIMS))]


def library_of(numbers) -> Library:
    library = Library.in_memory()
    for number in numbers:
        library.put(*READINGS[number])
    library.commit()
    return library


def everything(library: Library) -> set:
    store = library.store
    return {quad for name in (*store.graphs(), *store.layers()) for quad in store.quads(name)}


def pairs(library: Library) -> set:
    """The pairs of wordings that are in one cluster."""
    groups = {number: library.judgements.group_of(claim, kind=Kind.CLAIM) for claim, number in NUMBERS.items()}
    return {
        frozenset({one, other})
        for one, group in groups.items()
        for other, same in groups.items()
        if one < other and group is not None and group == same
    }


def test_wordings_of_one_claim_are_one_and_others_are_not():
    with library_of(range(len(CLAIMS))) as library:
        assert pairs(library) == SAME
        told = claim_answer(library, CLAIMS[1].id)
        assert {wording.text for wording in told.wordings} == set(WORDINGS[:3])
        assert all(wording.explanation for wording in told.wordings if wording.compared_with)
        assert told.tally.asserters == 6
        assert citations.of_one_claim(library, CLAIMS[1].id).number_of_nodes() == 6
        contradicted = {related.text for related in told.related if related.relation == "contradicts"}
        assert contradicted == {WORDINGS[3]}
        dear = claim_answer(library, CLAIMS[4].id)
        assert [(related.text, related.relation) for related in dear.related] == [(WORDINGS[5], "contradicts")]
        assert list(check(library)) == []


@settings(max_examples=25)
@given(st.permutations(range(len(CLAIMS))), st.sets(st.integers(0, len(CLAIMS) - 1)))
def test_what_came_and_went_meanwhile_leaves_no_trace(order, gone):
    with library_of(order) as library, library_of(sorted(set(order) - gone)) as never:
        for number in gone:
            library.forget(READINGS[number][0].id)
        assert everything(library) == everything(never)
        assert library.vectors.size == never.vectors.size


@pytest.fixture
def folder(tmp_path):
    with Library.for_writing(tmp_path / "store") as library:
        for number in range(len(CLAIMS)):
            library.put(*READINGS[number])
        library.commit()
        assert pairs(library) == SAME
    return tmp_path / "store"


def test_vectors_that_are_lost_are_made_again_before_anything_is_read(folder):
    shutil.rmtree(folder / "vectors")
    with Library.for_reading(folder) as library, library_of(range(len(CLAIMS))) as fresh:
        assert library.vectors.size == len(CLAIMS)
        assert everything(library) == everything(fresh)
        assert list(check(library)) == []


def test_claims_are_judged_anew_where_the_rules_have_changed(folder, monkeypatch):
    with Library.for_writing(folder) as library:
        before = everything(library)
    with monkeypatch.context() as patched:
        patched.setattr(claim_judge, "RULES", 0)
        with Library.for_reading(folder) as library:
            assert any("judged anew" in violation.message for violation in check(library))
        patched.setattr(claim_judge, "bearing", lambda *_: None)
        with Library.for_writing(folder) as library:
            assert pairs(library) == set()
            assert list(check(library)) == []
    with Library.for_writing(folder) as library:
        assert everything(library) == before


def test_a_crash_between_the_store_and_the_groups_is_caught_up(folder, monkeypatch):
    document = Document("One document more.")
    late = Claim("On Tuesday Brenn's bridge was closed")
    statements = [
        Statement(
            document=document.id, source=Source("Board", SourceKind.GOVERNMENT_BODY), claim=late,
            speech_act=SpeechAct.ASSERT, stance=Stance.AFFIRM, quotation=QuotationType.INDIRECT,
            content_spans=(Span(0, 2),), extractor="test/1",
        )
    ]  # fmt: skip
    library = Library.for_writing(folder)
    with monkeypatch.context() as patched:
        patched.setattr(type(library.judgements), "regroup", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            library.put(document, statements)
    library.close()  # nothing was committed
    with Library.for_writing(folder) as library:
        group = library.judgements.group_of(late.id, kind=Kind.CLAIM)
        assert group is not None
        assert group == library.judgements.group_of(CLAIMS[0].id, kind=Kind.CLAIM)
        assert list(check(library)) == []


def test_claims_that_went_in_a_crash_are_in_no_cluster(folder, monkeypatch):
    library = Library.for_writing(folder)
    with monkeypatch.context() as patched:
        patched.setattr(type(library.judgements), "regroup", lambda *_, **__: 1 / 0)
        for number in (6, 3):
            with pytest.raises(ZeroDivisionError):
                library.forget(READINGS[number][0].id)
    library.close()
    with Library.for_reading(folder) as library:
        assert library.judgements.group_of(CLAIMS[6].id, kind=Kind.CLAIM) is None
        assert library.judgements.group_of(CLAIMS[7].id, kind=Kind.CLAIM) is None
        assert list(check(library)) == []


def test_a_vector_that_is_lacking_is_found_by_the_check():
    with library_of([0]) as library:
        library.vectors.remove_ids([CLAIMS[0].id])
        assert [violation.message for violation in check(library)] == [
            "1 of its claims have no vector: remove the store's folder 'vectors'"
        ]


def test_a_row_that_is_not_what_the_store_says_is_found_by_the_check():
    with library_of([0, 1]) as library:
        document, (first, second) = READINGS[0]
        swapped = [replace(first, claim=second.claim), replace(second, claim=first.claim)]
        library.index.replace(document.id, entries_of(document, swapped))
        library.index.commit()
        assert "it is not found as it is stored" in "".join(violation.message for violation in check(library))


def test_where_more_is_near_than_is_compared_the_order_may_show_and_is_no_damage(monkeypatch):
    monkeypatch.setattr(claim_judge, "MAX_NEIGHBOURS", 3)
    source = Source("Board", SourceKind.GOVERNMENT_BODY)
    with Library.in_memory() as library:
        for number in range(12):
            document = Document(f"Document {number}.")
            claim = Claim(f"The flood at Brenn killed {100 + 7 * number} people on Tuesday")
            said = Statement(
                document=document.id, source=source, claim=claim, speech_act=SpeechAct.ASSERT, stance=Stance.AFFIRM,
                quotation=QuotationType.INDIRECT, content_spans=(Span(0, 2),), extractor="test/1",
            )  # fmt: skip
            library.put(document, [said])
        library.commit()
        (found,) = check(library)
        assert isinstance(found, Remark)
        assert found.message.startswith("12 of 12 claims have so many others near")


def test_a_change_is_followed_only_so_far_and_the_check_tells_of_it(monkeypatch):
    monkeypatch.setattr(claim_judge, "MAX_REACH", 2)
    wordings = [f"{word} bridge at Brenn was closed on Tuesday" for word in ("The", "The old", "The long", "The high")]
    readings = [
        (
            Document(f"Document {number}."),
            replace(READINGS[0][1][0], document=Document(f"Document {number}.").id, claim=Claim(wording)),
        )
        for number, wording in enumerate(wordings)
    ]
    with Library.in_memory() as library:
        for document, statement in readings:
            library.put(document, [statement])
        library.commit()
        found = list(check(library))
        assert not any(isinstance(one, Violation) for one in found)
        assert [one.message[:24] for one in found] == ["4 of 4 claims have so ma"]


def test_one_more_known_source_does_not_have_claims_judged_anew(tmp_path):
    more = tmp_path / "more.ttl"
    more.write_text(
        """
        @prefix al: <https://w3id.org/allegedly/ns#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://example.org/ova> a al:NewsAgency ; skos:prefLabel "Ova News Agency" .
        """,
        encoding="utf-8",
    )
    with Library.for_writing(tmp_path / "store") as library:
        library.put(*READINGS[0])
        library.commit()
    with Library.for_writing(tmp_path / "store", sources_file=more) as library:
        assert library.vectors.size == 2
        assert library.is_current(Kind.CLAIM)
