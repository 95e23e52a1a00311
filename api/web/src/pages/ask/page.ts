import { element } from "../../shared/dom.ts";

export function show(main: HTMLElement): void {
  main.append(element("h1", {}, "Ask"));
}
