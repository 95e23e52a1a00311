"""The spellings of a name have one normal form, and different bodies different ones."""

import pytest
from hypothesis import given
from strategies import names

from graph.errors import ConfigError
from graph.identity.normal_form import country_code, normal_form
from graph.identity.registry import Entry, Registry
from graph.model import SourceKind


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "Russia's defence ministry",
            "the Russian Ministry of Defense",
            "Ministry of Defence of the Russian Federation",
        ],
        ["Ruritania’s Defence Ministry", "Ruritanian Ministry of Defence", "Ministry of Defence of Ruritania"],
        ["U.S. Department of Defense", "US Defense Department", "the American Department of Defence"],
        ["Ministry of the Interior", "Interior Ministry", "the Ministry of Internal Affairs"],
        ["Oslig government", "the Osligian government", "Oslig's government", "Government of Oslig"],
        ["The Ostwick Beacon", "Ostwick Beacon Inc.", "OSTWICK  BEACON, Ltd"],
        ["Agence Zénith-Presse", "agence zenith presse"],
        ["Smith & Co.", "Smith"],
    ],
)
def test_spellings_of_one_name_have_one_form(spellings):
    assert len({normal_form(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian Defence Ministry", "Ukrainian Defence Ministry"),
        ("Defence Ministry", "Ruritanian Defence Ministry"),
        ("University of Ostwick", "Ostwick University"),
        ("Niger's government", "the Nigerian government"),
        ("North Korean army", "South Korean army"),
        ("Daily Beacon", "Beacon"),
    ],
)
def test_different_names_have_different_forms(one, other):
    assert normal_form(one) != normal_form(other)


def test_country_is_told_by_any_of_its_names():
    assert {country_code(name) for name in ("U.S.", "America", "the United States")} == {"us"}
    assert country_code("Ruritania") == ""


@given(names)
def test_form_is_never_empty_and_knows_no_case(name):
    assert all(normal_form(name).words) and normal_form(name).words
    assert normal_form(f" {name} ") == normal_form(name)


BEACON = Entry("beacon", "Ostwick Beacon", SourceKind.OUTLET, aliases=("OBN",), ambiguous=("the Beacon",), country="GB")


def test_registry_finds_names_in_any_spelling_and_ambiguous_ones_only_with_their_country():
    registry = Registry([BEACON])
    assert registry.find("THE OSTWICK BEACON") is BEACON
    assert registry.find("O.B.N.") is BEACON
    assert registry.find("obn") is None
    assert registry.find("Beacon") is None
    assert registry.is_ambiguous("The Beacon")
    assert registry.find("Beacon", country="GB") is BEACON


def test_registry_refuses_a_name_of_two_and_an_unknown_parent():
    with pytest.raises(ConfigError, match="of beacon"):
        Registry([BEACON, Entry("other", "The Ostwick Beacon", SourceKind.OUTLET)])
    with pytest.raises(ConfigError, match="parent nobody"):
        Registry([Entry("x", "X", SourceKind.OUTLET, parent="nobody")])
