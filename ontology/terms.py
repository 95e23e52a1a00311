"""The terms of the vocabulary as Python names; a test holds them against ``allegedly.ttl``, both ways.

Each constant is the full IRI of a term in the namespace ``NS`` (prefix ``al:``).
"""

from typing import Final

NS: Final = "https://w3id.org/allegedly/ns#"

# Classes
DOCUMENT: Final = NS + "Document"
STATEMENT: Final = NS + "Statement"
CLAIM: Final = NS + "Claim"
CLAIM_CLUSTER: Final = NS + "ClaimCluster"
SOURCE_IDENTITY: Final = NS + "SourceIdentity"
EXTRACTION: Final = NS + "Extraction"
EXTRACTOR: Final = NS + "Extractor"
REVIEW: Final = NS + "Review"
ANCHOR: Final = NS + "Anchor"
HYPERLINK: Final = NS + "Hyperlink"

SOURCE: Final = NS + "Source"
PERSON: Final = NS + "Person"
ORGANISATION: Final = NS + "Organisation"
OUTLET: Final = NS + "Outlet"
NEWS_AGENCY: Final = NS + "NewsAgency"
GOVERNMENT_BODY: Final = NS + "GovernmentBody"
MILITARY_BODY: Final = NS + "MilitaryBody"
INTELLIGENCE_SERVICE: Final = NS + "IntelligenceService"
ARMED_GROUP: Final = NS + "ArmedGroup"
COMPANY: Final = NS + "Company"
DOCUMENT_SOURCE: Final = NS + "DocumentSource"
UNNAMED_SOURCE: Final = NS + "UnnamedSource"
ANONYMOUS_SOURCE: Final = NS + "AnonymousSource"
COLLECTIVE_SOURCE: Final = NS + "CollectiveSource"
UNSPECIFIED_SOURCE: Final = NS + "UnspecifiedSource"
KNOWN_SOURCE: Final = NS + "KnownSource"

# The statement and its parts
SOURCE_OF: Final = NS + "source"
SPOKESPERSON: Final = NS + "spokesperson"
AFFILIATION: Final = NS + "affiliation"
ADDRESSEE: Final = NS + "addressee"
CLAIM_OF: Final = NS + "claim"
IN_DOCUMENT: Final = NS + "inDocument"
SPEECH_ACT: Final = NS + "speechAct"
STANCE: Final = NS + "stance"
MODALITY: Final = NS + "modality"
QUOTATION_TYPE: Final = NS + "quotationType"
SAID_ON: Final = NS + "saidOn"
SAID_NOT_BEFORE: Final = NS + "saidNotBefore"
SAID_NOT_AFTER: Final = NS + "saidNotAfter"
SAID_ON_BASIS: Final = NS + "saidOnBasis"
CUE_TEXT: Final = NS + "cueText"
CONFIDENCE: Final = NS + "confidence"
EXTRACTED_BY: Final = NS + "extractedBy"
VIA: Final = NS + "via"
VIA_WITHIN_DOCUMENT: Final = NS + "viaWithinDocument"
VIA_WITHIN_SENTENCE: Final = NS + "viaWithinSentence"
VIA_INFERRED: Final = NS + "viaInferred"
RESPONSE_TO: Final = NS + "responseTo"

# Anchors
ANCHOR_OF: Final = NS + "anchor"
SOURCE_ANCHOR: Final = NS + "sourceAnchor"
CUE_ANCHOR: Final = NS + "cueAnchor"
CONTENT_ANCHOR: Final = NS + "contentAnchor"
ADDRESSEE_ANCHOR: Final = NS + "addresseeAnchor"

# Claims and sources
CLAIM_TEXT: Final = NS + "claimText"
NAME: Final = NS + "name"
DESCRIBED_IN: Final = NS + "describedIn"

# Known sources
KNOWN_AS: Final = NS + "knownAs"
AMBIGUOUS_NAME: Final = NS + "ambiguousName"
PARENT_BODY: Final = NS + "parentBody"
SUCCESSOR: Final = NS + "successor"
COUNTRY: Final = NS + "country"

# Documents
URL: Final = NS + "url"
TITLE: Final = NS + "title"
TEXT: Final = NS + "text"
TEXT_DIGEST: Final = NS + "textDigest"
AUTHOR: Final = NS + "author"
PUBLISHER: Final = NS + "publisher"
PUBLISHED: Final = NS + "published"
LANGUAGE: Final = NS + "language"
HYPERLINK_OF: Final = NS + "hyperlink"
TARGET: Final = NS + "target"
CITES_DOCUMENT: Final = NS + "citesDocument"

# Plain triples, from a source to a claim
POSITION: Final = NS + "position"
ASSERTS: Final = NS + "asserts"
REPORTS: Final = NS + "reports"
CONFIRMS: Final = NS + "confirms"
ANNOUNCES: Final = NS + "announces"
ADMITS: Final = NS + "admits"
ACCUSES: Final = NS + "accuses"
ESTIMATES: Final = NS + "estimates"
PREDICTS: Final = NS + "predicts"
DENIES: Final = NS + "denies"
RETRACTS: Final = NS + "retracts"
PROMISES: Final = NS + "promises"
THREATENS: Final = NS + "threatens"
DEMANDS: Final = NS + "demands"
QUESTIONS: Final = NS + "questions"
DENOUNCES: Final = NS + "denounces"
BELIEVES: Final = NS + "believes"
DECLINES_TO_COMMENT: Final = NS + "declinesToComment"
RELAYS: Final = NS + "relays"

# Relations between claims, and their scored forms
SAME_CLAIM_AS: Final = NS + "sameClaimAs"
CONTRADICTS: Final = NS + "contradicts"
SUPPORTS: Final = NS + "supports"
NARROWER: Final = NS + "narrower"
CLAIM_RELATION: Final = NS + "ClaimRelation"
RELATION_FROM: Final = NS + "relationFrom"
RELATION_TO: Final = NS + "relationTo"
RELATION_TYPE: Final = NS + "relationType"
SCORE: Final = NS + "score"
METHOD: Final = NS + "method"
REVIEWER: Final = NS + "reviewer"

# What is held to be one
MEMBER_OF: Final = NS + "memberOf"
MEMBERSHIP: Final = NS + "Membership"
MEMBER: Final = NS + "member"
GROUP: Final = NS + "group"
COMPARED_WITH: Final = NS + "comparedWith"
EXPLANATION: Final = NS + "explanation"

# Reviews
REVIEWED_THING: Final = NS + "reviewedThing"
VERDICT: Final = NS + "verdict"
REVIEWED_AT: Final = NS + "reviewedAt"
COMMENT: Final = NS + "comment"

# Assessments
ASSESSMENT: Final = NS + "Assessment"
ASSESSED_STATEMENT: Final = NS + "assessedStatement"
ASSESSED_DOCUMENT: Final = NS + "assessedDocument"
FINDING: Final = NS + "finding"
CORRECTED_NAME: Final = NS + "correctedName"
CORRECTED_KIND: Final = NS + "correctedKind"
CORRECTED_STANCE: Final = NS + "correctedStance"
CORRECTED_CLAIM: Final = NS + "correctedClaim"
CORRECTED_SOURCE_SPANS: Final = NS + "correctedSourceSpans"
CORRECTED_CUE_SPANS: Final = NS + "correctedCueSpans"
CORRECTED_CONTENT_SPANS: Final = NS + "correctedContentSpans"
AS_READ: Final = NS + "asRead"

# Identifications
IDENTIFICATION: Final = NS + "Identification"
IDENTIFIED_SOURCE: Final = NS + "identifiedSource"
IDENTIFIED_AS: Final = NS + "identifiedAs"
ENTITY_LABEL: Final = NS + "entityLabel"
SERVICE: Final = NS + "service"
IDENTIFIED_AT: Final = NS + "identifiedAt"

# Concept schemes
SPEECH_ACTS: Final = NS + "SpeechActs"
STANCES: Final = NS + "Stances"
MODALITIES: Final = NS + "Modalities"
QUOTATION_TYPES: Final = NS + "QuotationTypes"
VERDICTS: Final = NS + "Verdicts"
FINDINGS: Final = NS + "Findings"

# Concepts, by the word that the command line and the service use
SPEECH_ACT_CONCEPTS: Final = {
    word: NS + name
    for word, name in {
        "assert": "Assert",
        "report": "Report",
        "confirm": "Confirm",
        "announce": "Announce",
        "admit": "Admit",
        "accuse": "Accuse",
        "estimate": "Estimate",
        "predict": "Predict",
        "deny": "Deny",
        "retract": "Retract",
        "promise": "Promise",
        "threaten": "Threaten",
        "demand": "Demand",
        "question": "Question",
        "denounce": "Denounce",
        "believe": "Believe",
        "decline": "Decline",
    }.items()
}
STANCE_CONCEPTS: Final = {
    word: NS + name
    for word, name in {
        "affirm": "Affirm",
        "reject": "Reject",
        "doubt": "Doubt",
        "neutral": "Neutral",
    }.items()
}
MODALITY_CONCEPTS: Final = {
    word: NS + name
    for word, name in {
        "certain": "Certain",
        "probable": "Probable",
        "possible": "Possible",
        "underspecified": "Underspecified",
    }.items()
}
QUOTATION_CONCEPTS: Final = {
    word: NS + name
    for word, name in {
        "direct": "Direct",
        "indirect": "Indirect",
        "mixed": "Mixed",
        "own_voice": "OwnVoice",
    }.items()
}
VERDICT_CONCEPTS: Final = {"same": NS + "Same", "different": NS + "Different"}
FINDING_CONCEPTS: Final = {word: NS + word.capitalize() for word in ("accepted", "rejected", "corrected")}
RELATION_PROPERTIES: Final = {
    "same": SAME_CLAIM_AS,
    "contradicts": CONTRADICTS,
    "supports": SUPPORTS,
    "narrower": NARROWER,
}
SOURCE_CLASSES: Final = {
    "person": PERSON,
    "organisation": ORGANISATION,
    "outlet": OUTLET,
    "news_agency": NEWS_AGENCY,
    "government_body": GOVERNMENT_BODY,
    "military_body": MILITARY_BODY,
    "intelligence_service": INTELLIGENCE_SERVICE,
    "armed_group": ARMED_GROUP,
    "company": COMPANY,
    "document": DOCUMENT_SOURCE,
    "anonymous": ANONYMOUS_SOURCE,
    "collective": COLLECTIVE_SOURCE,
    "unspecified": UNSPECIFIED_SOURCE,
}

_AFFIRMING: Final = {
    "assert": ASSERTS,
    "report": REPORTS,
    "confirm": CONFIRMS,
    "announce": ANNOUNCES,
    "admit": ADMITS,
    "accuse": ACCUSES,
    "estimate": ESTIMATES,
    "predict": PREDICTS,
    "promise": PROMISES,
    "threaten": THREATENS,
    "demand": DEMANDS,
    "believe": BELIEVES,
}
_REJECTING: Final = {"deny": DENIES, "retract": RETRACTS, "denounce": DENOUNCES}
_WITHOUT_POSITION: Final = {"question": QUESTIONS, "decline": DECLINES_TO_COMMENT}


def position(*, speech_act: str, stance: str) -> str:
    """Choose the plain property that says no more than a statement of this act and stance.

    Who passes on a denial without taking a side ``relays``; it neither denies nor asserts. Who declines to
    comment, or asks, has no other position whatever the stance says.
    """
    if speech_act in _WITHOUT_POSITION:
        return _WITHOUT_POSITION[speech_act]
    match stance:
        case "affirm":
            return _AFFIRMING.get(speech_act, ASSERTS)
        case "reject":
            return _REJECTING.get(speech_act, DENIES)
        case "doubt":
            return QUESTIONS
        case _:
            return DEMANDS if speech_act == "demand" else RELAYS
