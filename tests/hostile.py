"""Texts that nobody would print and that somebody will feed in."""

from graph.extraction.annotations import Annotations

_STORY = (
    "The ministry said on Monday that the bridge was closed. “It is not safe,” Anna Kowalska, a spokeswoman, "
    "told reporters. According to local sources, the mayor denied the claims.\n\n"
)

GOOD = "The bridge is closed, the ministry said on Monday. “Nobody knew,” Anna Kowalska, a spokeswoman, said.\n"

ODD = {
    "odd straight quotes": 'The mayor said "the bridge is "closed" and she left. "Nobody knew, he added.\n\n' + _STORY,
    "odd curly quotes": "“The bridge is closed, the mayor said. ”“” Nobody “knew, she added.\n\n" + _STORY,
    "guillemets": "« Le pont est fermé », a dit le maire. The mayor said: «It is closed. » « » »\n\n" + _STORY,
    "low quotes": "„Die Brücke ist zu“, said the mayor. „Nobody knew, she said.\n\n" + _STORY,
    "nested quotes": "“He told me ‘she said “it is ‘closed’”’,” the mayor said. '''\"\"\"''\n\n" + _STORY,
    "emoji": "👩‍👩‍👧 The mayor 🧑🏽‍🚒 said “🌉 is closed 🇵🇱”. 💥 According to 👮, nobody 🤷 knew.\n\n" + _STORY,
    "right to left": "אמר הדובר: “הגשר סגור”. \u202bقال المتحدث إن الجسر مغلق\u202c, the mayor said. \u2067x\u2069\n\n"
    + _STORY,
    "zero width": "The may\u200bor sa\u200bid \u200b“the\ufeff bridge\u2060 is\u00ad closed\u200d”\u200c, she said.\n\n"
    + _STORY,
    "CRLF": _STORY.replace("\n", "\r\n") * 3,
    "CR": _STORY.replace("\n", "\r") * 3,
    "combining marks": "\u0301\u0308The mayor\u0301 sai\u0308d\u0327 “\u0301the bridge is closed\u0301”\u0308.\u0301\n\n"
    + _STORY,
    "controls": "The mayor\x1b[31m said\x0b “the bridge\x0c is closed\x9b2J”.\n\n" + _STORY,
    "line separators": "The mayor said\u2028“the bridge\u2029is closed”\u0085, she said.\n\n" + _STORY,
    "astral": "𝕿𝖍𝖊 𝖒𝖆𝖞𝖔𝖗 said “𝒕𝒉𝒆 𝒃𝒓𝒊𝒅𝒈𝒆 is closed”, 𠀀𠀁 told \U0010fffd.\n\n" + _STORY,
    "only marks": "“”\"'«»„‟‘’ . , ; : — … ! ? () [] {}",
    "one character": "x",
    "markup": "<b>The mayor</b> said \"</text><al:x/>\" & \\u0022 <http://x/> ?x . } DROP ALL ; # '''\n\n" + _STORY,
}

_MB = 1_000_000

_DENSE = {"quote marks", "curly quote marks", "opening marks", "commas", "line ends", "brackets"}
"""Those of ``huge`` in which each code point or two are a word; they fill several times as many windows."""


def huge(size: int = 5 * _MB) -> dict[str, str]:
    """One paragraph each of about so many characters; none has a line end."""

    def filled(unit: str) -> str:
        return unit * (size // len(unit))

    return {
        "one paragraph": filled(_STORY.replace("\n", " ")),
        "without spaces": filled("said"),
        "quote marks": filled('"'),
        "curly quote marks": filled("“”"),
        "opening marks": filled("“"),
        "said said": filled("said "),
        "quoted said": filled("“a” said "),
        "according to": filled("according to "),
        "that that": filled("the mayor said that "),
        "commas": filled(", "),
        "names": filled("Anna "),
        "line ends": filled("a\n"),
        "combining": filled("\u0301"),
        "brackets": filled("("),
        "via": filled("A reported, citing B, which cited C, "),
    }


def long_enough(name: str) -> str:
    """One of ``huge`` that fills more windows than the reader decodes side by side, wherever it has words at all."""
    return huge(15_000 if name in _DENSE else 40_000)[name]


def check_attributions(annotations: Annotations) -> None:
    """What the reader found is well formed."""
    text = annotations.document.text
    for attribution in annotations.attributions:
        assert attribution.cue
        assert attribution.content
        assert 0 <= attribution.confidence <= 1
        for spans in (attribution.source, attribution.cue, attribution.content):
            last = 0
            for start, end in spans:
                assert last <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip()
                last = end
