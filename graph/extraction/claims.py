"""What each attribution is about: its claim in positive form, and the stance towards that."""

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.cue_context import quote
from graph.extraction.propositions.back_references import (
    OBJECTING,
    Pointer,
    backed_by,
    is_about_same,
    is_in_reach,
    read_pointer,
    withdrawn_by,
)
from graph.extraction.propositions.content_forms import declarative
from graph.extraction.propositions.descriptions import Descriptions, merged
from graph.extraction.propositions.fragments import Fragments
from graph.extraction.propositions.objects import Objects
from graph.extraction.propositions.pronouns import Pronouns
from graph.extraction.propositions.wording import without_attitude, without_own_speech, wording
from graph.identity.claim_text import claim_text
from graph.identity.claims import bound, express
from graph.model import SpeechAct, Stance

_MAX_LOOK_BACK = 4  # attributions of one sentence; keeps the time linear
_MAX_WITHDRAWN = 30  # attributions in front of a retraction, among which what it withdraws is looked for
_OPPOSITE = {Stance.AFFIRM: Stance.REJECT, Stance.REJECT: Stance.AFFIRM}
_OPPOSITE_ACT = {SpeechAct.ASSERT: SpeechAct.DENY, SpeechAct.DENY: SpeechAct.ASSERT}


class Claims:
    """Assigns the claim of each attribution, and turns its stance where the claim is the opposite of the words.

    Its text is the content as a clause of its own, with names for pronouns and descriptions, as far as that is certain.
    A content may be a negation: who "said that no bridge was closed" rejects that one was. And it may have no claim of
    its own, where it points back ("Venn denied this") or only goes on with what its speaker said before.
    """

    name = "claims"
    requires = frozenset(
        {
            Layer.QUOTES, Layer.ATTRIBUTIONS, Layer.QUOTATION_TYPES, Layer.SPEECH_ACTS, Layer.SOURCES, Layer.CHAINS,
            Layer.ADDRESSEES,
        }
    )  # fmt: skip
    assigns = frozenset({Layer.CLAIMS})

    def __call__(self, annotations: Annotations) -> None:
        """Set the claims; where one is not what the words say, stance and speech act too."""
        _Assignment(annotations).run()


class _Assignment:
    """The claims of one document. Attributions are known by their object, as they have no index in the text's order."""

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations
        self._fragments = Fragments(annotations)
        self._pronouns = Pronouns(annotations)
        self._descriptions = Descriptions(annotations)
        self._objects = Objects(annotations)
        self._worded = {id(one): (one.stance, one.speech_act) for one in annotations.attributions}
        self._pointers: dict[int, Pointer] = {}
        self._bound: set[int] = set()
        """Those whose own words cannot be understood alone."""

    def run(self) -> None:
        attributions = self._annotations.attributions
        for attribution in attributions:
            self._express(attribution)
        in_order = sorted((one for one in attributions if one.cue), key=lambda one: one.cue[0].start)
        for at, attribution in enumerate(in_order):
            if self._withdraw(attribution, in_order[max(0, at - _MAX_WITHDRAWN) : at]):
                continue
            if not self._point_back(attribution, in_order[at - 1] if at else None):
                self._go_on(attribution, in_order[max(0, at - _MAX_LOOK_BACK) : at])

    def _express(self, attribution: Attribution) -> None:
        """Set the claim that a content's own words express."""
        document = self._annotations.document
        content = without_attitude(document.text, without_own_speech(document.text, attribution))
        own = claim_text(wording(document.text, content))
        pronouns, descriptions = self._pronouns.substitutions(content), self._descriptions.substitutions(content)
        replaced = merged(list(pronouns), [*descriptions, *self._objects.substitutions(attribution, content)])
        marked = wording(document.text, content, [one for one, _ in replaced])
        text = self._fragments.completed(claim_text(marked), at=content[0].start)
        form = declarative(document.text, text, attribution, marked=marked)
        proposition = express(form.text, document=document)
        named = [referent for _, referent in replaced] + ([form.named] if form.named else [])
        if not all(referent.is_named for referent in named):
            proposition = bound(proposition, document=document)
        attribution.claim = proposition.claim
        if express(own, document=document).claim.scope is not None:
            self._bound.add(id(attribution))
        if proposition.is_negated:
            _turn(attribution)
        worded = quote(document.text, attribution.content)  # in "denied that claim", "that" is no complementiser
        pointer = read_pointer(own) or read_pointer(form.text) or read_pointer(worded)
        if pointer:
            self._pointers[id(attribution)] = pointer

    def _withdraw(self, attribution: Attribution, before: list[Attribution]) -> bool:
        """Set the claim of a retraction that only points back: "that finding" is what its source said before.

        Who withdraws something takes no side any more.
        """
        if attribution.speech_act is not SpeechAct.RETRACT or id(attribution) not in self._pointers:
            return False
        withdrawn = withdrawn_by(attribution, before)
        if withdrawn is None:
            return False
        attribution.claim, attribution.stance = withdrawn.claim, Stance.NEUTRAL
        return True

    def _point_back(self, attribution: Attribution, previous: Attribution | None) -> bool:
        """Set the claim of a content that only points back at what another one said right before."""
        pointer = self._pointers.get(id(attribution))
        if pointer is None or previous is None:
            return False
        # In front of an objection "it" may be the objection or what is objected to; "the claim" is the latter.
        if self._worded[id(previous)][0] in OBJECTING and not pointer.is_noun:
            return False
        if not is_in_reach(self._annotations, attribution, previous, pointer):
            return False
        attribution.claim = previous.claim
        attribution.stance, attribution.speech_act = self._worded[id(attribution)]
        is_opposite = previous.stance is not self._worded[id(previous)][0]
        if is_opposite != pointer.is_turned:
            _turn(attribution)
        return True

    def _go_on(self, attribution: Attribution, before: list[Attribution]) -> None:
        """Let a quotation that backs what its speaker said before be the same act, about the same claim."""
        is_bound = id(attribution) in self._bound
        backed = backed_by(self._annotations, attribution, before, is_bound=is_bound)
        if backed is None:
            return
        if is_about_same(self._annotations, attribution, backed):
            attribution.claim, attribution.stance = backed.claim, backed.stance
        attribution.speech_act, attribution.modality = backed.speech_act, backed.modality


def _turn(attribution: Attribution) -> None:
    """Turn a stance towards the words into that towards their opposite; who doubts or asks does so of both."""
    if attribution.stance in _OPPOSITE:
        attribution.stance = _OPPOSITE[attribution.stance]
        attribution.speech_act = _OPPOSITE_ACT.get(attribution.speech_act, attribution.speech_act)
