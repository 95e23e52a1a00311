import pytest

from graph.identity.claim_text import claim_text
from graph.identity.claims import proposition_of
from graph.identity.mentions import Mention
from graph.identity.sources import outlet_of
from graph.identity.sources import resolve as resolve_mentions
from graph.model import Document, SourceKind, Span


def resolve(document, spans, **layers):
    return [meant.source for meant in resolve_mentions(document, [Mention(one) for one in spans], **layers).meant]


def resolved(text: str, *mentions: str):
    document = Document(text, outlet="The Courier")
    spans, start = [], 0
    for mention in mentions:
        start = text.index(mention, start)
        spans.append((Span(start, start + len(mention)),))
        start += 1
    return resolve(document, spans)


@pytest.mark.parametrize(
    ("mention", "name", "kind", "named"),
    [
        ("the Velmara News Agency", "the Velmara News Agency", "news_agency", True),
        ("President Ada Quill", "Ada Quill", "person", True),
        ("Ada Quill, the mayor of Port Ostrel,", "Ada Quill", "person", True),
        ("Dr. Quill", "Quill", "person", True),
        ("grandmother Hettie Cole", "Hettie Cole", "person", True),
        ("Opposition leader Brannick Shaw", "Brannick Shaw", "person", True),
        ("news agency Tidewater Wire", "Tidewater Wire", "news_agency", True),
        ("Russian military intelligence", "Russian military intelligence", "intelligence_service", True),
        ("the Pentagon", "the Pentagon", "military_body", True),
        ("Halvane Logistics", "Halvane Logistics", "company", True),
        ("The Kethra Herald", "The Kethra Herald", "outlet", True),
        (
            "local sources in the village of Brenn",
            "local sources in the village of Brenn",
            "collective",
            False,
        ),
        ("a senior official", "a senior official", "anonymous", False),
        ("an official at the Interior Ministry", "an official at the Interior Ministry", "anonymous", False),
        ("three residents", "three residents", "collective", False),
        ("the audit report", "the audit report", "document", False),
        ("the ministry", "the ministry", "government_body", False),
        ("the Kethra Herald's Ada Quill", "Ada Quill", "person", True),
        ("the Kethra Herald's editorial board", "the Kethra Herald's editorial board", "outlet", True),
        ("2,000 harbour pilots", "2,000 harbour pilots", "collective", False),
        ("the boss", "the boss", "anonymous", False),
    ],
)
def test_the_kind_of_a_source_is_told_by_its_words(mention, name, kind, named):
    (source,) = resolved(f"Yesterday {mention} said so.", mention)
    assert (source.name, source.kind, source.is_named) == (name, kind, named)


def test_a_surname_and_a_pronoun_stand_for_the_person_named_in_full():
    full, he, surname = resolved("Ben Tarn spoke. He said no. Tarn left.", "Ben Tarn", "He", "Tarn")
    assert full.id == he.id == surname.id


def test_who_says_i_outside_of_quotes_is_the_author():
    text = "I believe that the bridge is safe."
    (author,) = resolve(Document(text, outlet="The Courier", authors=("Ada Quill",)), [(Span(0, 1),)])
    assert (author.name, author.kind) == ("Ada Quill", "person")
    document = Document(text, outlet="The Courier", authors=("Ada Quill", "Ben Tarn"))
    assert resolve(document, [(Span(0, 1),)]) == [outlet_of(document)]


def test_a_single_name_is_a_person_where_the_text_names_one_in_full():
    single, other = resolved("Quill spoke. Halvane spoke. Ada Quill left.", "Quill", "Halvane")
    assert (single.name, single.kind) == ("Ada Quill", "person")
    assert other.kind == "organisation"


@pytest.mark.parametrize("before", ["In", "But", "Monday", "When", "The", "Against", "Citing", "Quoting"])
def test_what_opens_a_sentence_is_no_first_name(before):
    first, second = resolved(f"{before} Halvane spoke. Halvane said no.", "Halvane", "Halvane")
    assert {first.name, second.name} == {"Halvane"}


def test_a_mention_of_punctuation_alone_names_nobody():
    (source,) = resolved("“ said so.", "“")
    assert source.kind == "unspecified"


def test_a_pronoun_without_anybody_before_it_is_an_unnamed_source():
    (source,) = resolved("She said no.", "She")
    assert (source.kind, source.is_named) == (SourceKind.ANONYMOUS, False)


@pytest.mark.parametrize(
    ("before", "sentence", "is_known"),
    [
        ("Meridian", "Again it wrote, citing Meridian, that it was true.", False),
        ("Ada Quill", "She said that Quill had lied.", False),
        ("Ada Quill", "She said that Mrs Quill had lied.", False),
        ("Ada Quill", "She said that Ben Quill had lied.", True),
        ("Ada Quill", "She flew to Quill Tower.", True),
        ("The Bank of Arlen", "It said that Arlen would suffer.", True),
        ("The driver", "He said that the driver had gone.", False),
        ("The driver", "He said that the lorry had gone.", True),
    ],
)
def test_a_pronoun_is_not_whom_its_own_sentence_names(before, sentence, is_known):
    text = f"Bo Lind left. {before} said so. {sentence}"
    at = text.rindex(sentence) + (len("Again ") if sentence.startswith("Again") else 0)
    spans = [(Span(0, 7),), (Span(14, 14 + len(before)),), (Span(at, text.index(" ", at)),)]
    sentences = [Span(0, 13), Span(14, 23 + len(before)), Span(24 + len(before), len(text))]
    _, source, pronoun = resolve(Document(text), spans, sentences=sentences)
    assert (pronoun == source) is is_known
    assert is_known or not pronoun.is_named


def test_a_blank_name_is_no_name():
    document = Document("This newspaper said so. It left.", outlet=" ")
    sentences = [Span(0, 23), Span(24, 32)]
    outlet, _ = resolve(document, [(Span(0, 14),), (Span(24, 26),)], sentences=sentences)
    assert outlet == outlet_of(document)


def test_an_absent_mention_is_an_unspecified_source():
    document = Document("It was reported that it rained.")
    (source,) = resolve(document, [()])
    assert (source.kind, source.scope) == (SourceKind.UNSPECIFIED, document.id)


def test_a_document_has_one_description_for_each_source():
    document = Document("THE COURIER said so. The Courier said no.", outlet="The Courier")
    first, second = resolve(document, [(Span(0, 11),), (Span(21, 32),)])
    assert first == second == outlet_of(document)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("that the bridge was closed,", "The bridge was closed"),
        ("“We closed the bridge.”", "We closed the bridge"),
        ("the  bridge\r\nwas “closed”", "The bridge was closed"),
        ("“Yes” and “no”", "Yes and no"),
        ("...", "..."),
        ("“”", "“”"),
        ("that is false", "That is false"),
        ("and that the bridge was closed", "The bridge was closed"),
        ("because the bridge was closed", "The bridge was closed"),
        ("because it rained, the bridge was closed", "Because it rained, the bridge was closed"),
        ("because of the rain", "Because of the rain"),
        ("[the bridge] was [...] closed [sic]", "The bridge was closed"),
        ("he [Tarn] never sign[s]", "Tarn never signs"),
        ("the bridge ... was closed", "The bridge was closed"),
        ("the bridge was closed… It was old", "The bridge was closed. It was old"),
        ('Cas "the Hat" Tarn closed the "old" bridge', 'Cas "the Hat" Tarn closed the old bridge'),
        ('the 12" line to Brenn is "shut"', 'The 12" line to Brenn is shut'),
        ("it was Ada Quill who closed the bridge", "Ada Quill closed the bridge"),
        ("it was unclear who closed the bridge", "It was unclear who closed the bridge"),
        ("30 people were hurt", "30 people were hurt"),
    ],
)
def test_a_claim_drops_what_only_ties_it_to_its_sentence(content, text):
    assert claim_text(content) == text


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("the warehouse at Pier Nine held 300 tonnes", True),
        ("12 people were injured in the fire", True),
        ("he was in Port Ostrel on Monday", False),
        ("the aggression", False),
        ("the bridge over the river was closed", False),
        ("prices will rise by 3 percent this year", False),
        ("the ministry sent its convoy to Brenn", True),
        ("its convoy was sent to Brenn on Monday", False),
        ("none of its lorries went to Brenn", False),
        ("Ada Quill said that she went to Brenn", True),
        ("the ministry sent it to Port Ostrel", False),
        ("they're on their way to Brenn", False),
        ("it is unclear whether Brenn was shelled", True),
        ("it was unclear to them in Brenn", False),
    ],
)
def test_only_wordings_that_stand_alone_are_shared_between_documents(text, shared):
    documents = [Document(text, url=f"https://x.example/{n}") for n in (1, 2)]
    ids = {proposition_of(document, (Span(0, len(text)),)).claim.id for document in documents}
    assert (len(ids) == 1) is shared
