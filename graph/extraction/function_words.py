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
    "sometimes rather further instead too thus long all both simply"
)
"""Those that stand between a subject and its verb; "-ly" is a rule of its own."""

CONJUNCTIONS = _set(
    "that but while because although though if when whereas since after before until till unless so what how "
    "why where which who whom whose whether than despite amid as and/or yet lest once"
)
SUBORDINATORS = _set("when while after as although though because since before until once if")
PREPOSITIONS = _set(
    "in on at during after before since by with for from despite under over amid within following throughout "
    "without like unlike as upon through inside outside near last this next earlier late early"
)
ADVERBIALS = _set("in on at during by with after through to from before when while as of")
"""What may open an adverbial behind a verb of saying: "said in an interview"."""

LINKS = _set("of in at for on from to with and the")
"""Function words inside a noun phrase."""

REDUCED = _set("on by in with for from as to at about into against")
"""After a participle they make it an attribute: "officials briefed on the raid"."""

DETERMINERS = _set(
    "the a an this that these those his her its their our my your some any each every several many most few "
    "all both no another one two three four five six seven eight nine ten"
)
PRONOUN_DETERMINERS = _set("this that these those all some most many few one both")
"""Those that can also be a subject of their own."""

NOUN_CONTEXT = DETERMINERS | _set(
    "of own new latest recent initial false in on by with for from without about against into over under "
    "after before than via amid during despite"
)
"""What makes a noun of the following word, where that could be a verb too."""

SUBJECT_PRONOUNS = _set("he she it they we i you who one")
OBJECT_PRONOUNS = _set("him them me us himself herself themselves")
PLURALS = _set("i you we they who people police media men women some many most few others both that which data")
"""Plural subjects without "-s"."""

NO_SUBJECT = _set("nobody none nothing there neither what whatever to not")
CLAUSE_LEADERS = _set(
    "however and but or nor meanwhile yet still also then so instead moreover furthermore besides indeed now "
    "later earlier today yesterday tonight again thus therefore finally separately additionally here perhaps "
    "maybe even though although because while as when where after since if that whether"
)
TIMES = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tonight week month year morning afternoon "
    "evening night weekend day later earlier ago recently early late last this next past"
)
