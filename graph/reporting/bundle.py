"""The evidence of a report as one ZIP file, which can be checked without the program and without the network.

Nothing in it depends on the clock, on the machine or on the order in which documents arrived. Its files are not
compressed, since what compressors make of a file differs from version to version.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from graph.analysis.claim_graph import Inference
from graph.export import write_trig
from graph.library import Library
from graph.rdf.names import PREFIXES
from graph.rdf.nanopublications import NANOPUB_PREFIXES, nanopublication
from graph.reporting.contents import contents
from graph.reporting.data import as_json
from graph.reporting.gathering import PROGRAM, report_from
from graph.reporting.html import as_html
from graph.reporting.material import Material, material_of

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_MODE = 0o100644 << 16  # an ordinary file that everybody may read
_UNIX = 3
_NOTE = """\
The evidence behind a report on a claim, made by {program}.

report.html   the report; it needs no script and nothing from the network
report.json   the same as data
claim.trig    what was used of the store, in RDF: a named graph for each document, and, of those of what is held
              across documents, what bears on the claims and sources concerned
texts/        the texts of the documents by their ids, in UTF-8; offsets count code points
nanopubs/     a nanopublication for each statement, named after a hash of what it says (https://nanopub.net/); they
              are not signed
SHA256SUMS    the digests of all these files: check them with "sha256sum -c SHA256SUMS"

What is shown is what texts say, never what is true.
"""


def bundle_of(
    library: Library, claim: str, *, inferred: Inference = Inference.WITH, made_on: date | None = None
) -> bytes:
    """The evidence bundle of a claim by the id of any of its wordings.

    Equal documents and judgements give equal bytes. Raises NotFoundError if no statement is about it.
    """
    material = material_of(library, claim)
    report = report_from(material, library, claim, inferred=inferred, made_on=made_on)
    files = {
        "README.txt": _NOTE.format(program=PROGRAM).encode(),
        "report.html": as_html(contents(report)).encode(),
        "report.json": as_json(report).encode(),
        "claim.trig": material.dataset,
        **{f"texts/{name}.txt": document.text.encode() for name, document in material.documents.items()},
        **dict(_nanopublications(material, library, made_on=made_on)),
    }
    files["SHA256SUMS"] = _sums(files)
    return _zipped(files)


def _nanopublications(material: Material, library: Library, *, made_on: date | None) -> Iterator[tuple[str, bytes]]:
    for statement in material.statements.values():
        found = nanopublication(
            statement,
            material.documents[statement.document],
            iris=library.store.iris,
            program=PROGRAM,
            made_on=made_on,
        )
        out = io.BytesIO()
        write_trig(found.quads, out, prefixes={**PREFIXES, **NANOPUB_PREFIXES})
        yield f"nanopubs/{found.code}.trig", out.getvalue()


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, files[name])
    return out.getvalue()
