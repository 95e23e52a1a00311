"""The forms in which people ask who said something: regular expressions over a question in one line."""

import re

_SAYING = (
    r"says?|said|saying|claim(?:s|ed|ing)?|assert(?:s|ed)?|report(?:s|ed)?|state[sd]?|alleg(?:e|es|ed)"
    r"|maintain(?:s|ed)?|insist(?:s|ed)?|confirm(?:s|ed)?|announce[sd]?|believe[sd]?|thinks?|thought|told|tells?"
    r"|admit(?:s|ted)?|wrote|writes?"
)
DENYING = (
    r"den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|contradict(?:s|ed|ing)?"
    r"|contest(?:s|ed|ing)?"
)
_DOUBTING = r"doubt(?:s|ed|ing)?|question(?:s|ed|ing)?"
_ANYBODY = r"(?:any|some|no)(?:one|body)|no\s+one"
_WHO = rf"(?:who(?:\s+else)?|which\s+(?:\w+\s+){{1,2}}?|{_ANYBODY})"
_ADVERB = r"(?:(?:ever|first|now|also|really|actually|already|still|since|then)\s+)*"
_AUXILIARY = rf"(?:(?:has|have|had|is|are|was|were|did|does|do)\s+)?{_ADVERB}"
_THAT = r"(?:\s+(?:that|of))?"
_RUMOUR = r"(?:story|claim|report|rumou?r|idea|news|information|figure|number|allegation|accusation|suggestion)s?"
_SO = r"(?:it|that|this|so|them)"

TAIL = re.compile(
    rf"[,;]?\s+(?:and|or|but)\s+(?:who(?:\s+else)?\s+(?:says|said|claims|denies|{_SAYING})\s+{_SO}"
    rf"|(?:does|do|did|has|have|is|was)\s+(?:{_ANYBODY})\s+(?:\w+\s+){{1,3}}{_SO}"
    rf"|(?:is|was)\s+{_SO}\s+(?:really\s+)?(?:true|so|right|disputed|denied|confirmed|doubted|contested)"
    rf"|(?:where|from\s+whom)\s+.{{0,40}}|why|when|how|who\s+(?:{DENYING}|{_DOUBTING})\s+\w+)$",
    re.IGNORECASE,
)
IS_IT_SO = re.compile(
    rf"(?:is|was)\s+it\s+{_ADVERB}(?:true|so|right|correct|certain|a\s+fact|the\s+case|known|confirmed)\s+that\s+"
    r"|is\s+there\s+(?:any\s+)?(?:evidence|proof|sign)s?\s+(?:that|of)\s+",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"(?P<auxiliary>(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|should)|ca|wo)n['’]t(?=\s)",
    re.IGNORECASE,
)
WHO_DENIES = re.compile(
    rf"{_AUXILIARY}{_WHO}\s+{_AUXILIARY}(?P<verb>{DENYING}|{_DOUBTING}){_THAT}\s+(?P<about>.+)", re.IGNORECASE
)
WHO_SAYS = re.compile(rf"{_AUXILIARY}{_WHO}\s+{_AUXILIARY}(?:{_SAYING}){_THAT}\s+(?P<about>.+)", re.IGNORECASE)
WHO_SAYS_OF = re.compile(
    rf"what\s+(?:is|was|has\s+been)\s+(?:{_SAYING})\s+(?:about|on|of)\s+(?P<about>.+)", re.IGNORECASE
)
WHAT_OF = re.compile(
    rf"what\s+(?:did|does|do|has|have|had)\s+(?P<source>.+?)\s+(?:{_SAYING}|say|deny|denied)"
    rf"(?:\s+(?:about|on|of|regarding|concerning)\s+(?P<about>.+))?",
    re.IGNORECASE,
)
ACCORDING = re.compile(r"according\s+to\s+(?P<source>[^,]+),\s*(?P<about>.+)", re.IGNORECASE)
CHANGED = re.compile(
    rf"(?:has|have|had|did|does|do)\s+(?P<source>.+?)\s+{_ADVERB}"
    r"(?:chang(?:ed?|ing)|revers(?:ed|e)|soften(?:ed)?|shift(?:ed)?|walk(?:ed)?\s+back|retract(?:ed)?|withdr(?:awn?|ew)"
    r"|taken\s+back|took\s+back|take\s+back|modif(?:y|ied)|correct(?:ed)?)\s+"
    r"(?:its|his|her|their|the)\s+(?:position|view|stance|mind|story|account|line|statement|tune|claim|denial|tone)s?"
    r"\s+(?:on|about|over|regarding|that|of|concerning)\s+(?P<about>.+)",
    re.IGNORECASE,
)
STILL = re.compile(
    rf"(?:does|do|did|is|are)\s+(?P<source>.+?)\s+(?:still|continue\s+to)\s+(?:{_SAYING})(?:\s+that)?\s+(?P<about>.+)",
    re.IGNORECASE,
)
ORIGIN = re.compile(
    r"(?:where|from\s+whom|who)\s+(?:does|do|did|has|have|is|was)\s+(?:the|this)\s+"
    rf"{_RUMOUR}\s+"
    r"(?:come|comes|came|originate[sd]?|start(?:ed)?)?\s*(?:from)?\s*(?:that|of|about)\s+(?P<about>.+)",
    re.IGNORECASE,
)
ORIGIN_BEHIND = re.compile(
    rf"(?:where|from\s+whom)\s+(?:does|do|did|has|have)\s+(?:the|this)\s+{_RUMOUR}\s+(?:that|of|about)\s+(?P<about>.+?)"
    r"\s+(?:come|originate|start|begin|stem)(?:\s+from)?",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"(?:who\s+(?:is|was|are|were)|what\s+(?:is|was))\s+(?:behind|the\s+(?:source|origin)s?\s+(?:of|for|behind))\s+"
    rf"(?:the|this)\s+{_RUMOUR}\s+(?:that|of|about)\s+(?P<about>.+)",
    re.IGNORECASE,
)
BEGUN = re.compile(
    rf"who\s+{_ADVERB}(?:started|spread|invented|made\s+up|put\s+about)\s+(?:the|this)\s+{_RUMOUR}\s+(?:that|of|about)\s+"
    r"(?P<about>.+)",
    re.IGNORECASE,
)
NOBODY = re.compile(r"\b(?:nobody|no\s+one)\b", re.IGNORECASE)
OF_WORDS = (ORIGIN_BEHIND, ORIGIN, BEHIND, BEGUN, WHO_SAYS_OF, WHO_SAYS)
"""The forms that ask about a claim, whoever made it."""
