// The form: one way of three to name what is to be added, and what is known of it.

import { element, fill, type Properties } from "../../shared/dom.ts";
import { Problem } from "../../shared/service.ts";
import { announce } from "../../shared/states.ts";
import { filePicker } from "./files.ts";
import type { State, Way } from "./state.ts";

/** A request that adds something. */
export interface Sending {
  path: string;
  body: object | FormData;
  signal: AbortSignal;
}

export interface AddForm {
  node: HTMLElement;
  choose(state: State): void;
}

const WAYS: Record<Way, string> = { text: "A text", address: "A web address", files: "Files" };

/** The form. ``send`` is called with what to send, ``chosen`` with the way that somebody took. */
export function addForm({ send, chosen }: { send: (what: Sending) => Promise<void>; chosen: (way: Way) => void }): AddForm {
  const made = new Form(send);
  made.node.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === "way") {
      made.show(event.target.value as Way);
      chosen(event.target.value as Way);
    }
  });
  return {
    node: made.node,
    choose({ way, url }) {
      made.show(way);
      if (url) made.address.value = url;
    },
  };
}

class Form {
  readonly address = input("address", { type: "url", required: true, placeholder: "https://", maxLength: 2000 });
  readonly node: HTMLFormElement;
  readonly #text = element("textarea", { id: "text", name: "text", rows: 11, required: true });
  readonly #files = filePicker(() => this.#fit());
  readonly #known = {
    title: input("title", { maxLength: 1000 }),
    outlet: input("outlet", { maxLength: 300 }),
    published: input("published", { type: "date" }),
    url: input("url", { type: "url", placeholder: "https://", maxLength: 2000 }),
  };
  readonly #ways = Object.entries(WAYS).map(([value, words]) => {
    const choice = element("input", { type: "radio", name: "way", value });
    return { choice, node: element("label", {}, choice, " ", words) };
  });
  readonly #panels: Record<Way, HTMLElement> = {
    text: element("div", {}, field(this.#text, "The text", "It is kept as it is, to the letter.")),
    address: element("div", {}, field(this.address, "The address", "The page, or all articles of a feed, are fetched by the service.")),
    files: this.#files.node,
  };
  readonly #told = element("div", { role: "alert", className: "told" });
  readonly #button = element("button", {}, "Add");
  readonly #stop = element("button", { type: "button", className: "quiet", hidden: true }, "Stop sending");
  #way: Way = "text";

  constructor(send: (what: Sending) => Promise<void>) {
    this.node = element("form", {},
      element("fieldset", { className: "ways" }, element("legend", {}, "What do you have?"), ...this.#ways.map(({ node }) => node)),
      ...Object.values(this.#panels),
      element("fieldset", { className: "known" }, element("legend", {}, "What you know of it"),
        element("p", { className: "soft small" }, "All of it may be left out. A page and a file may tell it themselves; what you write here counts."),
        field(this.#known.title, "Title"), field(this.#known.outlet, "Outlet"),
        field(this.#known.published, "Published on"), field(this.#known.url, "Where it was published")),
      this.#told,
      element("p", { className: "buttons" }, this.#button, this.#stop));
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit(send);
    });
    for (const name of ["dragover", "drop"] as const) document.addEventListener(name, (event) => this.#drag(event));
  }

  show(way: Way): void {
    this.#way = way;
    for (const { choice } of this.#ways) choice.checked = choice.value === way;
    // What is not shown is switched off too, so that the browser asks for nothing that nobody sees.
    for (const [name, panel] of Object.entries(this.#panels)) {
      panel.hidden = name !== way;
      for (const one of panel.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) one.disabled = name !== way;
    }
    fill(this.#told);
    this.#fit();
  }

  /** Only one document can have a title and an address. */
  #fit(): void {
    const isMany = this.#way === "files" && this.#files.files().length > 1;
    const { title, url } = this.#known;
    for (const [one, isOff] of [[title, isMany], [url, isMany || this.#way === "address"]] as const) {
      one.disabled = isOff;
      one.parentElement!.hidden = isOff;
    }
    this.#button.textContent = isMany ? `Add ${this.#files.files().length} files` : "Add";
  }

  #drag(event: DragEvent): void {
    if (!this.node.isConnected || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type !== "drop") return;
    const way = this.#ways.find(({ choice }) => choice.value === "files")!.choice;
    way.checked = true;
    way.dispatchEvent(new Event("change", { bubbles: true }));
    this.#files.take(event.dataTransfer.files);
  }

  async #submit(send: (what: Sending) => Promise<void>): Promise<void> {
    if (this.#way === "files" && !this.#files.files().length) return this.#tell("Choose a file first.");
    const stopping = new AbortController();
    this.#stop.onclick = () => stopping.abort();
    this.#sending(true);
    try {
      await send({ path: "/documents", body: this.#body(), signal: stopping.signal });
    } catch (error) {
      if (stopping.signal.aborted) this.#tell("Nothing was added.");
      else if (error instanceof Problem) this.#tell(error.message);
      else throw error;
    } finally {
      this.#sending(false);
    }
  }

  #sending(is: boolean): void {
    this.#button.disabled = is;
    this.#stop.hidden = !is;
    if (is) {
      fill(this.#told);
      announce("Sending …");
    }
  }

  #tell(words: string): void {
    fill(this.#told, element("p", { className: "note" }, words));
  }

  #body(): object | FormData {
    const known = Object.fromEntries(Object.entries(this.#known)
      .filter(([, one]) => !one.disabled && one.value.trim()).map(([name, one]) => [name, one.value.trim()]));
    if (this.#way === "text") return { ...known, text: this.#text.value };
    if (this.#way === "address") return { ...known, url: this.address.value.trim() };
    const form = new FormData();
    for (const [name, value] of Object.entries(known)) form.append(name, value);
    for (const file of this.#files.files()) form.append("file", file);
    return form;
  }
}

function input(name: string, properties: Properties<HTMLInputElement>): HTMLInputElement {
  return element("input", { id: name, name, autocomplete: "off", ...properties });
}

function field(control: HTMLInputElement | HTMLTextAreaElement, words: string, hint = ""): HTMLElement {
  const told = hint ? element("span", { id: `${control.id}-hint`, className: "soft small" }, hint) : null;
  if (told) control.setAttribute("aria-describedby", told.id);
  return element("div", { className: "field" }, element("label", { htmlFor: control.id }, words), control, told);
}
