import { element } from "../../shared/dom.ts";
import { takeAway } from "../../shared/take_away.ts";

export function show(main: HTMLElement): void {
  main.append(element("h1", {}, "Add"), takeAway({ "POST /documents": "/docs#/documents" }));
}
