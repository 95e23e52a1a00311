import type { Place } from "../../routes.ts";
import { element } from "../../shared/dom.ts";
import { turtleOf } from "../../shared/links.ts";
import { takeAway } from "../../shared/take_away.ts";

export function show(main: HTMLElement, { id }: Place): void {
  main.append(element("h1", {}, "Source"), takeAway({ JSON: `/sources/${id}`, Turtle: turtleOf("source", id) }));
}
