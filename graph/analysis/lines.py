"""Who is one over time: all names of a source, a body with its people, and a body with the one that took its place."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from graph.analysis.evidence import Evidence
from graph.analysis.speakers import Speakers
from graph.answers import SourceRef
from graph.identity.reviews import Kind
from graph.iris import Thing, local_name
from graph.library import Library
from graph.rdf.judgements import JudgementWriter
from graph.records import Record


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of those who speak in some evidence: a speaker (``Speakers``), or the last of those that succeed it.

    A body that succeeds another is known beforehand (``al:successor``); who follows whom in an office is one with the
    body that both are said to speak for.
    """

    speakers: Speakers
    successors: Mapping[str, str]
    """The last successor of each speaker that has one, by its IRI."""

    @classmethod
    def of(cls, library: Library, evidence: Evidence) -> Self:
        """The lines of some evidence."""
        speakers = Speakers.of(evidence)
        said = {speakers.of_source(source) for source in evidence.groups}
        last = _last_successors(library, evidence)
        successors = {speakers.of_source(source): end for source, end in sorted(last.items())}
        return cls(speakers, {speaker: successors[speaker] for speaker in said if speaker in successors})

    def line(self, record: Record) -> str:
        """The line of who speaks in a statement."""
        speaker = self.speakers.speaker(record)
        return self.successors.get(speaker, speaker)

    def of_source(self, source: str) -> str:
        """The line of a source (id)."""
        speaker = self.speakers.of_source(source)
        return self.successors.get(speaker, speaker)


def _last_successors(library: Library, evidence: Evidence) -> dict[str, str]:
    """The last successor (IRI) of each source (id) that is known and has one, and of each such successor itself."""
    store = library.store
    layer = JudgementWriter(store.iris).layer_of(Kind.SOURCE).value
    if not store.select(f"SELECT ?known {{ GRAPH <{layer}> {{ ?known al:successor ?next }} }} LIMIT 1"):
        return {}
    values = " ".join(f"<{store.iris.of(Thing.SOURCE, source)}>" for source in sorted(evidence.sources))
    rows = store.select(f"""
        SELECT DISTINCT ?source ?last WHERE {{ GRAPH <{layer}> {{
          VALUES ?source {{ {values} }}
          ?source al:knownAs ?known . ?known al:successor* ?last
          FILTER NOT EXISTS {{ ?last al:successor ?next }}
          FILTER EXISTS {{ ?other al:successor ?last }}
        }} }} ORDER BY DESC(?last)""")
    return {local_name(row["source"] or ""): row["last"] or "" for row in rows}


def is_relay(evidence: Evidence, record: Record) -> bool:
    """Whether the text says that a statement rests on what another one says of the claim."""
    known = (evidence.records.get(via.statement) for via in record.via)
    return any(
        other is not None and other.claim in evidence.claims and other.source_id != record.source_id for other in known
    )


def shown(evidence: Evidence, speakers: Speakers) -> dict[str, SourceRef]:
    """Each speaker under one name: that of the source whose id it has, or else of the one that speaks most often."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    for source in evidence.sources:
        known[evidence.groups[source]].append(source)
    said = Counter(record.source_id for record in evidence.records.values())
    found = {}
    for speaker in {speakers.of_source(source) for source in evidence.groups}:
        sources = sorted(known[speaker], key=lambda source: (source != speaker, -said[source], source))
        if sources:
            found[speaker] = evidence.sources[sources[0]]
    return found
