"""What a question asks: about what, of whom, and for which stances. Plain keywords are a question about themselves."""

import re
from dataclasses import dataclass

from graph.model import Stance

_SAYING = (
    r"says?|said|saying|claim(?:s|ed)?|assert(?:s|ed)?|report(?:s|ed)?|state[sd]?|alleg(?:es|ed)|maintain(?:s|ed)?"
    r"|insist(?:s|ed)?|confirm(?:s|ed)?|announce[sd]?|believe[sd]?|thinks?|thought|told|admit(?:s|ted)?|wrote|writes"
)
_DENYING = r"den(?:y|ies|ied)|disput(?:e|es|ed)|reject(?:s|ed)?|refut(?:e|es|ed)|contradict(?:s|ed)?|contest(?:s|ed)?"
_DOUBTING = r"doubt(?:s|ed)?|question(?:s|ed)?"
_WHO = r"(?:who(?:\s+else)?|which\s+(?:\w+\s+){1,2}?|anyone|anybody|someone|somebody)"
_AUXILIARY = r"(?:(?:has|have|had|is|are|was|were|did|does|do)\s+)?(?:ever\s+|first\s+|now\s+|also\s+|really\s+)?"
_THAT = r"(?:\s+(?:that|of))?"

_TAIL = re.compile(
    rf"[,;]?\s+(?:and|or|but)\s+(?:who\s+(?:says|said|claims|denies)\s+(?:so|that|this|it)"
    rf"|does\s+anyone\s+\w+\s+(?:it|that|this)|(?:where|from\s+whom)\s+.{{0,40}}|who\s+(?:{_DENYING}|{_DOUBTING})\s+\w+)$",
    re.IGNORECASE,
)
_WHO_DENIES = re.compile(
    rf"{_WHO}\s+{_AUXILIARY}(?P<verb>{_DENYING}|{_DOUBTING}){_THAT}\s+(?P<about>.+)", re.IGNORECASE
)
_WHO_SAYS = re.compile(rf"{_WHO}\s+{_AUXILIARY}(?:{_SAYING}){_THAT}\s+(?P<about>.+)", re.IGNORECASE)
_WHO_SAYS_OF = re.compile(
    rf"what\s+(?:is|was|has\s+been)\s+(?:{_SAYING})\s+(?:about|on|of)\s+(?P<about>.+)", re.IGNORECASE
)
_WHAT_OF = re.compile(
    rf"what\s+(?:did|does|do|has|have|had)\s+(?P<source>.+?)\s+(?:{_SAYING}|say|deny|denied)"
    rf"(?:\s+(?:about|on|of|regarding|concerning)\s+(?P<about>.+))?",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"according\s+to\s+(?P<source>[^,]+),\s*(?P<about>.+)", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:has|have|had|did)\s+(?P<source>.+?)\s+(?:changed?|revers(?:ed|e)|softened?|shift(?:ed)?|walk(?:ed)?\s+back)\s+"
    r"(?:its|his|her|their|the)\s+(?:position|view|stance|mind|story|account|line|statement|tune)s?"
    r"\s+(?:on|about|over|regarding)\s+(?P<about>.+)",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"(?:where|from\s+whom|who)\s+(?:does|do|did|has|have|is|was)\s+the\s+"
    r"(?:story|claim|report|rumou?r|idea|news|information|figure|number)s?\s+"
    r"(?:come|comes|came|originate[sd]?|start(?:ed)?)?\s*(?:from)?\s*(?:that|of|about)\s+(?P<about>.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood; ``source`` is the wording of who is asked about, if anybody."""

    about: str
    source: str | None = None
    stances: tuple[Stance, ...] = ()


def read_question(question: str) -> Reading:
    """Read a question or keywords in English.

    "Who denies X?" asks for those who reject or doubt X, "what did S say about X?" for what S says, "has S changed its
    position on X?" too; everything else is about its own words.
    """
    text = _TAIL.sub("", " ".join(question.split()).rstrip("?!. "))
    if match := _CHANGED.fullmatch(text) or _WHAT_OF.fullmatch(text) or _ACCORDING.fullmatch(text):
        return Reading(about=match["about"] or "", source=match["source"])
    if match := _WHO_DENIES.fullmatch(text):
        is_denial = re.fullmatch(_DENYING, match["verb"], re.IGNORECASE) is not None
        stances = (Stance.REJECT, Stance.DOUBT) if is_denial else (Stance.DOUBT, Stance.REJECT)
        return Reading(about=match["about"], stances=stances)
    if match := _ORIGIN.fullmatch(text) or _WHO_SAYS_OF.fullmatch(text) or _WHO_SAYS.fullmatch(text):
        return Reading(about=match["about"])
    return Reading(about=text or question.strip())
