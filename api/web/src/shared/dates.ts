// Dates as words. They are days, months, years and intervals (EDTF, level 0), and moments of publication.

import { element } from "./dom.ts";

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
const DAY = format({ day: "numeric", month: "long", year: "numeric" });
const MONTH = format({ month: "long", year: "numeric" });
const MOMENT = format({ day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

const BASES: Record<string, string> = { text: "by the text", publication: "by the date of publication" };

/** "15 March 2032", "March 2032", "2032", "1 March 2032 to 3 March 2032"; what is no date stays as it is. */
export function dateWords(date: string): string {
  if (date.includes("/")) return date.split("/", 2).map(dateWords).join(" to ");
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$/.exec(date) ?? [];
  if (!year) return date;
  if (!month) return year;
  const moment = new Date(`${year}-${month}-${day ?? "01"}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return date;
  return (day ? DAY : MONTH).format(moment);
}

/** The whole moment of a publication in words, in UTC; a day where no more is known. */
export function momentWords(date: string): string {
  const moment = new Date(date);
  return date.includes("T") && !Number.isNaN(moment.getTime()) ? MOMENT.format(moment) : dateWords(date);
}

/** A date as an element that machines can read too. An interval has no such form. */
export function dateOf(date: string): HTMLElement {
  const words = dateWords(date);
  if (date.includes("/")) return element("span", {}, words);
  return element("time", { dateTime: date.slice(0, 10), title: momentWords(date) }, words);
}

/** When something was said, and how that is known: "15 March 2032 (by the text)". */
export function saidOn(date: string, basis: string | null): HTMLElement {
  return element("span", {}, dateOf(date), basis ? element("span", { className: "soft" }, ` (${BASES[basis] ?? basis})`) : null);
}
