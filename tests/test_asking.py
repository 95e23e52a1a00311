import json
from dataclasses import replace

import pytest

from graph import asking, inquiry
from graph.analysis import citations
from graph.clusters import claim_answer
from graph.errors import NotFoundError, QueryError
from graph.extractor import default_pipeline
from graph.library import Library
from graph.model import (
    Claim,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)

CLAIM = Claim("The bridge at Brenn was closed on 4 March")
TEXT = "Locals, witnesses and the agency say the bridge was closed."


def said(
    document: Document,
    name: str,
    place: int,
    *via: Statement,
    stance=Stance.AFFIRM,
    kind=SourceKind.ORGANISATION,
):
    scope = document.id if kind is SourceKind.COLLECTIVE else None
    return Statement(
        document=document.id,
        source=Source(name, kind, scope),
        claim=CLAIM,
        speech_act=SpeechAct.DENY if stance is Stance.REJECT else SpeechAct.REPORT,
        stance=stance,
        quotation=QuotationType.INDIRECT,
        source_spans=(Span(place, place + 1),),
        content_spans=(Span(37, 58),),
        via=tuple(sorted((Via(target.id, ViaBasis.WITHIN_SENTENCE) for target in via), key=lambda hop: hop.order)),
    )


@pytest.fixture
def forked() -> Library:
    """Outlet -> Agency -> {locals, witnesses}, and a ministry that denies."""
    library = Library.in_memory()
    document = Document(TEXT, url="https://a.example/1", outlet="Outlet", title="The bridge")
    locals_ = said(document, "locals", 0, kind=SourceKind.COLLECTIVE)
    witnesses = said(document, "witnesses", 1, kind=SourceKind.COLLECTIVE)
    agency = said(document, "Agency", 2, locals_, witnesses)
    outlet = said(document, "Outlet", 3, agency)
    ministry = said(document, "Ministry", 4, stance=Stance.REJECT)
    library.put(document, [locals_, witnesses, agency, outlet, ministry])
    library.commit()
    return library


def test_positions_tell_who_rejects_and_where_each_chain_ends(forked):
    answer = inquiry.who(forked, "was the bridge at Brenn closed?")
    (claim,) = answer.claims
    assert claim.id == CLAIM.id
    assert {(p.source.name, p.stance) for p in claim.positions} == {
        ("Outlet", "affirm"), ("Agency", "affirm"), ("locals", "affirm"), ("witnesses", "affirm"), ("Ministry", "reject"),
    }  # fmt: skip
    outlet = next(p for p in claim.positions if p.source.name == "Outlet")
    assert [link.source.name for link in outlet.chain][:2] == ["Outlet", "Agency"]
    assert outlet.origin == outlet.chain[-1].source
    assert outlet.origin.named is False
    assert (outlet.quote, outlet.span) == (TEXT[37:58], (37, 58))


def test_the_citation_graph_runs_from_reporters_to_origins(forked):
    graph = citations.of_one_claim(forked, CLAIM.id)
    labels = {node: data["label"] for node, data in graph.nodes(data=True)}
    assert {(labels[a], labels[b]) for a, b in graph.edges()} == {
        ("Outlet", "Agency"), ("Agency", "locals"), ("Agency", "witnesses"),
    }  # fmt: skip
    stances = {data["label"]: data["stance"] for _, data in graph.nodes(data=True)}
    assert stances["Ministry"] == "reject"
    whole = citations.of_everything(forked)
    assert set(whole.edges(data="count")) == set(graph.edges(data="count"))


def test_around_a_source_stand_those_it_cites_and_those_who_cite_it(forked):
    graph = citations.of_one_source(forked.store, asking.find_source(forked.store, "agency"))
    assert {label for _, label in graph.nodes(data="label")} == {"Outlet", "Agency", "locals", "witnesses"}


def test_loops_in_hostile_data_end():
    document = Document(TEXT, url="https://a.example/1")
    one, other = said(document, "One", 0), said(document, "Other", 1)
    one_loop = Statement(**{**fields(one), "via": (Via(other.id, ViaBasis.INFERRED),)})
    other_loop = Statement(**{**fields(other), "via": (Via(one.id, ViaBasis.INFERRED),)})
    library = Library.in_memory()
    library.put(document, [one_loop, other_loop])
    library.commit()
    assert [len(p.chain) for p in claim_answer(library, CLAIM.id).positions] == [2, 2]


def fields(statement: Statement) -> dict:
    return {name: getattr(statement, name) for name in Statement.__dataclass_fields__}


def test_the_chain_that_is_shown_stays_with_the_claim_and_the_text():
    document = Document(TEXT, url="https://a.example/1")
    same = said(document, "Same", 0)
    other = Statement(**{**fields(said(document, "Elsewhere", 1)), "claim": Claim("Another thing happened in 1999")})
    hops = [Via(other.id, ViaBasis.WITHIN_SENTENCE), Via(same.id, ViaBasis.INFERRED)]
    outer = Statement(**{**fields(said(document, "Outer", 2)), "via": tuple(sorted(hops, key=lambda via: via.order))})
    library = Library.in_memory()
    library.put(document, [same, other, outer])
    library.commit()
    chain = next(p for p in claim_answer(library, CLAIM.id).positions if p.source.name == "Outer").chain
    assert [link.source.name for link in chain] == ["Outer", "Same"]


def test_a_claim_that_hundreds_repeat_does_not_hide_the_others():
    library = Library.in_memory()
    rare = Claim("The harbour master of Brenn has counted five ships in port")
    for number in range(300):
        document = Document(TEXT, url=f"https://a.example/{number}")
        repeated = Statement(
            **{**fields(said(document, "Agency", 0)), "claim": Claim("Ships burned in the port of Brenn")}
        )
        library.put(document, [repeated])
    document = Document(TEXT, url="https://b.example/")
    library.put(document, [Statement(**{**fields(said(document, "Courier", 0)), "claim": rare})])
    library.commit()
    assert len(inquiry.who(library, "ships port Brenn").claims) == 2


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_is_refused(samples, question):
    with pytest.raises(QueryError, match="empty"):
        inquiry.who(samples, question)


@pytest.mark.parametrize("question", ["zeppelin marmalade", "the of and", "🙂", '") OR *:* (', "claim_text:x^9 AND"])
def test_what_nothing_fits_has_an_honest_empty_answer(samples, question):
    assert inquiry.who(samples, question).claims == ()


def test_unknown_things_are_not_found(samples):
    with pytest.raises(NotFoundError):
        asking.find_source(samples.store, "a" * 26)
    with pytest.raises(NotFoundError, match="There is no claim"):
        claim_answer(samples, "a" * 26)


def test_the_name_of_a_source_is_the_one_that_most_documents_give():
    library = Library.in_memory()
    for number, name in enumerate(["AGENCY", "Agency", "Agency", "the Agency", "the Agency", "the Agency"]):
        document = Document(TEXT, url=f"https://a.example/{number}")
        library.put(document, [said(document, name, 0)])
    library.commit()
    positions = claim_answer(library, CLAIM.id).positions
    assert {p.source.name for p in positions} == {"Agency"}
    assert len({p.source.id for p in positions}) == 1


def test_a_question_finds_the_claim_and_both_sides(samples):
    answer = inquiry.who(
        samples, "Who says that the warehouse at Pier Nine held 300 tonnes of ammonium nitrate?", limit=1
    )
    stances = {p.stance for p in answer.claims[0].positions}
    assert {"affirm", "reject", "neutral"} <= stances
    assert len({p.document.outlet for p in answer.claims[0].positions}) >= 5


def read(library: Library, path, **metadata) -> None:
    document = Document(path.read_text(encoding="utf-8"), **metadata)
    library.put(document, default_pipeline()(document).statements)
    library.commit()


def test_the_seed_article_gives_its_chain_and_its_denial(corpora):
    folder = corpora / "seed-article"
    text = (folder / "article.txt").read_text(encoding="utf-8")
    gold = {item["id"]: item for item in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["attributions"]}
    library = Library.in_memory()
    read(library, folder / "article.txt", outlet="Outlet A")

    def words(name: str, role: str) -> str:
        return " ".join(text[start:end] for start, end in gold[name][role])

    convoy = inquiry.who(library, words("a2", "content")).claims[0]
    chains = [[link.source.name for link in position.chain] for position in convoy.positions]
    agency, origin = words("a2", "source"), words("a3", "source")
    assert gold["a2"]["via"] == "a3"
    assert chains == [["Outlet A", agency, origin], [agency, origin], [origin]]
    denial = inquiry.who(library, words("a1", "content")).claims[0]
    assert [(p.source.name, p.stance) for p in denial.positions] == [
        ("Outlet A", "neutral"),
        (words("a1", "source"), gold["a1"]["stance"]),
    ]


def test_what_is_noted_of_a_store_is_gone_with_the_next_change():
    document = Document(TEXT, title="First", url="https://a.example/")
    claim = Claim("The ships left the port of Brenn on 5 March")
    library = Library.in_memory()

    def titles():
        return [p.document.title for c in inquiry.who(library, "ships port").claims for p in c.positions]

    for title in ("First", "Second"):
        renamed = replace(document, title=title)
        library.put(renamed, [Statement(**{**fields(said(renamed, "Agency", 0)), "claim": claim})])
        library.commit()
        assert titles() == titles() == [title]
    library.forget(document.id)
    library.commit()
    assert titles() == []


def test_what_is_read_while_something_is_written_does_not_count_afterwards():
    store = Library.in_memory().store
    before = store.revision
    with store._writing():
        during = store.revision
    assert len({before, during, store.revision}) == 3
