"""Which names of sources are linked across documents, which are not, and that the order of arrival changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.linking import SCORES, LinkMethod, Reading, block_keys, explain
from graph.identity.partition import partition
from graph.identity.registry import Entry, Registry
from graph.identity.source_blocks import SourceBlocks, links_between
from graph.identity.source_names import read_body
from graph.identity.source_profile import SourceProfile
from graph.known_sources import read_known
from graph.model import Source, SourceKind

PERSON, ORGANISATION, OUTLET = SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.OUTLET
AGENCY, GOVERNMENT, COMPANY = SourceKind.NEWS_AGENCY, SourceKind.GOVERNMENT_BODY, SourceKind.COMPANY


def profile(name, kind=ORGANISATION, *, aliases=(), parents=(), hosts=()):
    return SourceProfile(
        Source(name, kind).id,
        frozenset({name}),
        frozenset({kind}),
        frozenset(aliases),
        frozenset(parents),
        frozenset(hosts),
        is_publisher=bool(hosts),
    )


def methods(*profiles, registry=None):
    """The pairs of names that are linked, with the method."""
    names = {found.id: min(found.names) for found in profiles}
    links = links_between(profiles, registry=registry or read_known())
    return {frozenset({names[link.one], names[link.other]}): link.method for link in links}


def is_linked(one, other, *others):
    return frozenset({min(one.names), min(other.names)}) in methods(one, other, *others)


@pytest.mark.parametrize(
    ("one", "other", "method"),
    [
        (profile("Reuters", AGENCY), profile("Reuters news agency", AGENCY), LinkMethod.REGISTRY),
        (profile("the US Defense Department", GOVERNMENT), profile("Pentagon"), LinkMethod.REGISTRY),
        (profile("TASS"), profile("the Russian state news agency TASS", AGENCY), LinkMethod.REGISTRY),
        (profile("Human Rights Watch"), profile("HRW"), LinkMethod.REGISTRY),
        (profile("The Guardian", OUTLET), profile("the Guardian newspaper", OUTLET), LinkMethod.REGISTRY),
        (profile("Oslig's government"), profile("the Osligian government", GOVERNMENT), LinkMethod.SPELLING),
        (profile("Ostwick Beacon Ltd"), profile("The Ostwick Beacon", OUTLET), LinkMethod.SPELLING),
        (profile("the imaging firm Zentra"), profile("Zentra", COMPANY), LinkMethod.SPELLING),
        (profile("the Ostwick Press Agency (OPA)"), profile("OPA"), LinkMethod.ALIAS),
        (profile("Ostwick Press Agency", aliases=["Ostpress"]), profile("Ostpress"), LinkMethod.ALIAS),
        (profile("Ostwick Press Agency", AGENCY), profile("OPA"), LinkMethod.ACRONYM),
        (profile("Ostwick Dock Workers Union"), profile("ODWU"), LinkMethod.ACRONYM),
        (profile("Rupress news agency", AGENCY), profile("Rupress"), LinkMethod.SHORT_NAME),
        (profile("the Penmarsh Herald", OUTLET), profile("the Herald", OUTLET), LinkMethod.SHORT_NAME),
        (profile("the Daily Quail", OUTLET), profile("the Quail"), LinkMethod.SHORT_NAME),
        (
            profile("Penmarsh Herald", OUTLET, hosts=["herald.example"]),
            profile("herald.example", OUTLET, hosts=["herald.example"]),
            LinkMethod.HOST,
        ),
        (profile("Robert Quill", PERSON), profile("Bob Quill", PERSON), LinkMethod.PERSON_NAME),
        (profile("President Ada Quill", PERSON), profile("Ada Quill", PERSON), LinkMethod.PERSON_NAME),
        (profile("A. Quill", PERSON), profile("Ada Quill", PERSON), LinkMethod.PERSON_NAME),
        (profile("Ada Mary Quill", PERSON), profile("Ada Quill", PERSON), LinkMethod.PERSON_NAME),
        (profile("Karim al-Zadar", PERSON), profile("Karim Zadar", PERSON), LinkMethod.PERSON_NAME),
        (profile("Ada Quill", PERSON), profile("Quill", PERSON), LinkMethod.SURNAME),
    ],
)
def test_two_names_of_one_source_are_linked(one, other, method):
    assert list(methods(one, other).values()) == [method]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("Ada Quill", PERSON), profile("Ben Quill", PERSON)),
        (profile("A. Quill", PERSON), profile("Ben Quill", PERSON)),
        (profile("Ada B. Quill", PERSON), profile("Ada C. Quill", PERSON)),
        (profile("Sam Quill Jr", PERSON), profile("Sam Quill Sr", PERSON)),
        (profile("Quill", PERSON), profile("Quill Logistics", COMPANY)),
        (profile("Ada Quill", PERSON, parents=["Zentra"]), profile("Quill", PERSON, parents=["Ostwick Dock Union"])),
        (profile("the Pentagon", GOVERNMENT), profile("the US Army", SourceKind.MILITARY_BODY)),
        (profile("Russian Foreign Ministry", GOVERNMENT), profile("Russian government", GOVERNMENT)),
        (profile("Ruritanian foreign ministry", GOVERNMENT), profile("Osligian foreign ministry", GOVERNMENT)),
        (profile("Ministry of Defence", GOVERNMENT), profile("the Defence Ministry", GOVERNMENT)),
        (profile("Ministry of Defence", GOVERNMENT), profile("Osligian defence ministry", GOVERNMENT)),
        (profile("Ostwick"), profile("the Ostwick Courier", OUTLET)),
        (profile("Ostwick"), profile("Radio Ostwick", OUTLET)),
        (profile("Ostwick"), profile("Ostwick Radio", OUTLET)),
        (profile("America"), profile("Voice of America", OUTLET)),
        (profile("the Times", OUTLET), profile("the Ostwick Times", OUTLET)),
        (profile("the agency"), profile("Ostwick Press Agency", AGENCY)),
        (profile("OPA", COMPANY), profile("Ostwick Press Agency", AGENCY)),
        (profile("Zentra", COMPANY), profile("Zentra militia", SourceKind.ARMED_GROUP)),
        (profile("the Guardian", OUTLET), profile("the Guardian movement", SourceKind.ARMED_GROUP)),
        (profile("Zentra Holdings", parents=["Zentra"]), profile("Zentra")),
    ],
)
def test_different_sources_are_not_linked(one, other):
    assert methods(one, other) == {}


@pytest.mark.parametrize(
    ("short", "full", "third"),
    [
        (profile("ODWU"), profile("Ostwick Dock Workers Union"), profile("Oslig Deep Water University")),
        (profile("the Herald", OUTLET), profile("Penmarsh Herald", OUTLET), profile("Ostwick Herald", OUTLET)),
        (profile("Rupress"), profile("Rupress news agency", AGENCY), profile("Rupress Books")),
        (profile("Quill", PERSON), profile("Ada Quill", PERSON), profile("Ben Quill", PERSON)),
        (profile("Ada Quill", PERSON), profile("Ada B. Quill", PERSON), profile("Ada C. Quill", PERSON)),
    ],
)
def test_name_that_could_be_short_for_two_is_linked_with_neither(short, full, third):
    assert is_linked(short, full)
    assert methods(short, full, third) == {}


def test_name_is_linked_where_all_whom_it_could_mean_are_one():
    short = profile("Quill", PERSON)
    found = methods(short, profile("A. Quill", PERSON), profile("Ada Quill", PERSON))
    assert found[frozenset({"Quill", "Ada Quill"})] == LinkMethod.SURNAME
    assert found[frozenset({"A. Quill", "Ada Quill"})] == LinkMethod.PERSON_NAME


def test_what_a_document_says_counts_for_more_than_who_else_has_such_a_name():
    full = profile("Ostwick Dock Workers Union", aliases=["ODWU"])
    found = methods(profile("ODWU"), full, profile("Oslig Deep Water University"))
    assert found == {frozenset({"ODWU", "Ostwick Dock Workers Union"}): LinkMethod.ALIAS}


def test_phrase_that_is_no_name_makes_none_doubtful():
    found = methods(profile("Rupress"), profile("Rupress news agency", AGENCY), profile("the Rupress dispatch of May"))
    assert found == {frozenset({"Rupress", "Rupress news agency"}): LinkMethod.SHORT_NAME}


def test_groups_hold_no_two_known_sources_and_no_two_countries():
    registry = Registry([Entry("a", "Ada", OUTLET), Entry("b", "Bea", OUTLET)])
    known = [profile("Ada"), profile("Bea"), profile("Oslig's army"), profile("Ruritania's army"), profile("Zentra")]
    blocks = SourceBlocks(known, registry=registry)
    ada, bea, oslig, ruritania, zentra = (found.id for found in known)
    assert not blocks.may_join([ada], [zentra, bea])
    assert not blocks.may_join([oslig], [ruritania])
    assert blocks.may_join([ada], [oslig, zentra])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Britain's Beacon", "gb"),
        ("the British newspaper The Beacon", "gb"),
        ("the Irish tabloid the Beacon", "ie"),
        ("The Beacon (UK)", "gb"),
        ("the Irish Harbour Guard", "guard"),
        ("Ireland’s Harbour Guard", "guard"),
        ("Ireland's Harbour Board", "board"),
        ("The Beacon", None),
        ("British Beacon", None),
        ("the British and Irish newspaper The Beacon", None),
        ("France's Beacon", None),
        ("the British Harbour Guard", None),
    ],
)
def test_country_beside_a_name_tells_which_known_source_is_meant(name, key):
    guard = Entry("guard", "Harbour Guard", SourceKind.MILITARY_BODY, country="IE")
    board = Entry("board", "Harbour Board", GOVERNMENT, country="IE")
    papers = [
        Entry(code, f"{code} Beacon", OUTLET, ambiguous=("the Beacon",), country=code.upper()) for code in ("gb", "ie")
    ]
    registry = Registry([guard, board, *papers])
    kind = OUTLET if "Beacon" in name else SourceKind.ORGANISATION
    assert Reading(profile(name, kind), registry=registry).entry == key


def test_country_beside_a_name_does_not_overrule_its_kind():
    registry = Registry([Entry("gb", "GB Beacon", OUTLET, ambiguous=("the Beacon",), country="GB")])
    assert Reading(profile("Britain's Beacon", SourceKind.ARMED_GROUP), registry=registry).entry is None


def test_country_in_parentheses_is_no_other_name():
    assert read_body("The Beacon (UK)").aliases == ()
    assert read_body("Ostwick Press Agency (OPA)").aliases == ("OPA",)


def test_every_method_has_a_score_and_an_explanation():
    first, second = profile("Ada Quill", PERSON), profile("Quill", PERSON)
    (group,) = partition([first.id, second.id], links_between([first, second]))
    assert set(SCORES) == set(LinkMethod)
    assert sorted(map(explain, group.memberships)) == ["", "one is the surname of the other, and of no other person"]


def test_source_without_a_name_is_refused():
    with pytest.raises(ValueError, match="has no name"):
        SourceProfile("id", frozenset())


NAMES = st.sampled_from(
    ["Quill", "Ada Quill", "A. Quill", "Ada B. Quill", "Ben Quill", "Bob Quill", "Robert Quill", "R. Quill"]
)
BODIES = st.sampled_from(
    [
        "Zentra", "Zentra Group", "ZENTRA Ltd", "Zentra Press Agency", "ZPA", "Zonal Press Agency", "the Zentra",
        "the Beacon", "Ostwick Beacon", "Daily Beacon", "Penmarsh Ostwick Beacon", "Beacon magazine", "TASS",
        "the news agency TASS", "Oslig army", "Osligian army", "beacon.example",
    ]
)  # fmt: skip
PROFILES = st.one_of(
    st.builds(profile, NAMES, st.just(PERSON), parents=st.sampled_from([(), ("Zentra",), ("TASS",)])),
    st.builds(
        profile,
        BODIES,
        st.sampled_from([ORGANISATION, OUTLET, AGENCY, COMPANY]),
        aliases=st.sampled_from([(), (), ("Zentra",), ("ZPA",), ("Beacon",)]),
        parents=st.sampled_from([(), (), ("Zentra Group",)]),
        hosts=st.sampled_from([(), (), ("beacon.example",)]),
    ),
)
LIBRARIES = st.lists(PROFILES, max_size=14, unique_by=lambda found: found.id)


@given(LIBRARIES, st.randoms())
def test_links_are_the_same_in_any_order_from_both_ends_and_share_a_key(profiles, random):
    registry = read_known()
    links = links_between(profiles, registry=registry)
    shuffled = profiles[:]
    random.shuffle(shuffled)
    assert links_between(shuffled, registry=registry) == links
    blocks = SourceBlocks(shuffled, registry=registry)
    keys = {found.id: block_keys(found, registry=registry) for found in profiles}
    for found in profiles:
        assert blocks.links(found.id) == [link for link in links if found.id in (link.one, link.other)]
    for link in links:
        assert not keys[link.one].isdisjoint(keys[link.other])


@given(LIBRARIES, st.data())
def test_what_comes_and_goes_affects_only_those_that_are_named(profiles, data):
    blocks = SourceBlocks(registry=read_known())
    for found in profiles:
        before = set(blocks.all_links())
        affected = blocks.add(found)
        assert {end for link in before ^ set(blocks.all_links()) for end in (link.one, link.other)} <= affected
    for found in data.draw(st.permutations(profiles)):
        before = set(blocks.all_links())
        affected = blocks.remove(found.id)
        assert {end for link in before ^ set(blocks.all_links()) for end in (link.one, link.other)} <= affected
    assert blocks.links("anybody") == []
    assert blocks.remove("anybody") == blocks.affected("anybody") == frozenset()
