// An article as it is named beside what is said in it.

import type { DocumentRef } from "./answers.ts";
import { dateOf } from "./dates.ts";
import { element, joined } from "./dom.ts";
import { clip, foreign } from "./foreign.ts";
import { articleAt } from "./links.ts";

/** The title of an article, leading to it, or to a place in it. */
export function articleLink(doc: DocumentRef, at?: Parameters<typeof articleAt>[1]): HTMLElement {
  return element("a", { href: articleAt(doc.id, at) }, foreign(clip(doc.title || doc.url || "Article without a title", 160)));
}

/** Who published an article, and when. */
export function publication({ outlet, published }: DocumentRef): HTMLElement {
  return element("span", {}, joined([
    outlet ? foreign(clip(outlet, 80)) : "unknown outlet", published ? dateOf(published) : "no date"], ", "));
}

/** A link to where it was published; an address that a browser would run is not one. */
export function original({ url }: DocumentRef): HTMLElement | null {
  if (!url || !/^https?:\/\//.test(url) || !URL.canParse(url)) return null;
  return element("a", { href: url, rel: "noreferrer noopener", title: "Where it was published" }, foreign(clip(new URL(url).hostname, 80)));
}
