"""Closed classes of English words: those that hold a clause together and tell nothing of its topic."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BE = _set("is are was were be been being am 's 're isn't wasn't aren't weren't")
HAVE = _set("has have had 've 'd having hasn't haven't hadn't")
AUXILIARIES = (
    BE
    | HAVE
    | _set(
        "will would can could may might must shall should do does did 'll won't can't couldn't wouldn't "
        "shouldn't don't didn't doesn't"
    )
)
ADVERBS = _set(
    "also now then later already once again still even ever never not earlier just only soon often always "
    "sometimes rather further instead too thus long all both simply yet"
)
"""Those that stand between a subject and its verb; "-ly" is a rule of its own."""

CONJUNCTIONS = _set(
    "that but while because although though if when whereas since after before until till unless so what how "
    "why where which who whom whose whether than despite amid as and/or yet lest once"
)
PREPOSITIONS = _set(
    "in on at during after before since by with for from despite under over amid within following throughout "
    "without like unlike as upon through inside outside near last this next earlier late early"
)
DETERMINERS = _set(
    "the a an this that these those his her its their our my your some any each every several many most few "
    "all both no another one two three four five six seven eight nine ten"
)
SUBJECT_PRONOUNS = _set("he she it they we i you who one")
POINTERS = _set("it this that")
"""Those that can mean what was said."""
OBJECT_PRONOUNS = _set("him them me us himself herself themselves")
