// The addresses of the pages, and of what is to take away.

/** The article with a document, at a passage of it (code points) or at a statement. */
export function articleAt(document: string, at?: { span: readonly [number, number] } | { statement: string }): string {
  const page = `/article/${encodeURIComponent(document)}`;
  if (!at) return page;
  return "span" in at ? `${page}#char=${at.span[0]},${at.span[1]}` : `${page}?statement=${encodeURIComponent(at.statement)}`;
}

export function claimPage(claim: string): string {
  return `/claim/${encodeURIComponent(claim)}`;
}

export function sourcePage(source: string): string {
  return `/source/${encodeURIComponent(source)}`;
}

/** The answers to a question; what it is narrowed down to are parameters of /who-asserted. */
export function askPage(question: string, narrowing: Record<string, string> = {}): string {
  return `/?${new URLSearchParams({ q: question, ...narrowing })}`;
}

/** The SPARQL page with a query in it. */
export function queryPage(query: string): string {
  return `/query?${new URLSearchParams({ query })}`;
}

/** The answer to a query, in a format that /sparql knows. */
export function queryAnswer(query: string, format: string): string {
  return `/sparql?${new URLSearchParams({ query, format })}`;
}

/** Everything that belongs to one thing, as Turtle. */
export function turtleOf(kind: "document" | "claim" | "source", id: string): string {
  return `/export?${new URLSearchParams({ format: "turtle", [kind]: id })}`;
}

/** The IRI of a thing, as it stands in the graph. */
export function iriOf(kind: "document" | "claim" | "source" | "statement", id: string): string {
  const base = document.querySelector<HTMLMetaElement>("meta[name=iris]")?.content ?? "";
  return `${base}${kind}/${id}`;
}
