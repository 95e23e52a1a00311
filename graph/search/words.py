"""How text is cut into words for searching: lower case, accents folded, English stems, no function words."""

from functools import cache

import tantivy

from graph.identity.claim_words import load

TOKENIZER = "english"

_LONGEST = 80  # bytes of a word; a longer one is no word that anybody would search for
_ASKING = (
    "who what when where why how which whom did does do said says say saying assert asserts asserted claim claims "
    "claimed s t about were was been be being has had have having there can could may might must shall should would "
    "many much really actually truly any anyone anybody out up off down over through away"
)
"""The words of questions that say nothing about what is asked for, and adverbs that belong to a verb ("taken out")."""


@cache
def analyser() -> tantivy.TextAnalyzer:
    """The analyser of all searchable text."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for filter_ in (
        tantivy.Filter.remove_long(_LONGEST),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(filter_)
    return builder.build()


def stems(text: str) -> list[str]:
    """The distinct stems of a text's words without function words, in order."""
    return list(dict.fromkeys(analyser().analyze(text)))


def weighty_stems(text: str) -> list[str]:
    """The stems without the words of asking; where nothing else is there, with them."""
    return topical_stems(text) or stems(text)


def topical_stems(text: str) -> list[str]:
    """The stems without the words of asking."""
    return [stem for stem in stems(text) if stem not in _question_stems()]


def folded_words(text: str) -> list[str]:
    """The words as they are written, in lower case and with accents folded."""
    return list(_folder().analyze(text))


@cache
def _folder() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for filter_ in (tantivy.Filter.remove_long(_LONGEST), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(filter_)
    return builder.build()


@cache
def light_stems() -> frozenset[str]:
    """The stems of verbs that are in claims of all kinds: "take", "make"."""
    words = load()
    forms = (form for form, verb in words.irregular.items() if verb in words.light_verbs)
    return frozenset(stems(" ".join((*words.light_verbs, *forms))))


@cache
def _question_stems() -> frozenset[str]:
    return frozenset(stems(_ASKING))
