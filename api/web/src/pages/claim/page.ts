// Claim: what stands behind it, who has it from whom, who stands where and since when, and whether it is one claim.

import "./claim.css";
import type { Place } from "../../routes.ts";
import type { Disagreement, Positions, Standing } from "../../shared/analyses.ts";
import type { ClaimAnswer } from "../../shared/answers.ts";
import { dateOf } from "../../shared/dates.ts";
import { element, fill, joined } from "../../shared/dom.ts";
import { clip, foreign, plain } from "../../shared/foreign.ts";
import { plural } from "../../shared/numbers.ts";
import { contents, part } from "../../shared/section.ts";
import { getJson, Problem } from "../../shared/service.ts";
import { empty, titled } from "../../shared/states.ts";
import { chains } from "./chains.ts";
import { disagreement } from "./disagreement.ts";
import { identity } from "./identity.ts";
import { positions } from "./positions.ts";
import { hidesInferred, setHidesInferred } from "./state.ts";
import { takings } from "./takings.ts";
import { verdicts } from "./verdict.ts";

export async function show(main: HTMLElement, { id, fragment }: Place): Promise<void> {
  let claim: ClaimAnswer;
  try {
    claim = await getJson<ClaimAnswer>(resource(id));
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    titled("No such claim");
    main.append(missing(error.message));
    return;
  }
  const page = new ClaimPage(main, claim);
  await page.fill();
  // What the address leads to was not there when the browser looked for it.
  if (fragment) document.getElementById(fragment)?.scrollIntoView();
}

class ClaimPage {
  readonly #id: string;
  readonly #head = element("header", { className: "head" });
  readonly #verdict = part("verdict", "What stands behind it");
  readonly #chains = chains(() => this.#switch());
  readonly #positions = part("positions", "Who stands where");
  readonly #disagreement = part("disagreement", "What stands against it");
  readonly #identity = identity((next) => this.#renew(next));
  readonly #takings = element("section", { id: "take-away", ariaLabel: "Take it along" });
  #claim: ClaimAnswer;

  constructor(main: HTMLElement, claim: ClaimAnswer) {
    this.#id = claim.id;
    this.#claim = claim;
    const parts = [this.#verdict, this.#chains, this.#positions, this.#disagreement, this.#identity].map(({ node }) => node);
    main.append(element("div", { className: "claim-page" }, this.#head, contents(parts), ...parts, this.#takings));
    addEventListener("popstate", () => void this.#standing());
  }

  /** Asks for all parts at once and shows each when it comes. */
  async fill(): Promise<void> {
    fill(this.#head, ...heading(this.#claim));
    titled(plain(clip(this.#claim.text, 100)));
    const told = getJson<Positions>(`${resource(this.#id)}/positions`);
    await Promise.all([
      this.#standing(told),
      this.#positions.show(told, positions),
      this.#identity.show(this.#claim, told),
    ]);
  }

  /** What changes when inferred links are hidden. */
  async #standing(told?: Promise<Positions>): Promise<void> {
    const inferred = hidesInferred() ? { inferred: false } : {};
    const standing = getJson<Standing>(`${resource(this.#id)}/origins`, inferred);
    const against = getJson<Disagreement>(`${resource(this.#id)}/disagreement`, inferred);
    this.#chains.isHidden(hidesInferred());
    await Promise.all([
      this.#verdict.show(standing, verdicts),
      this.#chains.show(standing),
      this.#disagreement.show(against, (found) => disagreement(found, this.#claim.related)),
      Promise.all([standing, against]).then(([{ queries }, { sparql }]) => fill(this.#takings, takings(this.#id, queries, sparql)), () => undefined),
      told,
    ]);
  }

  #switch(): void {
    setHidesInferred(!hidesInferred());
    void this.#standing();
  }

  /** The page anew after what it shows has changed. */
  async #renew(change: Promise<unknown>): Promise<void> {
    await change;
    this.#claim = await getJson<ClaimAnswer>(resource(this.#id));
    await this.fill();
  }
}

function resource(id: string): string {
  return `/claims/${encodeURIComponent(id)}`;
}

function heading({ text, tally, first_seen }: ClaimAnswer): HTMLElement[] {
  return [
    element("p", { className: "kicker" }, "Claim"),
    element("h1", {}, foreign(text)),
    element("p", { className: "soft" }, joined([
      plural(tally.outlets, "outlet"), plural(tally.documents, "article"), plural(tally.statements, "statement"),
      first_seen && element("span", {}, "first published ", dateOf(first_seen)),
    ], " · ")),
  ];
}

function missing(reason: string): HTMLElement {
  return empty("There is no such claim", element("p", {}, reason),
    element("p", {}, "The articles that made it may have been removed, or the address is incomplete. ",
      element("a", { href: "/" }, "Ask for it in words"), "."));
}
