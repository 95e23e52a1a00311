"""Hops between attributions of one sentence, from spans alone: who relays whom."""

import pytest
from marked import Marked, annotate, hops

C = "ten trucks crossed the bridge"
D = "the north gate stood open"


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        pytest.param(
            f"The ministry had concluded, according to two officials, that {C}.",
            [("The ministry", "had concluded", f"that {C}"), ("two officials", "according to", f"that {C}")],
            {"two officials": ["The ministry"]},
            id="according to, in front of that",
        ),
        pytest.param(
            f"The agency reports that {C}, citing fishermen.",
            [("The agency", "reports", C), ("fishermen", "citing", C)],
            {"The agency": ["fishermen"]},
            id="citing",
        ),
        pytest.param(
            f"Citing fishermen, the agency reports that {C}.",
            [("fishermen", "Citing", C), ("the agency", "reports", C)],
            {"the agency": ["fishermen"]},
            id="citing first",
        ),
        pytest.param(
            f"In a report based on letters from two clerks, the Courier wrote that {C}.",
            [("two clerks", "based on letters from", C), ("the Courier", "wrote", C)],
            {"the Courier": ["two clerks"]},
            id="based on first",
        ),
        pytest.param(
            f"The Courier quoted a guard as saying that {C}.",
            [("The Courier", "quoted", C), ("a guard", "as saying", C)],
            {"The Courier": ["a guard"]},
            id="quoted as saying",
        ),
        pytest.param(
            f"The Courier quoted a guard as saying that {C}.",
            [("The Courier", "quoted", f"a guard as saying that {C}"), ("a guard", "as saying", f"that {C}")],
            {"The Courier": ["a guard"]},
            id="quoted, with the quoted source in the content",
        ),
        pytest.param(
            f"The agency said, citing the Courier, which quoted a guard, that {C}.",
            [("The agency", "said", C), ("the Courier", "citing", C), ("a guard", "quoted", C)],
            {"The agency": ["the Courier"], "the Courier": ["a guard"]},
            id="which quoted",
        ),
        pytest.param(
            f"It was no accident, according to the Courier, which quoted a guard as saying that {C}.",
            [("the Courier", "according to", "It was no accident"), ("a guard", "saying", f"that {C}")],
            {"the Courier": ["a guard"]},
            id="which quoted something else",
        ),
        pytest.param(
            f"{C}, according to the Courier, which got it from a chatty clerk.",
            [("the Courier", "according to", C), ("a chatty clerk", "got it from", C)],
            {"the Courier": ["a chatty clerk"]},
            id="which got it from",
        ),
        pytest.param(
            f"The agency reported, citing an angler who said a ranger had told him, that {C}.",
            [("The agency", "reported", C), ("an angler", "said", C), ("a ranger", "had told", C)],
            {"The agency": ["an angler"], "an angler": ["a ranger"]},
            id="an angler who said a ranger had told him",
        ),
        pytest.param(
            f"The agency reported that {C}, citing fishermen and quoting a pilot.",
            [("The agency", "reported", C), ("fishermen", "citing", C), ("a pilot", "quoting", C)],
            {"The agency": ["fishermen", "a pilot"]},
            id="citing one and quoting another",
        ),
        pytest.param(
            f"Ostrava Radio says {C}, on the word of Baltia, and Baltia has that from one clerk.",
            [("Ostrava Radio", "says", C), ("Baltia", "on the word of", C), ("one clerk", "has that from", C)],
            {"Ostrava Radio": ["Baltia"], "Baltia": ["one clerk"]},
            id="and that one has it from",
        ),
        pytest.param(
            f"Ostrava Radio cites Baltia for its claim that {C}, and Baltia cites the Courier.",
            [("Ostrava Radio", "cites", C), ("Baltia#2", "cites#2", C), ("the Courier", "cites#2", C)],
            {"Ostrava Radio": ["Baltia"], "Baltia": ["the Courier"]},
            id="cites what cites",
        ),
        pytest.param(
            f"{C}, the mayor said after hearing it from a pilot.",
            [("the mayor", "said", C), ("a pilot", "hearing it from", C)],
            {"the mayor": ["a pilot"]},
            id="after hearing it from",
        ),
        pytest.param(
            f"It was reported that {C}, on the strength of one letter.",
            [("", "was reported", C), ("one letter", "on the strength of", C)],
            {"": ["one letter"]},
            id="nobody rests on somebody",
        ),
        pytest.param(
            f"{C}, a guard said, as reported by the Courier.",
            [("a guard", "said", C), ("the Courier", "as reported by", C)],
            {"the Courier": ["a guard"]},
            id="as reported by",
        ),
        pytest.param(
            f"{C}, say surveyors at Oculo, quoted by Baltia.",
            [("surveyors at Oculo", "say", C), ("Baltia", "quoted by", C)],
            {"Baltia": ["surveyors at Oculo"]},
            id="quoted by",
        ),
        pytest.param(
            f"A guard was quoted by the Courier as saying that {C}.",
            [("A guard", "was quoted", C), ("the Courier", "quoted by", C)],
            {"the Courier": ["A guard"]},
            id="was quoted by",
        ),
        pytest.param(
            f"The guard, quoted by the Courier, said {C}.",
            [("The guard", "said", C), ("the Courier", "quoted by", C)],
            {"the Courier": ["The guard"]},
            id="quoted by, in between",
        ),
        pytest.param(
            f"As reported by the Courier, a guard said {C}.",
            [("the Courier", "As reported by", C), ("a guard", "said", C)],
            {"the Courier": ["a guard"]},
            id="as reported by, first",
        ),
        pytest.param(
            f"{C}, the guard said in remarks carried by the Courier.",
            [("the guard", "said", C), ("the Courier", "in remarks carried by", C)],
            {"the Courier": ["the guard"]},
            id="in remarks carried by",
        ),
        pytest.param(
            f"A guard told two drivers, who told the mayor that {C}.",
            [("A guard", "told", C), ("two drivers", "told#2", C)],
            {"two drivers": ["A guard"]},
            id="told those who told",
        ),
        pytest.param(
            f"{C}, a guard said, according to the Courier.",
            [("a guard", "said", C), ("the Courier", "according to", C)],
            {"the Courier": ["a guard"]},
            id="said, according to",
        ),
        pytest.param(
            f"The Courier reported that {C}, according to two officials.",
            [("The Courier", "reported", C), ("two officials", "according to", C)],
            {"The Courier": ["two officials"]},
            id="a medium according to officials",
        ),
        pytest.param(
            f"{C}, a guard said, the Courier reported.",
            [("a guard", "said", C), ("the Courier", "reported", C)],
            {"the Courier": ["a guard"]},
            id="said, reported",
        ),
        pytest.param(
            f"The Gazette reported that {C}, crediting Baltia, which in turn had relied on a guard.",
            [("The Gazette", "reported", C), ("Baltia", "crediting", C), ("a guard", "had relied on", C)],
            {"The Gazette": ["Baltia"], "Baltia": ["a guard"]},
            id="crediting, in turn",
        ),
        pytest.param(
            f"{C}, wrote the Gazette, which attributed it to two people close to the talks.",
            [("the Gazette", "wrote", C), ("two people close to the talks", "attributed it to", C)],
            {"the Gazette": ["two people close to the talks"]},
            id="attributed it to",
        ),
        pytest.param(
            f"{C}, Baltia reported late on Monday, in a dispatch that cited two guards.",
            [("Baltia", "reported", C), ("two guards", "cited", C)],
            {"Baltia": ["two guards"]},
            id="a report that cited",
        ),
        pytest.param(
            f"Radio Rem has the same story from Baltia, and Baltia has it from a guard: {C}.",
            [("Radio Rem", "has", C), ("Baltia", "has the same story from", C), ("a guard", "has it from", C)],
            {"Radio Rem": ["Baltia"], "Baltia": ["a guard"]},
            id="the same story from",
        ),
        pytest.param(
            f"The Gazette, in a story based on an interview with a sailor, said {C}.",
            [("The Gazette", "said", C), ("a sailor", "based on", C)],
            {"The Gazette": ["a sailor"]},
            id="an interview in between",
        ),
        pytest.param(
            f"The Gazette, via Baltia, reported that {C}.",
            [("The Gazette", "reported", C), ("Baltia", "via", C)],
            {"The Gazette": ["Baltia"]},
            id="via",
        ),
        pytest.param(
            f"Ana said {C}, and the family, quoting a nurse, said {D}.",
            [("Ana", "said", C), ("the family", "said#2", D), ("a nurse", "quoting", D)],
            {"the family": ["a nurse"]},
            id="the family",
        ),
        pytest.param(
            f"The agency reports that {C}, citing two drivers who said {D}.",
            [
                ("The agency", "reports", f"that {C}"),
                ("The agency", "citing", f"two drivers who said {D}"),
                ("two drivers", "said", D),
            ],
            {"The agency": ["two drivers"]},
            id="citing, as an attribution of its own",
        ),
        pytest.param(
            f"The agency reports that {C}, citing two drivers at the gate, who said {D}.",
            [("The agency", "reports", f"that {C}"), ("who", "said", D)],
            {"The agency": ["who"]},
            id="a relative pronoun as the source",
        ),
        pytest.param(
            f"A guard, according to the Courier, said that {C}.",
            [("A guard", "said", C), ("the Courier", "according to", C)],
            {"the Courier": ["A guard"]},
            id="a guard, according to",
        ),
        pytest.param(
            f"The statement said that, according to the inspectors, {C}.",
            [("The statement", "said", C), ("the inspectors", "according to", C)],
            {"The statement": ["the inspectors"]},
            id="said that, according to",
        ),
        pytest.param(
            f"{C}, the harbour master is quoted as saying by the Rem Post.",
            [("the harbour master", "is quoted as saying", C), ("the Rem Post", "quoted as saying by", C)],
            {"the Rem Post": ["the harbour master"]},
            id="quoted as saying by",
        ),
        pytest.param(
            f"A sailor told the Post that {C}, a claim repeated by Radio Rem.",
            [("A sailor", "told", C), ("Radio Rem", "repeated by", C)],
            {"Radio Rem": ["A sailor"]},
            id="a claim repeated by",
        ),
        pytest.param(
            f"It was planned, says the Post, citing a letter in which a clerk wrote that {C}.",
            [("the Post", "says", "It was planned"), ("a clerk", "wrote", f"that {C}")],
            {"the Post": ["a clerk"]},
            id="a letter in which",
        ),
    ],
)
def test_relays(text: str, marked: list[Marked], expected: dict[str, list[str]]) -> None:
    assert hops(annotate(text, *marked)) == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param(
            f"Ana said and Bo confirmed that {C}.", [("Ana", "said", C), ("Bo", "confirmed", C)], id="two voices"
        ),
        pytest.param(
            f"Ana denied that {C}, and Bo, citing a guard, said the opposite.",
            [("Ana", "denied", C), ("a guard", "citing", "the opposite")],
            id="another one cites",
        ),
        pytest.param(
            f"Ana said {D}, and the Courier quoted a guard as saying that {C}.",
            [("Ana", "said", D), ("a guard", "as saying", C)],
            id="another one quotes",
        ),
        pytest.param(
            f"Ana denied that {C}, citing a guard.", [("Ana", "denied", C), ("a guard", "citing", C)], id="a denial"
        ),
        pytest.param(
            f"Ana asked whether {C}, citing a guard.",
            [("Ana", "asked", f"whether {C}"), ("a guard", "citing", C)],
            id="a question",
        ),
        pytest.param(
            f"Ana told the reporters, who cited a guard, that {C}.",
            [("Ana", "told", C), ("a guard", "cited", C)],
            id="those who were told cite",
        ),
        pytest.param(
            f"The harbour office reported that {C}, according to the Ministry of Ports.",
            [("The harbour office", "reported", C), ("the Ministry of Ports", "according to", C)],
            id="it could be either way round",
        ),
        pytest.param(
            f"Pipeline News has confirmed our scoop that {C}.",
            [("Pipeline News", "has confirmed", C), ("our", "scoop", C)],
            id="a confirmation",
        ),
        pytest.param(
            f"Ana said {C} and waited for Bo, who said {D}.",
            [("Ana", "said", C), ("Bo", "said#2", D)],
            id="a word with other senses",
        ),
        pytest.param(
            f"Ana said {C}; a colleague relied on Bo, who said {D}.",
            [("Ana", "said", C), ("Bo", "said#2", D)],
            id="a colleague relied on",
        ),
        pytest.param(
            f"Ana said {C} and quoted a guard as saying that {D}.",
            [("Ana", "said", C), ("a guard", "as saying", D)],
            id="a quotation beside it",
        ),
        pytest.param(
            f"A sailor told the Post that {C}, a claim denied by the ministry.",
            [("A sailor", "told", C), ("the ministry", "denied by", C)],
            id="denied by",
        ),
        pytest.param(
            f"{C}, but for the guards {D}, Ana said.",
            [("Ana", "said", C), ("the guards", "for", D)],
            id="for",
        ),
    ],
)
def test_no_relay(text: str, marked: list[Marked]) -> None:
    assert hops(annotate(text, *marked)) == {}
