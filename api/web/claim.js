// A claim as a card: who takes which side, the drawing, and each passage once with all who stand behind it.

import { clip, element, foreign, plural } from "./page.js";

const STANCES = {
  affirm: ["✓", "affirms"], reject: ["✗", "rejects"], doubt: ["?", "doubts"], neutral: ["→", "takes no side"],
};
const SIDES = [["affirm", "it"], ["reject", "it"], ["doubt", "it"]];

/** The card of one claim of an answer. */
export function claimCard(claim) {
  const title = element("h2", {}, foreign(clip(claim.text)));
  const card = element("article", { className: "card" }, title, element("p", { className: "soft" }, summary(claim)));
  // One source that rests on nobody is no drawing worth looking at.
  if (new Set(claim.positions.flatMap((p) => p.chain.map(sourceKey))).size > 1) card.append(drawing(claim));
  card.append(element("ol", { className: "passages" }, ...passages(claim.positions).map(passage)), links(claim));
  return card;
}

function summary(claim) {
  const sides = SIDES.map(([stance, object]) => {
    const count = new Set(claim.positions.filter((p) => p.stance === stance).map(sourceKey)).size;
    return count && `${plural(count, "source")} ${count === 1 ? STANCES[stance][1] : stance} ${object}`;
  }).filter(Boolean);
  const documents = new Set(claim.positions.map((p) => p.document.id)).size;
  return `${sides.join(", ") || "Nobody takes a side"}; in ${plural(documents, "document")}.`;
}

function sourceKey({ source, statement }) {
  return source ? source.id : statement;
}

function drawing(claim) {
  const image = element("img", {
    loading: "lazy", src: `/citation-graph?format=svg&claim=${claim.id}`,
    alt: `Drawing: who says so, and through whom. ${clip(claim.text)}`,
  });
  const figure = element("figure", { className: "drawing" },
    element("a", { href: `/citation-graph?format=html&claim=${claim.id}` }, image));
  image.addEventListener("error", () => figure.remove());
  return figure;
}

/** The positions by passage, in their order; in each the longest chain first, which names all the others. */
function passages(positions) {
  const found = new Map();
  for (const position of positions) {
    const key = `${position.document.id} ${position.span.join("-")}`;
    found.set(key, [...(found.get(key) ?? []), position]);
  }
  return [...found.values()].map((group) => group.sort((a, b) => b.chain.length - a.chain.length));
}

function passage(group) {
  const [{ document: doc, quote, span }] = group;
  const title = element("a", { href: `/documents/${doc.id}` }, foreign(clip(doc.title || doc.url || doc.id)));
  const parts = [doc.outlet && foreign(doc.outlet), doc.published && day(doc.published), title, original(doc)];
  const heading = element("p", { className: "where" },
    ...parts.filter(Boolean).flatMap((part, place) => (place ? [" · ", part] : [part])));
  const words = element("blockquote", { title: `characters ${span[0]} to ${span[1]}` }, foreign(quote));
  return element("li", {}, heading, words, element("ul", {}, ...group.map(positionItem)));
}

function day(published) {
  const text = published.slice(0, 10);
  return element("time", { dateTime: text }, text);
}

/** A link to the article where it was published; an address that a browser would run is not one. */
function original(doc) {
  if (!/^https?:\/\//.test(doc.url ?? "") || !URL.canParse(doc.url)) return null;
  return element("a", { className: "soft", href: doc.url, rel: "noreferrer noopener" }, foreign(new URL(doc.url).hostname));
}

function positionItem(position) {
  const [mark, verb] = STANCES[position.stance];
  const stance = element("span", { className: `stance ${position.stance}` },
    element("span", { ariaHidden: "true" }, `${mark} `), verb);
  const item = element("li", {}, sourceName(position.source), " ", stance, " ",
    element("span", { className: "soft" }, `(${details(position)})`));
  if (position.chain.length > 1) item.append(chainOf(position));
  return item;
}

function details(position) {
  const words = [position.speech_act, position.quotation.replace("_", " ")];
  // The date of publication stands with the article already.
  if (position.said_on && position.said_on_basis === "text") words.push(`said ${position.said_on}`);
  return words.join(", ");
}

function sourceName(source) {
  if (!source) return element("span", { className: "unnamed" }, "source not stated");
  const link = element("a", { href: `/sources/${source.id}` }, foreign(source.name));
  return source.named ? link : element("span", { className: "unnamed" }, link, " (unnamed)");
}

function chainOf(position) {
  const steps = position.chain.flatMap((link, place) => (place ? [" → ", sourceName(link.source)] : [sourceName(link.source)]));
  return element("div", { className: "chain" }, element("span", { className: "soft" }, "chain: "), ...steps);
}

function links(claim) {
  return element("p", { className: "soft" },
    element("a", { href: `/citation-graph?format=html&claim=${claim.id}` }, "Drawing with tables"), " · ",
    element("a", { href: `/claims/${claim.id}/origins` }, "What stands behind it (JSON)"), " · ",
    element("a", { href: `/claims/${claim.id}/paths` }, "Every path (JSON)"), " · ",
    element("a", { href: `/export?format=turtle&claim=${claim.id}` }, "Turtle"));
}
