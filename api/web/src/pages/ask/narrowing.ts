// What an answer can be narrowed down to, with how many statements there are of each.

import type { Answer, Stance } from "../../shared/answers.ts";
import { element } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { count } from "../../shared/numbers.ts";
import { kindWords } from "../../shared/source.ts";
import { STANCES, stanceWord } from "../../shared/stance.ts";
import { asking, changed, isNarrowed, toggled, type ListName, type SingleName, type State } from "./state.ts";

const SHOWN = 8; // values of a list before the others are folded away

/** Changes what is asked. It is given the state at that moment: a choice may fall while the answer to another is awaited. */
type Go = (change: (state: State) => State) => void;

/** The narrowing of an answer; ``go`` is called with what somebody chose. */
export function narrowing(state: State, facets: Answer["facets"], go: Go): HTMLElement {
  const lists: [ListName, string, string][] = [
    ["stance", "stance", "Stance"], ["kind", "kind", "Kind of source"],
    ["act", "speech_act", "Speech act"], ["outlet", "outlet", "Outlet"],
  ];
  const clear = element("button", { type: "button", className: "quiet", on: { click: () => go(({ question }) => asking(question)) } }, "Clear all");
  const form = element("form", { on: { submit: (event) => event.preventDefault() } },
    isNarrowed(state) && clear,
    speaker(state, go),
    names(state, go),
    ...lists.map(([name, facet, title]) => list(state, name, title, facets[facet] ?? {}, go)),
    dates(state, go));
  return element("details", { className: "narrowing", open: matchMedia("(min-width: 60rem)").matches },
    element("summary", {}, "Narrow down"), form);
}

function list(state: State, name: ListName, title: string, values: Record<string, number>, go: Go): HTMLElement | null {
  const all = new Map(Object.entries(values));
  for (const value of state.lists[name]) if (!all.has(value)) all.set(value, 0);
  if (!all.size) return null;
  const boxes = [...all].map(([value, number]) => box(state, name, value, number, go));
  const folded = boxes.slice(SHOWN);
  return element("fieldset", {}, element("legend", {}, title), ...boxes.slice(0, SHOWN),
    folded.length > 0 && element("details", { open: false }, element("summary", { className: "small" }, `${count(folded.length)} more`), ...folded));
}

function box(state: State, name: ListName, value: string, number: number, go: Go): HTMLElement {
  const field = element("input", {
    type: "checkbox", name, value, checked: state.lists[name].includes(value),
    on: { change: () => go((now) => toggled(now, name, value)) },
  });
  return element("label", { className: "choice" }, field, " ", words(name, value), " ",
    element("span", { className: "soft number" }, count(number)));
}

function words(name: ListName, value: string): Node | string {
  if (name === "stance" && value in STANCES) return stanceWord(value as Stance);
  if (name === "kind") return kindWords(value);
  return name === "outlet" ? foreign(clip(value, 80)) : value.replaceAll("_", " ");
}

function speaker(state: State, go: Go): HTMLElement {
  const field = element("input", {
    type: "search", name: "source", value: state.singles.source, maxLength: 300, attributes: { autocomplete: "off" },
    on: { change: () => go((now) => changed(now, "source", field.value)) },
  });
  return element("label", { className: "single" }, "Who speaks", field);
}

function names(state: State, go: Go): HTMLElement {
  const field = element("select", { name: "named", on: { change: () => go((now) => changed(now, "named", field.value)) } },
    ...Object.entries({ "": "Named and unnamed", true: "Named only", false: "Unnamed only" })
      .map(([value, label]) => element("option", { value, selected: state.singles.named === value }, label)));
  return element("label", { className: "single" }, "Sources", field);
}

function dates(state: State, go: Go): HTMLElement {
  const day = (name: SingleName, title: string) => {
    const field = element("input", {
      type: "date", name, value: state.singles[name], on: { change: () => go((now) => changed(now, name, field.value)) },
    });
    return element("label", { className: "single" }, title, field);
  };
  return element("fieldset", {}, element("legend", {}, "Published"), day("since", "From"), day("until", "To"));
}
