import type { Place } from "../../routes.ts";
import { element } from "../../shared/dom.ts";
import { turtleOf } from "../../shared/links.ts";
import { takeAway } from "../../shared/take_away.ts";

export function show(main: HTMLElement, { id }: Place): void {
  main.append(element("h1", {}, "Claim"), takeAway({ JSON: `/claims/${id}`, Turtle: turtleOf("claim", id) }));
}
