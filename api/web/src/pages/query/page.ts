import type { Place } from "../../routes.ts";
import { element } from "../../shared/dom.ts";
import { queryAnswer } from "../../shared/links.ts";
import { takeAway } from "../../shared/take_away.ts";

export function show(main: HTMLElement, { parameters }: Place): void {
  const query = parameters.get("query") ?? "SELECT * WHERE { ?statement a al:Statement } LIMIT 10";
  main.append(element("h1", {}, "SPARQL"), element("pre", { tabIndex: 0 }, query), takeAway({ JSON: queryAnswer(query, "json") }));
}
