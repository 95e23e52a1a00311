// What the statements of a source can be narrowed down to, with how many there are of each.

import { element } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { count } from "../../shared/numbers.ts";
import type { Stance } from "../../shared/answers.ts";
import { STANCES, stanceWord } from "../../shared/stance.ts";
import { changed, isNarrowed, type State, type View } from "./state.ts";

const VIEWS: Record<View, string> = { time: "By time", claims: "By claim" };
const SHOWN = 8; // outlets before the others are folded away

type Go = (state: State) => void;
type Facets = Record<string, Record<string, number>>;

/** The choices over what is said; ``go`` is called with the state that somebody chose. */
export function narrowing(state: State, facets: Facets, go: Go): HTMLElement {
  return element("form", { className: "narrowing", ariaLabel: "Narrow down", on: { submit: (event) => event.preventDefault() } },
    views(state, go),
    list(state, "stances", "Stance", facets["stance"] ?? {}, go),
    list(state, "outlets", "Outlets that tell it", facets["outlet"] ?? {}, go),
    dates(state, go),
    isNarrowed(state) && element("p", {}, element("button", {
      type: "button", className: "quiet",
      on: { click: () => go(changed(state, { stances: [], outlets: [], since: "", until: "", claim: "" })) },
    }, "Show everything")));
}

function views(state: State, go: Go): HTMLElement {
  return element("fieldset", {}, element("legend", {}, "Order"),
    ...(Object.entries(VIEWS) as [View, string][]).map(([view, words]) => element("label", { className: "choice" },
      element("input", { type: "radio", name: "view", value: view, checked: state.view === view, on: { change: () => go(changed(state, { view })) } }),
      " ", words)));
}

function list(state: State, name: "stances" | "outlets", title: string, values: Record<string, number>, go: Go): HTMLElement | null {
  const all = new Map(Object.entries(values));
  for (const value of state[name]) if (!all.has(value)) all.set(value, 0);
  if (!all.size) return null;
  const boxes = [...all].map(([value, number]) => {
    const others = state[name].filter((one) => one !== value);
    const field = element("input", {
      type: "checkbox", name, value, checked: others.length < state[name].length,
      on: { change: () => go(changed(state, { [name]: field.checked ? [...others, value] : others })) },
    });
    const words = name === "stances" && value in STANCES ? stanceWord(value as Stance) : foreign(clip(value, 80));
    return element("label", { className: "choice" }, field, " ", words, " ", element("span", { className: "soft number" }, count(number)));
  });
  const folded = boxes.slice(SHOWN);
  return element("fieldset", {}, element("legend", {}, title), ...boxes.slice(0, SHOWN),
    folded.length > 0 && element("details", {}, element("summary", { className: "small" }, `${count(folded.length)} more`), ...folded));
}

function dates(state: State, go: Go): HTMLElement {
  const day = (name: "since" | "until", title: string): HTMLElement => {
    const field = element("input", { type: "date", name, value: state[name], on: { change: () => go(changed(state, { [name]: field.value })) } });
    return element("label", { className: "single" }, title, field);
  };
  return element("fieldset", {}, element("legend", {}, "Published"), day("since", "From"), day("until", "To"));
}
