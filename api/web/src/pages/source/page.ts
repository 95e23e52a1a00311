// Source: what it says, where it changed sides, on whom it relies and who relies on it, and under which names.

import "./source.css";
import type { Place } from "../../routes.ts";
import type { SourceRef } from "../../shared/answers.ts";
import { element, fill, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign, plain } from "../../shared/foreign.ts";
import { askPage, claimPage, turtleOf } from "../../shared/links.ts";
import { count, plural } from "../../shared/numbers.ts";
import { contents, part } from "../../shared/section.ts";
import { address, getJson, Problem } from "../../shared/service.ts";
import { kindWords } from "../../shared/source.ts";
import type { SourceClaim, SourceClaims, SourceDetail, SourceStream, SourceTurns } from "../../shared/source_answers.ts";
import { announce, empty, failure, titled } from "../../shared/states.ts";
import { shareButton, showSparql, takeAway } from "../../shared/take_away.ts";
import { Names } from "./names.ts";
import { narrowing } from "./narrowing.ts";
import { namesQuery, relianceQuery, statementsQuery } from "./queries.ts";
import { reliance } from "./reliance.ts";
import { byClaim, byTime, statusWords } from "./said.ts";
import { changed, isNarrowed, narrowingOf, PAGE, parametersOf, stateOf, type State } from "./state.ts";
import { turns } from "./turns.ts";

export async function show(main: HTMLElement, { id, parameters, fragment }: Place): Promise<void> {
  const page = new SourcePage(id, stateOf(parameters));
  try {
    await page.open(main);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    titled("No such source");
    main.append(missing(error.message));
    return;
  }
  // What the address leads to was not there when the browser looked for it.
  if (fragment) document.getElementById(fragment)?.scrollIntoView();
}

class SourcePage {
  readonly #id: string;
  readonly #resource: string;
  readonly #head = element("header", { className: "head" });
  readonly #status = element("p", { className: "soft" });
  readonly #side = element("aside", { ariaLabel: "Narrow down" });
  readonly #list = element("div", { id: "statements" });
  readonly #turns = part("turns", "Changes of side");
  readonly #reliance = part("reliance", "On whom it relies, and who relies on it");
  readonly #names = new Names(() => this.#fill());
  readonly #takings = element("section", { id: "take-away", ariaLabel: "Take it along" });
  #state: State;
  #running = new AbortController();

  constructor(id: string, state: State) {
    this.#id = id;
    this.#resource = `/sources/${encodeURIComponent(id)}`;
    this.#state = state;
  }

  /** Shows the page, and what is narrowed down anew whenever the address changes. */
  async open(main: HTMLElement): Promise<void> {
    const detail = await this.#detail(this.#state);
    const said = element("section", { id: "said", attributes: { "aria-labelledby": "said-title" } },
      element("h2", { id: "said-title" }, "What it says"),
      element("div", { className: "columns" }, this.#side, element("div", {}, this.#status, this.#list)));
    const parts = [this.#turns.node, said, this.#reliance.node, this.#names.node];
    main.append(element("div", { className: "source-page" }, this.#head, contents(parts), ...parts, this.#takings));
    addEventListener("popstate", () => {
      this.#state = stateOf(new URLSearchParams(location.search));
      void this.#said();
    });
    await this.#fill(detail);
  }

  async #fill(known?: SourceDetail): Promise<void> {
    const detail = known ?? (await this.#detail(this.#state));
    // Its head counts all that it says, however the list is narrowed down, and has the name under which it says most.
    const whole = isNarrowed(this.#state) ? await this.#detail(stateOf(new URLSearchParams())) : detail;
    const stream = getJson<SourceStream>(`${this.#resource}/upstream`, { among: "everyone" });
    await Promise.all([
      stream.then(({ source }) => this.#headed(source, whole), () => this.#headed(whole.source, whole)),
      this.#said(detail),
      this.#turns.show(getJson<SourceTurns>(`${this.#resource}/turns`), turns),
      this.#reliance.show(stream, reliance),
      this.#names.show(detail),
    ]);
  }

  #headed(source: SourceRef, whole: SourceDetail): void {
    titled(plain(clip(source.name, 100)));
    fill(this.#head, heading(source, whole));
  }

  #detail(state: State, signal?: AbortSignal): Promise<SourceDetail> {
    return getJson<SourceDetail>(this.#resource, this.#asked(state), signal);
  }

  #asked(state: State): URLSearchParams {
    const asked = narrowingOf(state);
    asked.set("limit", String(PAGE));
    if (state.offset) asked.set("offset", String(state.offset));
    return asked;
  }

  #go(state: State): void {
    const search = parametersOf(state).toString();
    history.pushState({}, "", location.pathname + (search && `?${search}`));
    this.#state = state;
    void this.#said();
  }

  /** What is said, as the state asks for it. */
  async #said(known?: SourceDetail): Promise<void> {
    this.#running.abort(); // an answer that comes late must not replace a newer one
    this.#running = new AbortController();
    const { signal } = this.#running;
    const state = this.#state;
    try {
      const detail = known ?? (await this.#detail(state, signal));
      const claims = state.view === "claims"
        ? await getJson<SourceClaims>(`${this.#resource}/claims`, this.#asked(state), signal) : null;
      const shown = claims ? claims.claims.length : detail.statements.length;
      const status = statusWords(claims ? "claim" : "statement", claims ?? detail, shown, isNarrowed(state));
      if (!known) announce(status);
      fill(this.#status, status, state.claim && [" on ", element("a", { href: claimPage(state.claim) }, "one claim")]);
      fill(this.#list,
        !shown && nothing(state), claims ? byClaim(claims, (claim) => this.#statementsOn(claim)) : byTime(detail), this.#paging(shown, (claims ?? detail).total));
      this.#narrow(detail);
      fill(this.#takings, this.#taken());
    } catch (error) {
      if (!signal.aborted) fill(this.#list, failure(error));
    }
  }

  /** The choices anew, with the focus where it was. */
  #narrow({ facets }: SourceDetail): void {
    const at = document.activeElement instanceof HTMLInputElement && this.#side.contains(document.activeElement) ? document.activeElement : null;
    const isOpen = this.#side.querySelector("details")?.open ?? matchMedia("(min-width: 60rem)").matches;
    fill(this.#side, element("details", { open: isOpen }, element("summary", {}, "Order and narrow down"),
      narrowing(this.#state, facets, (state) => this.#go(state))));
    if (!at) return;
    const same = [...this.#side.querySelectorAll("input")].find(({ name, value, type }) => name === at.name && (type === "date" || value === at.value));
    same?.focus();
  }

  #statementsOn({ id, statements }: SourceClaim): HTMLElement {
    const link = this.#link(changed(this.#state, { view: "time", claim: id }), count(statements));
    link.ariaLabel = `${plural(statements, "statement")} on this claim`;
    return link;
  }

  #paging(shown: number, total: number): HTMLElement | null {
    const { offset } = this.#state;
    if (!offset && shown === total) return null;
    return element("nav", { className: "paging", ariaLabel: "Pages" },
      offset > 0 && this.#link({ ...this.#state, offset: Math.max(0, offset - PAGE) }, "← Before", "prev"),
      offset + shown < total && this.#link({ ...this.#state, offset: offset + PAGE }, "After →", "next"));
  }

  /** A link to another state, which is shown without loading the page again. */
  #link(state: State, words: string, rel = ""): HTMLElement {
    const search = parametersOf(state).toString();
    return element("a", { href: location.pathname + (search && `?${search}`), rel, on: { click: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#go(state);
      document.querySelector("#said")?.scrollIntoView();
    } } }, words);
  }

  #taken(): Children {
    const asked = this.#asked(this.#state);
    return [
      takeAway({
        [this.#state.view === "claims" ? "Claims (JSON)" : "JSON"]: address(this.#resource + (this.#state.view === "claims" ? "/claims" : ""), asked),
        Turtle: turtleOf("source", this.#id), "Timeline (JSON)": `${this.#resource}/timeline`, "Changes of side (JSON)": `${this.#resource}/turns`,
        "Reliance (JSON)": `${this.#resource}/upstream?among=everyone`,
      }, shareButton()),
      showSparql(statementsQuery(this.#id, this.#state), "What the source says, narrowed down as above; the page shows so many of them at a time."),
      element("details", { className: "sparql" }, element("summary", {}, "More queries: names and reliance"),
        showSparql(namesQuery(this.#id), "Under which names it is held to be one source, and why."),
        showSparql(relianceQuery(this.#id), "Whom it passes on and who passes it on, name by name.")),
    ];
  }
}

function heading(source: SourceRef, { source: own, names, total, facets }: SourceDetail): Children {
  const outlets = Object.keys(facets["outlet"] ?? {}).length;
  const kind = kindWords(source.kind);
  return [
    element("p", { className: "kicker" }, "Source"),
    element("h1", { className: source.named ? "" : "unnamed" }, foreign(source.name)),
    element("p", { className: "soft" }, joined([
      source.named || kind.startsWith("unnamed") ? kind : `unnamed ${kind}`,
      source.named ? "named" : "nobody says who it is",
      own.name !== source.name && element("span", {}, "also called ", foreign(clip(own.name, 160))),
      names.length > 1 && plural(names.length, "name"), plural(total, "statement"), outlets > 0 && `told by ${plural(outlets, "outlet")}`,
    ], " · ")),
    element("p", {}, element("a", { href: askPage(`What did ${source.name} say?`.slice(0, 1000)) }, "Ask what it said"), " · ",
      element("a", { href: "/outlets/graph" }, "All outlets and who passes on whom")),
  ];
}

function nothing(state: State): HTMLElement {
  return empty(isNarrowed(state) ? "It says nothing of that kind" : "It says nothing itself",
    element("p", {}, isNarrowed(state) ? "Take a choice out, or show everything." : "It is only named, for example as an outlet whose articles were removed."));
}

function missing(reason: string): HTMLElement {
  return empty("There is no such source", element("p", {}, reason),
    element("p", {}, "The articles that name it may have been removed, or the address is incomplete. ",
      element("a", { href: "/" }, "Ask in words"), " or look at ", element("a", { href: "/outlets/graph" }, "all outlets"), "."));
}
