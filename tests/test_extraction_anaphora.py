"""Hops over sentences: what a later sentence tells of the report in an earlier one."""

import pytest
from marked import Marked, annotate, hops

C = "ten trucks crossed the bridge"
D = "the north gate stood open"
REPORT = ("Baltia News Agency", "reported", C)
FIRST = f"Baltia News Agency reported that {C}."


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        pytest.param(
            f"{FIRST} It cited local officials, who said {D}.",
            [REPORT, ("local officials", "said", D)],
            {"Baltia News Agency": ["local officials"]},
            id="it cited",
        ),
        pytest.param(
            f"{FIRST} The agency quoted a clerk as saying that {D}.",
            [REPORT, ("a clerk", "quoted", D)],
            {"Baltia News Agency": ["a clerk"]},
            id="the agency quoted",
        ),
        pytest.param(
            f"{FIRST} The agency quoted a clerk as saying that {D}.",
            [REPORT, ("The agency", "quoted", f"a clerk as saying that {D}"), ("a clerk", "as saying", D)],
            {"The agency": ["a clerk"]},
            id="the agency quoted, a statement of its own",
        ),
        pytest.param(
            f"{FIRST} It cited local officials, who said {D}.",
            [REPORT, ("It", "cited", f"local officials, who said {D}"), ("local officials", "said", D)],
            {"Baltia News Agency": ["local officials"], "It": ["local officials"]},
            id="it cited, as an attribution",
        ),
        pytest.param(
            f"{FIRST} Baltia named no names. It was raining. Baltia's report relied on a clerk, who said {D}.",
            [REPORT, ("a clerk", "said", D)],
            {"Baltia News Agency": ["a clerk"]},
            id="by its name, later",
        ),
        pytest.param(
            f"Eva Lund said {C}. She had it from a clerk.",
            [("Eva Lund", "said", C), ("a clerk", "had it from", C)],
            {"Eva Lund": ["a clerk"]},
            id="she had it from",
        ),
        pytest.param(
            f"{FIRST} The agency's account rests on two drivers. They said {D}.",
            [REPORT, ("They", "said", D)],
            {"Baltia News Agency": ["They"]},
            id="rests on them",
        ),
        pytest.param(
            f"{FIRST} It relied on two drivers halted at the bridge. The drivers said {D}.",
            [REPORT, ("The drivers", "said", D)],
            {"Baltia News Agency": ["The drivers"]},
            id="rests on them, by their noun",
        ),
        pytest.param(
            f"The Courier says {C}. Its source is a clerk. She said {D}.",
            [("The Courier", "says", C), ("She", "said", D)],
            {"The Courier": ["She"]},
            id="its source is she",
        ),
        pytest.param(
            f"The Courier says {C}. Its only source is a clerk in the harbour office.",
            [("The Courier", "says", C), ("a clerk in the harbour office", "source is", C)],
            {"The Courier": ["a clerk in the harbour office"]},
            id="its source is",
        ),
        pytest.param(
            f"The Courier says {C}. Its source, a clerk, said {D}.",
            [("The Courier", "says", C), ("Its source, a clerk,", "said", D)],
            {"The Courier": ["Its source, a clerk,"]},
            id="its source said",
        ),
        pytest.param(
            f"Five outlets have said {C}. The claim came from a clerk.",
            [("Five outlets", "have said", C), ("a clerk", "came from", C)],
            {"Five outlets": ["a clerk"]},
            id="the claim came from",
        ),
        pytest.param(
            f"Five outlets have said {C}. Sift traced all of them to a Baltia dispatch.",
            [("Five outlets", "have said", C), ("a Baltia dispatch", "traced", C)],
            {"Five outlets": ["a Baltia dispatch"]},
            id="traced to",
        ),
        pytest.param(
            f"{FIRST} The Courier has repeated it ever since.",
            [REPORT, ("The Courier", "has repeated", "it")],
            {"The Courier": ["Baltia News Agency"]},
            id="repeated it",
        ),
        pytest.param(
            f"{FIRST} I believe it.",
            [REPORT, ("I", "believe", "it")],
            {"I": ["Baltia News Agency"]},
            id="believe it",
        ),
        pytest.param(
            f"{FIRST} The agency's report was picked up by the Courier.",
            [REPORT, ("the Courier", "picked up by", "The agency's report")],
            {"the Courier": ["Baltia News Agency"]},
            id="was picked up by",
        ),
        pytest.param(
            f"A clerk told the Lantern that {C}. The Lantern's report was picked up by the Courier.",
            [("A clerk", "told", f"that {C}"), ("the Courier", "picked up by", "The Lantern's report")],
            {"the Courier": ["A clerk"]},
            id="the report of who was told it",
        ),
        pytest.param(
            f"A clerk told the Lantern that {C}. The Lantern's rival was furious, and the Courier repeated its report.",
            [("A clerk", "told", f"that {C}"), ("the Courier", "repeated", "its report")],
            {},
            id="a report of somebody else",
        ),
        pytest.param(
            f"The Courier reported that {C}, citing Baltia. Baltia cited one clerk, who said {D}.",
            [("The Courier", "reported", C), ("Baltia", "citing", C), ("one clerk", "said", D)],
            {"The Courier": ["Baltia"], "Baltia": ["one clerk"]},
            id="the last of a relay cited",
        ),
        pytest.param(
            f"Baltia says {C}. It attributes this to a harbour master.",
            [("Baltia", "says", C), ("a harbour master", "attributes this to", C)],
            {"Baltia": ["a harbour master"]},
            id="attributes this to",
        ),
        pytest.param(
            f"The Gazette wrote that {C}. It based its report on two letters.",
            [("The Gazette", "wrote", C), ("two letters", "based its report on", C)],
            {"The Gazette": ["two letters"]},
            id="based its report on",
        ),
        pytest.param(
            f"The Gazette said {C}. The source of the figure is a nurse in Rem.",
            [("The Gazette", "said", C), ("a nurse in Rem", "is", C)],
            {"The Gazette": ["a nurse in Rem"]},
            id="the source of the figure",
        ),
        pytest.param(
            f"The Post claims {C}. It offers as its source one sailor.",
            [("The Post", "claims", C), ("one sailor", "as its source", C)],
            {"The Post": ["one sailor"]},
            id="offers as its source",
        ),
        pytest.param(
            f"The Post claims {C}. One sailor is its only source.",
            [("The Post", "claims", C), ("One sailor", "is its only source", C)],
            {"The Post": ["One sailor"]},
            id="is its only source",
        ),
        pytest.param(
            f"The Post claims {C}. All of this rests on the word of one sailor.",
            [("The Post", "claims", C), ("one sailor", "rests on the word of", C)],
            {"The Post": ["one sailor"]},
            id="rests on the word of",
        ),
        pytest.param(
            f"The Post claims {C}. Three other papers ran the story, without checking.",
            [("The Post", "claims", C), ("Three other papers", "ran", "the story")],
            {"Three other papers": ["The Post"]},
            id="ran the story",
        ),
        pytest.param(
            f"{FIRST} The remarks were carried by the Gazette.",
            [REPORT, ("the Gazette", "were carried by", "The remarks")],
            {"the Gazette": ["Baltia News Agency"]},
            id="the remarks were carried by",
        ),
        pytest.param(
            f"{FIRST} The dispatch was carried by the Gazette.",
            [REPORT, ("the Gazette", "was carried by", C)],
            {"the Gazette": ["Baltia News Agency"]},
            id="carried by, with the content of what was carried",
        ),
        pytest.param(
            f"Baltia said a sailor had told it that {C}. The Post repeated the claim.",
            [
                ("Baltia", "said", f"a sailor had told it that {C}"),
                ("a sailor", "had told", f"that {C}"),
                ("The Post", "repeated", "the claim"),
            ],
            {"Baltia": ["a sailor"], "The Post": ["Baltia"]},
            id="repeated what somebody had from somebody",
        ),
        pytest.param(
            f"{FIRST} By noon its rival was repeating it.",
            [REPORT, ("its rival", "was repeating", C)],
            {"its rival": ["Baltia News Agency"]},
            id="was repeating it, with the content of what was said",
        ),
    ],
)
def test_over_sentences(text: str, marked: list[Marked], expected: dict[str, list[str]]) -> None:
    annotations = annotate(text, *marked)
    assert hops(annotations) == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param(
            f"{FIRST} It also cited a clerk, who said {D}.", [REPORT, ("a clerk", "said", D)], id="a further source"
        ),
        pytest.param(
            f"{FIRST} He cited a clerk, who said {D}.", [REPORT, ("a clerk", "said", D)], id="no agency is a he"
        ),
        pytest.param(
            f"{FIRST} The mayor cited a clerk, who said {D}.", [REPORT, ("a clerk", "said", D)], id="somebody else"
        ),
        pytest.param(
            f"{FIRST} Snow fell. It cited a clerk, who said {D}.",
            [REPORT, ("a clerk", "said", D)],
            id="too far for a pronoun",
        ),
        pytest.param(f"{FIRST} Two drivers said {D}.", [REPORT, ("Two drivers", "said", D)], id="nothing points back"),
        pytest.param(f"{FIRST} They said {D}.", [REPORT, ("They", "said", D)], id="only a pronoun"),
        pytest.param(
            f"The Courier says {C} and Radio Ostrava News says {D}. It cited a clerk, who gave the hour.",
            [("The Courier", "says", C), ("Radio Ostrava News", "says#2", D), ("a clerk", "gave", "the hour")],
            id="either could be meant",
        ),
        pytest.param(
            f"{FIRST} The ministry confirmed it.",
            [REPORT, ("The ministry", "confirmed", "it")],
            id="grounds of its own",
        ),
        pytest.param(f"{FIRST} The ministry denied it.", [REPORT, ("The ministry", "denied", "it")], id="a denial"),
        pytest.param(
            f"{FIRST} It repeated the claim on Monday.", [REPORT, ("It", "repeated", "the claim")], id="itself"
        ),
        pytest.param(
            f"{FIRST} The ministry denied it, and a clerk repeated that he had lost the key.",
            [REPORT, ("a clerk", "repeated", "that he had lost the key")],
            id="a content of its own",
        ),
        pytest.param(
            f"{FIRST} The convoy came from a village whose mayor said {D}.",
            [REPORT, ("a village whose mayor", "said", D)],
            id="what came was no report",
        ),
        pytest.param(
            f"Eva Lund said {C}. She had heard from a nurse that {D}.",
            [("Eva Lund", "said", C), ("a nurse", "had heard from", f"that {D}")],
            id="heard something else",
        ),
        pytest.param(
            f"{FIRST} The story was first reported by the Gazette.",
            [REPORT, ("the Gazette", "first reported by", "The story")],
            id="who was first",
        ),
        pytest.param(
            f"{FIRST} Mayors echoed its account.", [REPORT, ("Mayors", "echoed", "its account")], id="an equal opinion"
        ),
        pytest.param(f"{FIRST} If you believe it, {D}.", [REPORT, ("you", "believe", "it")], id="the reader"),
        pytest.param(
            f"{FIRST} The paper spoke to a guard. He said {D}.", [REPORT, ("He", "said", D)], id="no origin was named"
        ),
        pytest.param(
            f"{FIRST} While ministers slept, they relied on a guard, who said {D}.",
            [REPORT, ("a guard", "said", D)],
            id="the subject of a later clause",
        ),
    ],
)
def test_no_hop_over_sentences(text: str, marked: list[Marked]) -> None:
    assert hops(annotate(text, *marked)) == {}


def test_who_has_an_origin_in_its_sentence_gets_no_other() -> None:
    text = f"Baltia News Agency reported that {C}, citing fishermen. It quoted a clerk as saying that {D}."
    marked = [REPORT, ("fishermen", "citing", C), ("a clerk", "as saying", D)]
    assert hops(annotate(text, *marked)) == {"Baltia News Agency": ["fishermen"]}
