// Who speaks, as it is shown beside what they say.

import type { SourceKind, SourceRef } from "./answers.ts";
import { element, joined } from "./dom.ts";
import { clip, foreign } from "./foreign.ts";
import { sourcePage } from "./links.ts";

/** The kinds of sources in words. */
export const KINDS: Record<SourceKind, string> = {
  person: "person", organisation: "organisation", outlet: "outlet", news_agency: "news agency",
  government_body: "government body", military_body: "military body", intelligence_service: "intelligence service",
  armed_group: "armed group", company: "company", document: "document", anonymous: "unnamed person",
  collective: "unnamed group", unspecified: "not stated",
};

/** The kind of a source in words. */
export function kindWords(kind: string): string {
  return KINDS[kind as SourceKind] ?? kind.replaceAll("_", " ");
}

/** A source with what it is; its name leads to its page. Unnamed ones have a dashed edge and say so. */
export function sourceChip(source: SourceRef | null): HTMLElement {
  if (!source || source.kind === "unspecified") return element("span", { className: "source unnamed" }, "source not stated");
  const name = element("a", { href: sourcePage(source.id) }, foreign(clip(source.name, 160)));
  const words = kindWords(source.kind);
  const kind = source.named || words.startsWith("unnamed") ? words : `unnamed ${words}`;
  return element("span", { className: source.named ? "source" : "source unnamed" },
    name, " ", element("span", { className: "kind" }, kind));
}

/** The name of a source alone, as a link. */
export function sourceName(source: SourceRef | null): HTMLElement {
  if (!source) return element("span", { className: "unnamed" }, "source not stated");
  const link = element("a", { href: sourcePage(source.id) }, foreign(clip(source.name, 160)));
  return source.named ? link : element("span", { className: "unnamed" }, link, " (unnamed)");
}

/** A chain from the one who reports to the origin. */
export function chain(links: readonly { source: SourceRef | null }[]): HTMLElement {
  return element("span", { className: "chain" }, joined(links.map((link) => sourceName(link.source)), " → "));
}
