// What is known of an article as a whole, and what the marks in its text mean.

import type { DocumentDetail } from "../../shared/article_answers.ts";
import { dateWords, momentWords } from "../../shared/dates.ts";
import { original } from "../../shared/document.ts";
import { element, joined } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { count, plural } from "../../shared/numbers.ts";
import { isOwnVoice, type Reading } from "./reading.ts";

export function heading({ article, said, points }: Reading): HTMLElement[] {
  const { document: doc, authors, language } = article;
  return [
    element("p", { className: "kicker" }, "Article"),
    element("h1", {}, doc.title ? foreign(clip(doc.title, 400)) : "Article without a title"),
    element("p", {}, joined([
      doc.outlet ? element("strong", {}, foreign(clip(doc.outlet, 160))) : "unknown outlet",
      authors.length > 0 && element("span", {}, "by ", joined(authors.slice(0, 10).map((author) => foreign(clip(author, 80))), ", ")),
      published(doc.published), original(doc),
    ], " · ")),
    element("p", { className: "soft small" }, joined([
      plural(said.length, "statement"),
      said.some(isOwnVoice) && `${count(said.filter(isOwnVoice).length)} in the outlet’s own voice`,
      plural(points.length, "character"), language && `language ${language}`,
    ], " · ")),
    provenance(article),
  ];
}

function published(date: string | null): HTMLElement {
  if (!date) return element("span", {}, "no date of publication is known");
  return element("span", {}, "published ",
    element("time", { dateTime: date, title: dateWords(date) }, momentWords(date)), element("span", { className: "soft" }, " (as the article gives it)"));
}

/** Where the text is from, and by what it can be told that it is the same text. */
function provenance({ document: doc, sha256 }: DocumentDetail): HTMLElement {
  const term = (name: string, ...value: (Node | string)[]): HTMLElement[] => [element("dt", {}, name), element("dd", {}, ...value)];
  return element("details", { className: "provenance" }, element("summary", {}, "Where this text is from"),
    element("dl", {},
      ...term("Address", doc.url ? foreign(clip(doc.url, 1000)) : "none was given: the text was added by hand or from a file"),
      ...term("SHA-256 of the text, as UTF-8", element("code", {}, sha256)),
      ...term("Id", element("code", {}, doc.id))));
}

/** What the marks mean. */
export function legend(): HTMLElement {
  const sample = (name: string, words: string): HTMLElement => element("span", { className: `piece ${name}` }, words);
  return element("p", { className: "legend small" }, joined([
    sample("source", "source"), sample("cue", "cue"), sample("content", "what is said"),
    element("span", {}, sample("content deep", "said within what is said")), sample("own", "the outlet’s own voice"),
  ], " "), element("span", { className: "soft" }, " Click a mark, or reach it by Tab and the arrow keys, and press Enter for its card."));
}
