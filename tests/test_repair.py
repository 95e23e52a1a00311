"""What a crash leaves half made is finished at the next opening, and comes out as if nothing had happened."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import readings

from graph.identity.reviews import Kind
from graph.judgements import Judgements
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.validation import indexes_disagree

NAMES = ("Ada Marsh", "Tom Marsh", "Marsh", "Mrs Marsh", "The Gazette", "Ostrel Port Authority", "OPA")


class Killed(BaseException):
    """Stands for the end of the process."""


def everything(library: Library) -> set:
    names = (*library.store.graphs(), *library.store.layers())
    return {quad for name in names for quad in library.store.quads(name)}


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[Statement]]:
    """A document in which some of a few sources speak whose names can mean each other."""
    text = draw(st.sampled_from(["One. ", "Two. ", "Three. "])) + "Somebody said no. " * 4
    document = Document(text, outlet=draw(st.sampled_from(["The Courier", "The Wire"])))
    names = draw(
        st.lists(st.sampled_from(NAMES), unique_by=lambda name: Source(name, SourceKind.PERSON).id, max_size=4)
    )
    kinds = st.sampled_from([SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.OUTLET])
    statements = [
        Statement(
            document=document.id, source=Source(name, draw(kinds)), claim=Claim(f"No {number}"),
            speech_act=SpeechAct.ASSERT, stance=Stance.AFFIRM, quotation=QuotationType.INDIRECT,
            source_spans=(Span(10 * number + 8, 10 * number + 10),), content_spans=(Span(10 * number, 10 * number + 5),),
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    return document, statements


def leave_half_made(library: Library, found: tuple[Document, list[Statement]], *, at: str) -> None:
    def die(*_: object, **__: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        if at == "groups":
            patch.setattr(Judgements, "regroup", die)
        else:
            patch.setattr(library.citations, "replace", die)
        with pytest.raises(Killed):
            library.put(*found)


@settings(max_examples=12)
@given(
    st.lists(documents() | readings(), min_size=1, max_size=4),
    st.lists(documents(), min_size=1, max_size=2),
    st.sampled_from(["groups", "citations"]),
)
def test_groups_come_out_as_if_nothing_had_happened(before, broken, at):
    with TemporaryDirectory() as folder:
        with Library.for_writing(Path(folder)) as library:
            for found in before:
                library.put(*found)
            library.commit()
            for found in broken:
                try:
                    leave_half_made(library, found, at=at)
                except pytest.fail.Exception:
                    continue  # nothing changed
        with Library.for_writing(Path(folder)) as library, Library.in_memory() as never:
            for found in [*before, *broken]:
                never.put(*found)
            assert library.index.unfinished() == []
            assert everything(library) == everything(never)
            assert list(indexes_disagree(library)) == []


def test_what_an_older_version_left_is_judged_as_a_whole(tmp_path, monkeypatch):
    document = Document("Somebody said no. " * 4, outlet="The Gazette")
    with Library.for_writing(tmp_path) as library:
        library.put(document, [])
        library.commit()
    (tmp_path / "search" / "intent.json").write_text(f'["{document.id}"]')
    renewed = []
    monkeypatch.setattr(Judgements, "renew", lambda self, *, kind: renewed.append(kind))
    with Library.for_writing(tmp_path) as library:
        assert library.index.unfinished() == []
    assert renewed == [Kind.SOURCE]
