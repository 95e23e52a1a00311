"""Who is meant by the mentions of a document: names, descriptions, pronouns, bodies and those who speak for them."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.identity.mentions import Mention
from graph.identity.registry import Entry, Registry
from graph.identity.sources import outlet_of, resolve
from graph.model import Document, SourceKind, Span

_MARK = re.compile(r"\[(\d+) |\]|<(\d+) |>")


def read(marked: str, **known):
    """What the mentions of a text mean: "[1 Ada Quill] said <1 that it rained>" marks a mention and what it says."""
    return resolution_of(marked, **known)[0].meant


def resolution_of(marked: str, *, outlet: str = "The Courier", authors: tuple[str, ...] = ()):
    text, spans, contents, open_ = "", {}, {}, []
    end = 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        end = mark.end()
        if mark[1] or mark[2]:
            open_.append((spans if mark[1] else contents, int(mark[1] or mark[2]), len(text)))
        else:
            found, number, start = open_.pop()
            found[number] = (Span(start, len(text)),)
    document = Document(text + marked[end:], outlet=outlet, authors=authors)
    annotations = Annotations(document)
    Segmenter()(annotations)
    QuoteFinder()(annotations)
    mentions = [Mention(spans[number], content=contents.get(number, ())) for number in sorted(spans)]
    resolution = resolve(document, mentions, sentences=annotations.sentences, quotes=annotations.quotes)
    return resolution, document.text


def described(marked: str):
    """Whom the descriptions mean that are no mentions, by their words."""
    resolution, text = resolution_of(marked)
    return {text[slice(*one.span)]: one.source.name for one in resolution.described}


def names(marked: str, **known):
    return [meant.source.name for meant in read(marked, **known)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("[1 A retired brigadier, Ann Teal,] said no.", "Ann Teal", id="a description and a name"),
        pytest.param("[1 Hugh Hill, a doctor,] said no.", "Hugh Hill", id="a name and a description"),
        pytest.param("[1 Hugh Hill, 44, a doctor,] said no.", "Hugh Hill", id="an age"),
        pytest.param("[1 The mayor of Brenn, Ada Quill,] said no.", "Ada Quill", id="an office and a name"),
        pytest.param("[1 The bank's chief economist, Ole Berg,] said no.", "Ole Berg", id="an office of a body"),
        pytest.param("[1 Former deputy mayor Ada Quill] said no.", "Ada Quill", id="a title in several words"),
        pytest.param("[1 Attorney General Ada Quill] said no.", "Ada Quill", id="a title in capitals"),
        pytest.param("[1 Trucker Ole Berg] said no.", "Ole Berg", id="a trade at the head of a sentence"),
        pytest.param("Then [1 truck driver Ole Berg] said no.", "Ole Berg", id="a trade"),
        pytest.param("[1 Mayor Ada Quill of Brenn] said no.", "Ada Quill", id="a place behind the name"),
        pytest.param("[1 Ruritania's Ada Quill] said no.", "Ada Quill", id="a country's"),
        pytest.param("[1 My friend Tobias] said no.", "Tobias", id="a first name alone"),
        pytest.param("[1 Reader lamp_post9] said no.", "lamp_post9", id="a name on a site"),
        pytest.param('[1 Olaf "the Ox" Berg] said no.', "Olaf Berg", id="a nickname inside"),
        pytest.param("[1 Ursula van der Berg] said no.", "Ursula van der Berg", id="small words in a name"),
        pytest.param("Then [1 imaging firm Skyline] said no.", "Skyline", id="a firm"),
        pytest.param("[1 Respected industry website Pipes] said no. It is respected.", "Pipes", id="a website"),
        pytest.param("[1 The Ostwick Press Agency (OPA)] said no.", "The Ostwick Press Agency", id="an acronym"),
        pytest.param(
            "[1 The Central and Eastern Council] said no.", "The Central and Eastern Council", id="and in a name"
        ),
        pytest.param("[1 Ruritania's Foreign Office] said no.", "Ruritania's Foreign Office", id="a country's office"),
        pytest.param("[1 The Seafarers' Union] said no.", "The Seafarers' Union", id="a possessive inside"),
        pytest.param("[1 Radio 5 Live] said no.", "Radio 5 Live", id="a number"),
        pytest.param("[1 Charles B. Rangel] said no.", "Charles B. Rangel", id="initials"),
        pytest.param("[1 Rival Danner Stores] said no.", "Danner Stores", id="an adjective at the head of a sentence"),
        pytest.param("[1 Ada Quill herself] said no.", "Ada Quill", id="herself"),
    ],
)
def test_a_name_is_told_from_what_describes_it(text, name):
    (meant,) = read(text)
    assert (meant.source.name, meant.source.is_named) == (name, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[1 Ada Quill] spoke. [2 She] left.", id="she"),
        pytest.param("[1 Ada Quill] spoke. [2 Quill] left.", id="a surname"),
        pytest.param("[1 Quill] spoke. [2 Ada Quill] left.", id="the full name later"),
        pytest.param("[1 Ada Quill] spoke. [2 Ms Quill] left.", id="a title and a surname"),
        pytest.param("[1 Ole Berg] spoke. [2 Ole] left.", id="a first name"),
        pytest.param("The man, Ole Berg, left. Then [1 Berg] spoke. [2 He] said no.", id="named in passing"),
        pytest.param("Ole Berg, a driver, left. [1 The driver] said no. [2 Berg] left.", id="a trade in apposition"),
        pytest.param("[1 Driver Ole Berg] said no. [2 The driver] left.", id="a trade in front of the name"),
        pytest.param("[1 The mayor of Brenn, Ada Quill,] left. [2 The mayor] said no.", id="an office"),
        pytest.param(
            "[1 The mayor of Brenn] said no. Ada Quill, the mayor of Brenn, left. [2 Quill] won.", id="named later"
        ),
        pytest.param("[1 Deputy Minister Ole Berg] left. [2 The deputy minister] said no.", id="a title"),
        pytest.param("[1 Gen. Ole Berg] left. [2 The general] said no.", id="a title that was shortened"),
        pytest.param(
            "[1 Ole Berg, Head of Mission,] left. [2 The Head of Mission] said no.", id="an office in capitals"
        ),
        pytest.param('Olaf "the Ox" Berg left. [1 Berg] spoke. [2 The Ox] said no.', id="a nickname"),
        pytest.param('[1 Ole Berg] left. <2 "No," >[2 the old warhorse] growled. ', id="an epithet behind a quotation"),
        pytest.param("[1 The Ostwick Press Agency (OPA)] said no. [2 OPA] left.", id="an acronym in parentheses"),
        pytest.param("[1 The Ostwick Press Agency] said no. [2 OPA] left.", id="an acronym by its letters"),
        pytest.param("[1 The Ostwick Press Agency] said no. [2 Ostwick] left.", id="without what it is"),
        pytest.param("[1 The Brenn Herald] said no. [2 The Herald] left.", id="an outlet for short"),
        pytest.param("[1 The Brenn Herald] said no. [2 The paper] left.", id="the paper"),
        pytest.param("[1 Skyline] rose. It is a start. Then [2 the firm] said no.", id="the firm"),
        pytest.param("[1 Halvane Logistics] left. [2 The company] said no.", id="the company"),
        pytest.param("[1 The Ministry of Trade] left. [2 The ministry] said no.", id="the ministry"),
        pytest.param("[1 Ruritania's trade ministry] left. [2 The ministry] said no.", id="a country's ministry"),
        pytest.param(
            "[1 Ruritania's trade ministry] left. [2 The Ministry of Trade] said no.", id="two names of a ministry"
        ),
        pytest.param("[1 The Brenn Observer Mission] left. [2 The Mission] said no.", id="the end of a name"),
        pytest.param("[1 Rupress] left. [2 The Rupress dispatch of 4 May] said no.", id="what it published"),
        pytest.param("[1 The government in Moscow] said no. [2 Moscow] said yes.", id="a capital"),
        pytest.param(
            "Ostrel, the capital of Ruritania, slept. [1 The government in Ostrel] left. [2 Ostrel] spoke.", id="a seat"
        ),
        pytest.param("[1 Two drivers] left. [2 They] said no.", id="they"),
        pytest.param("[1 Two officials] left. [2 Both] said no.", id="both"),
        pytest.param("[1 Two officials] left. [2 The officials] said no.", id="the officials"),
        pytest.param("When I asked [1 people in Brenn], [2 they] said no.", id="they, in the same sentence"),
        pytest.param("[1 A driver on the bridge] left. [2 The driver] said no.", id="the driver"),
        pytest.param("[1 A well-placed insider] said no. [2 Our insider] said yes.", id="our insider"),
        pytest.param('[1 Ada Quill] left. <2 "Call Ben Tarn,"> [2 she] said. [3 She] laughed.', id="whom she spoke of"),
        pytest.param('[1 Ada Quill] said: <1 "[2 I] said no.">', id="I in a quotation"),
        pytest.param('[1 Ada Quill] said: <1 "[2 We] said no.">', id="we in a quotation"),
        pytest.param("[1 The Brenn Herald] praised Skyline. [2 It] said no.", id="it goes on with the subject"),
        pytest.param("[1 Ada Quill], [2 who] spoke, left.", id="who"),
        pytest.param("[1 Two drivers] [2 who] spoke left.", id="who, of several"),
        pytest.param("[1 Residents of Upper Brenn], [2 who] spoke, left.", id="who, behind a place"),
        pytest.param("Ada Quill met [1 the Brenn Herald], [2 which] said no.", id="which"),
        pytest.param("[1 Ole Berg, 61,] spoke. [2 The 61-year-old] left.", id="an age"),
        pytest.param("Ole Berg, 61, a driver, left. [1 Berg] spoke. [2 The 61-year-old] left.", id="an age in passing"),
        pytest.param(
            "[1 The National Seafarers' Union (NSU)] left. [2 NSU] spoke. [3 The union] rose.", id="a possessive"
        ),
        pytest.param("[1 Arvo Group plc] left. Shares in Arvo rose. [2 Arvo] spoke.", id="shares are no place"),
        pytest.param("[1 Danner Stores] left. [2 The chain] spoke.", id="a noun for companies"),
        pytest.param(
            "Senator Ole Berg and Mayor Ben Berg left. [1 Ole Berg] spoke. [2 Senator Berg] rose.", id="a title"
        ),
        pytest.param("[1 NATO] left. [2 The alliance] spoke.", id="a noun for any body"),
        pytest.param("[1 Quill] spoke. Mr Berg met Ada Quill. [2 She] said no.", id="the title of another"),
    ],
)
def test_mentions_that_mean_the_same(text):
    first, *rest = read(text)
    assert rest
    assert {meant.source for meant in rest} == {first.source}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "[1 Ivo Grant], accused the bank's boss, left. [2 The bank's boss] spoke.", id="a verb behind a comma"
        ),
        pytest.param("[1 Michelle Quill] left. [2 Mr Quill] spoke.", id="the gender of a first name"),
        pytest.param("[1 One resident] left. [2 Another] spoke.", id="another"),
        pytest.param("[1 A driver] left. [2 A second driver] said no.", id="a second driver"),
        pytest.param("[1 Two drivers] left. [2 The driver] said no.", id="one of several"),
        pytest.param("[1 The mayor of Brenn] left. [2 The mayor of Ostrel] said no.", id="another town's mayor"),
        pytest.param("[1 Deputy Minister Ole Berg] left. [2 The foreign minister] said no.", id="another minister"),
        pytest.param("[1 The Ministry of Trade] left. [2 The interior ministry] said no.", id="another ministry"),
        pytest.param("[1 Mr Berg] left. [2 She] said no.", id="the gender of a title"),
        pytest.param("[1 King Olaf] left. [2 She] said no.", id="the gender of a king"),
        pytest.param('[1 Ada Quill] said: <1 "[2 He] swore.">', id="a third person in a quotation"),
        pytest.param('[1 Ben Tarn] said: <1 "[2 He] swore.">', id="a third person in a quotation is not its speaker"),
        pytest.param("Citing [1 the Brenn News Agency], [2 the agency] said no.", id="who is cited is not who cites"),
        pytest.param("[1 Ostrel Post] left. In Ostrel it rained. [2 Ostrel] said no.", id="a place and its paper"),
        pytest.param("[1 Ada Quill] left. [2 Quill and Berg] said no.", id="two people"),
        pytest.param("[1 Ada Quill] left. [2 The driver] said no.", id="a trade that nobody has"),
    ],
)
def test_mentions_that_mean_others(text):
    first, second = read(text)
    assert first.source != second.source


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ole Berg and Ben Tarn met. [1 He] said no.", id="two who fit alike"),
        pytest.param("[1 They] said no.", id="nobody before"),
        pytest.param("Mrs Quill left. [1 He] said no.", id="nobody of that gender"),
    ],
)
def test_a_pronoun_that_could_mean_several_or_nobody_stays_unnamed(text):
    (meant,) = read(text)
    assert not meant.source.is_named


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[1 Moscow] denied it.", "government_body"),
        ("[1 France] denied it.", "government_body"),
        ("[1 The Kremlin] denied it.", "government_body"),
        ("In Ostrel, the capital of Ruritania, [1 Ostrel] denied it.", "government_body"),
        ("The Trade Ministry in Ostrel slept. [1 Ostrel] denied it.", "government_body"),
        ("[1 Skyline, an airline,] denied it.", "company"),
        ("[1 Norder Cruise Lines] denied it.", "company"),
        ("[1 The Bakers' Federation] denied it.", "organisation"),
        ("[1 The Russian Federation] denied it.", "government_body"),
        ("[1 Rupress, a news agency,] denied it.", "news_agency"),
        ("[1 Oskar] denied it: <1 “I never saw him.”>", "person"),
        ("[1 One of the drivers] denied it.", "anonymous"),
        ("[1 Six of her neighbours] denied it.", "collective"),
        ("[1 People living along the road] denied it.", "collective"),
        ("[1 Pentagon officials] denied it.", "collective"),
        ("[1 Ada Quill and Ben Tarn] denied it.", "collective"),
        ("[1 Ada Quill, Ole Berg and Ben Tarn] denied it.", "collective"),
        ("[1 Villagers] denied it.", "collective"),
        ("[1 A manager at Halvane Logistics] denied it.", "anonymous"),
        ("[1 At least one Ruritanian] denied it.", "anonymous"),
    ],
)
def test_the_kind_of_who_is_meant(text, kind):
    (meant,) = read(text)
    assert meant.source.kind == kind


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("[1 A spokesman for Halvane Logistics] said no.", "Halvane Logistics"),
        ("The Ministry of Trade slept. [1 A spokeswoman for the ministry] said no.", "Ministry of Trade"),
        ("The Ministry of Trade slept. [1 A ministry spokesman] said no.", "Ministry of Trade"),
        ("The Ministry of Trade slept. [1 The ministry's press service] said no.", "Ministry of Trade"),
    ],
)
def test_who_speaks_for_a_body_is_its_spokesperson(text, body):
    (meant,) = read(text)
    assert meant.source.name == body
    assert meant.spokesperson is not None
    assert not meant.spokesperson.is_named


@pytest.mark.parametrize(
    "text",
    [
        "Lena Marsh, the ministry's spokeswoman, slept. [1 The spokeswoman] said no.",
        "[1 Spokeswoman Lena Marsh] said no.",
    ],
)
def test_a_spokesperson_with_a_name_speaks_under_it(text):
    (meant,) = read(text)
    assert (meant.source.name, meant.spokesperson) == ("Lena Marsh", None)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("[1 Ada Quill, head of the Harbour Board,] said no.", "Harbour Board"),
        ("The Trade Ministry met. [1 The ministry's secretary, Ole Berg,] said no.", "Trade Ministry"),
        ("[1 Pentagon spokesman Ole Berg] said no.", "Pentagon"),
        ("The firm Skyline slept. [1 Skyline analyst Ole Berg] said no.", "Skyline"),
        ("[1 Sam Poole, a researcher at Oxford University,] said no.", "Oxford University"),
        ("Ole Berg, head of the Harbour Board, slept. [1 He] said no.", "Harbour Board"),
        ("Ada Quill, head of the Harbour Board, left. [1 Her successor, Ole Berg,] said no.", "Harbour Board"),
        ("Ada Quill, head of the Harbour Board, left. [1 Quill's successor Ole Berg] said no.", "Harbour Board"),
        ("Ada Quill, a baker, left. [1 Her successor, Ole Berg,] said no.", None),
        ("[1 Her successor, Ole Berg,] said no.", None),
        ("[1 Ada Quill, former head of the Harbour Board,] said no.", None),
        ("[1 Meridian's editor, Ole Berg,] said no.", "Meridian"),
        ("[1 Meridian's driver, Ole Berg,] said no.", None),
        ("[1 Ada Quill's editor, Ole Berg,] said no.", None),
        ("She lived in Brenn. [1 Brenn's correspondent, Ole Berg,] said no.", None),
        ("[1 The mayor of Brenn, Ole Berg,] said no.", None),
        ("[1 Foreign Minister Ole Berg] said no.", None),
        ("[1 Police Inspector Ole Berg] said no.", None),
        ("[1 Ole Berg, the brother of Ada Quill,] said no.", None),
        ("[1 A clerk at the Harbour Board] said no.", None),
    ],
)
def test_people_belong_to_the_body_that_the_text_says(text, body):
    (meant,) = read(text)
    assert (meant.affiliation and meant.affiliation.name) == body
    assert meant.affiliation is None or meant.source.name in {"Ada Quill", "Ole Berg", "Sam Poole"}


@pytest.mark.parametrize("own", ["The interior ministry", "The ministry"])
def test_a_ministry_speaks_of_itself_in_its_own_statement(own):
    (meant,) = read(f"[1 {own}] said no.", outlet="Ministry of the Interior of Velmara")
    assert meant.source == outlet_of(Document("", outlet="Ministry of the Interior of Velmara"))


def test_another_ministry_is_not_the_one_that_publishes():
    (meant,) = read("[1 The trade ministry] said no.", outlet="Ministry of the Interior of Velmara")
    assert not meant.source.is_named


@pytest.mark.parametrize("own", ["Our", "We", "This paper", "The Courier", "Courier"])
def test_the_outlet_speaks_of_itself(own):
    (meant,) = read(f"[1 {own}] said no.", outlet="The Courier")
    assert meant.source == outlet_of(Document("", outlet="The Courier"))


def test_the_author_speaks_of_himself():
    assert names("[1 I] said no. Ole Berg left. [2 Berg] wrote this.", authors=("Ole Berg",)) == ["Ole Berg"] * 2


def test_a_source_has_its_fullest_name_everywhere():
    found = names("[1 Quill] spoke. [2 Mayor Quill] left. [3 She] rose. Ada Maria Quill slept.")
    assert set(found) == {"Ada Maria Quill"}


def test_a_spokesperson_of_nobody_speaks_for_the_body_that_has_just_spoken():
    _, meant, other = read("[1 Skyline, a firm,] denied it. [2 A spokesman] left. [3 An official] left.")
    assert (meant.source.name, meant.spokesperson.name) == ("Skyline", "A spokesman")
    assert other.source.name == "An official"


def test_a_body_inside_of_a_mention_is_known():
    analysts, bank = names("[1 Analysts at Kestrel Bank] spoke. [2 The bank] rose.")
    assert (analysts, bank) == ("Analysts at Kestrel Bank", "Kestrel Bank")


def test_a_known_source_has_its_kind():
    document = Document("Le Monde said no.")
    known = Registry([Entry("le-monde", "Le Monde", SourceKind.OUTLET)])
    for registry, kind in ((known, SourceKind.OUTLET), (None, SourceKind.PERSON)):
        (meant,) = resolve(document, [Mention((Span(0, 8),))], known=registry).meant
        assert (meant.source.name, meant.source.kind) == ("Le Monde", kind)


@pytest.mark.parametrize(("trade", "body"), [("Spokesman", "Halvane Logistics"), ("Driver", None)])
def test_a_named_spokesperson_belongs_to_the_body_that_has_just_spoken(trade, body):
    _, meant = read(f"[1 Halvane Logistics] denied it. [2 {trade} Ole Berg] said no.")
    assert (meant.source.name, meant.affiliation and meant.affiliation.name) == ("Ole Berg", body)


def test_an_office_of_two_people_means_who_was_spoken_of_last():
    text = "Senator Ada Quill left. [1 Senator Ole Berg] spoke. [2 The senator] said no."
    assert names(text) == ["Ole Berg"] * 2


_WORDS = st.sampled_from(
    ["Ada", "Quill", "the", "The", "ministry", "of", "mayor", "and", ",", ".", '"', "“", "”", "he", "She", "it", "I",
     "'s", "(", ")", "U.S.", "\n\n", "said", "two", "drivers", "Police", "Inspector", "Pentagon", "spokesman", "head", "\u200b", "É", "ﬁ", "—", "Mr.", "van", "1,000", "_"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=60), st.data())
def test_any_text_is_read_and_always_alike(words, data):
    text = " ".join(words)
    document = Document(text, outlet="The Courier", authors=("Ada Quill",))
    annotations = Annotations(document)
    Segmenter()(annotations)
    QuoteFinder()(annotations)
    edge = st.integers(0, len(text))
    spans = st.tuples(edge, edge).filter(lambda span: span[0] < span[1]).map(lambda span: (Span(*span),))
    some = st.just(()) | (spans if text else st.just(()))
    mentions = [Mention(data.draw(some), content=data.draw(some)) for _ in range(data.draw(st.integers(0, 6)))]
    once, again = (
        resolve(document, mentions, sentences=annotations.sentences, quotes=annotations.quotes) for _ in range(2)
    )
    assert once == again
    assert len(once.meant) == len(mentions)
    sources = [one.source for one in (*once.meant, *once.described)]
    assert len({source.id: source for source in sources}) == len(set(sources))
    assert all(one.source.is_named and text[slice(*one.span)].strip() for one in once.described)


@pytest.mark.parametrize(
    "piece",
    [
        "Alpha ",
        "Alpha Beta said. ",
        "the mayor of Brenn, ",
        '"I" ',
        "Ada's ",
        "\u0301",
        "the press service of ",
        "he said I ",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(piece):
    def seconds(size: int) -> float:
        document = Document(piece * (size // len(piece)))
        mentions = [Mention((Span(at, at + 5),)) for at in range(0, size - 50, 100)]
        start = process_time()
        resolve(document, mentions, sentences=[Span(0, len(document.text))])
        return process_time() - start

    small = min(seconds(10_000) for _ in range(2))
    assert seconds(80_000) < 30 * small + 0.2  # with the square of the size it would be 64 times as much


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param(
            "Mayor Ada Quill came. [1 Ole] said <1 the mayor was late>.", "Ada Quill", id="the office she has"
        ),
        pytest.param("It came from Teal himself. [1 Ole] said <1 the mayor signed it>.", None, id="an office of one"),
        pytest.param("It came from Teal himself. [1 Ole] said <1 the general signed it>.", "Teal", id="a rank"),
        pytest.param("Ann Marsh came. [1 A guard] said <1 the general signed it>.", "Ann Marsh", id="a full name"),
        pytest.param("It came from Teal. [1 Ole] said <1 the general signed it>.", None, id="what may be a town"),
        pytest.param("Ann Marsh met Bo Lind. [1 A guard] said <1 the general signed it>.", None, id="two people"),
        pytest.param(
            "Judge Ann Marsh came. [1 A guard] said <1 the general signed it>.", None, id="who is something else"
        ),
        pytest.param("[1 Mayor Ada Quill] said <1 the mayor was late>.", None, id="who is speaking"),
        pytest.param("Ada Quill came. [1 Ole] said <1 a general signed it>.", None, id="somebody new"),
    ],
)
def test_a_description_in_passing_means_who_is_known(text, meant):
    words = re.search(r"(the (?:mayor|general))", text)
    assert described(text).get(words[1] if words else "a general") == meant
