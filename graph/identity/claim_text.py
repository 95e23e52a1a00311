"""The words of a content without what only ties them to their sentence, or tells how they were given.

Quotation marks inside, an editor's brackets and marks of omission say how a text gives somebody's words. That is in the
statement, with its spans and its type of quotation; a claim is the same with and without them.
"""

import re

_COMPLEMENTISER = re.compile(
    r"^(?:(?:and|but)\s+that|that)\s+"
    # Behind the pronoun, as in "that is false", stands the verb of its clause.
    r"(?!(?:is|was|isn[’']t|wasn[’']t|has|had|would|will|won[’']t|can|could|may|might|must|does|did|doesn[’']t|didn[’']t)\b)",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(r"^(?:and|but)\s+(?=\w)", re.IGNORECASE)
_REASON = re.compile(r"^because\s+(?!of\b)(?=[^,]*$)", re.IGNORECASE)  # a clause alone; with a comma, the lesser of two
_CLEFT = re.compile(
    r"^[Ii]t\s+(?:is|was|has been|had been)\s+(?P<focus>(?:[A-Z\d]|the\s|an?\s|two\s|three\s)[^,;:.]{1,80}?)\s+who\s+"
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}"
    r"(?:,[^()\[\]:;–—]{1,60}?)?(?: \([^()]{1,40}\))?(?: --? | ?[–—] ?)(?=[“\"]?[A-Z])"
)
_END = " \t\r\n,;:.–—-…"
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"
_OMISSION = re.compile(r"\[\s*(?:\.{3,}|…|sic)\s*\]|\.{3,}|…")
_BREAK = re.compile(r"(?:(?<=\S)(?:\.{3}|…)\.?|\s(?:\.{3}|…)\.)(?=\s+[^\W\d_a-z])")  # a sentence ends there, too
_EXPLAINED = re.compile(r"\b(?:he|she|it|they|him|her|them|this|that)\s+\[\s*(?=\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_QUOTED = re.compile(r"[“„«](?P<curly>[^“”„«»]*)[”“»]|(?<![^\s(\[—–-])\"(?P<straight>[^\"\s](?:[^\"]*[^\"\s])?)\"")
_LOOSE = re.compile(r"[“”„«»]")
_STRAY = re.compile(r"(?<!\S)\"(?=\w)|(?<=[^\W\d])\"(?!\w)|(?<=[.,!?])\"(?!\w)")
_NAME_IN_FRONT = re.compile(r"(?:^|\s)[^\W\d_a-z][^\s]*\s$")
_NAME_BEHIND = re.compile(r"\s[^\W\d_a-z]")
_KEPT = "\0"  # a mark that stays, while the others go; no document holds one
_NICKNAME = 40  # code points


def claim_text(content: str) -> str:
    """The content on one line, without its complementiser, quotation marks and closing punctuation.

    A dateline ("BRENN, May 3 (Klaxon) - ") goes. Words that an editor put into brackets stay, without the brackets; a
    pronoun that they explain goes. A nickname inside a name keeps its marks. "It was Ada Quill who signed" is "Ada
    Quill signed": a cleft sentence says the same as the plain one (Lambrecht 2001). Takes time linear in the length of
    the content.
    """
    flat = " ".join(content.split())
    text = _DATELINE.sub("", _without_editing(flat))
    before = None
    while text != before:
        before = text
        text = _CONNECTIVE.sub("", _COMPLEMENTISER.sub("", text.strip(_END)))
        if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING and not _LOOSE.search(text[1:-1]):
            text = text[1:-1]
    text = _STRAY.sub("", _LOOSE.sub("", _QUOTED.sub(_unquoted, text))).replace(_KEPT, '"')
    text = " ".join(text.split()).strip(_END)
    cleft = _CLEFT.match(text)
    text = f"{cleft['focus']} {text[cleft.end() :]}" if cleft else _REASON.sub("", text)
    text = text or flat
    return text[:1].upper() + text[1:]


def _without_editing(text: str) -> str:
    text = (
        _EXPLAINED.sub("[", _OMISSION.sub(" ", _BREAK.sub(".", text)))
        if "[" in text or "…" in text or "..." in text
        else text
    )
    return " ".join(_BRACKETS.sub(r"\1", text).split())


def _unquoted(match: re.Match[str]) -> str:
    """What stands between two marks, with them where it is a nickname inside a name."""
    text, inside = match.string, match["curly"] if match["curly"] is not None else match["straight"]
    is_inside_name = len(inside) <= _NICKNAME and (
        _NAME_IN_FRONT.search(text[max(0, match.start() - _NICKNAME) : match.start()])
        and _NAME_BEHIND.match(text, match.end())
    )
    return f"{_KEPT}{inside}{_KEPT}" if is_inside_name else inside
