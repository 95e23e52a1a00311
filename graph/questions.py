"""What a question asks: about what, of whom, and for which stances. Plain keywords are a question about themselves."""

import re
from dataclasses import dataclass

from graph import question_forms as forms
from graph.alternatives import alternatives_of
from graph.amounts import Amount, amount_asked
from graph.model import Stance


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood; ``source`` is the wording of who is asked about, if anybody.

    ``alternatives`` are what is asked one by one where it is a choice ("was it A, or was it B?"), and else only
    ``about``; ``amount`` is the number that is asked for, if one is.
    """

    about: str
    source: str | None = None
    stances: tuple[Stance, ...] = ()
    alternatives: tuple[str, ...] = ()
    amount: Amount | None = None


def read_question(question: str) -> Reading:
    """Read a question or keywords in English.

    "Who denies X?" asks for those who reject or doubt X, "what did S say about X?" for what S says, "has S changed its
    position on X?" and "does S still say that X?" too; everything else is about its own words. A negation in a question
    ("did nobody warn them?") is left out, since a claim is one with its denial.
    """
    text = forms.TAIL.sub("", " ".join(question.split()).rstrip("?!. "))
    text = forms.IS_IT_SO.sub("", forms.NEGATED.sub(r"\g<auxiliary>", text), count=1)
    of_source = (forms.CHANGED, forms.STILL, forms.WHAT_OF, forms.ACCORDING)
    if match := next(filter(None, (form.fullmatch(text) for form in of_source)), None):
        return Reading(about=match.groupdict().get("about") or "", source=match["source"])
    if match := forms.WHO_DENIES.fullmatch(text):
        is_denial = re.fullmatch(forms.DENYING, match["verb"], re.IGNORECASE) is not None
        stances = (Stance.REJECT, Stance.DOUBT) if is_denial else (Stance.DOUBT, Stance.REJECT)
        return Reading(about=match["about"], stances=stances)
    if match := next(filter(None, (form.fullmatch(text) for form in forms.OF_WORDS)), None):
        text = match["about"]
    about = forms.NOBODY.sub("anybody", text) or question.strip()
    alternatives = alternatives_of(about)
    return Reading(about=about, alternatives=alternatives if len(alternatives) > 1 else (), amount=amount_asked(about))
