// Choosing files: by a button, or by dropping them anywhere on the page.

import { element, fill } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { count, plural } from "../../shared/numbers.ts";
import { announce } from "../../shared/states.ts";

export interface FilePicker {
  node: HTMLElement;
  files(): readonly File[];
  take(more: Iterable<File>): void;
}

/** A place to choose files; ``changed`` is called after each change of what is chosen. */
export function filePicker(changed: () => void): FilePicker {
  let files: File[] = [];
  const field = element("input", { type: "file", id: "files", multiple: true, className: "unseen", attributes: { "aria-describedby": "files-hint" } });
  const list = element("ul", { className: "files", ariaLabel: "Chosen files" });
  const show = (): void => {
    fill(list, ...files.map((file) => element("li", {},
      element("span", {}, foreign(clip(file.name, 120)), " ", element("span", { className: "soft small" }, size(file.size))),
      element("button", {
        type: "button", className: "quiet", ariaLabel: `Leave out ${file.name}`,
        on: { click: () => set(files.filter((other) => other !== file)) },
      }, "Leave out"))));
    list.hidden = !files.length;
    changed();
  };
  const set = (chosen: File[]): void => {
    files = chosen;
    show();
    announce(files.length ? `${plural(files.length, "file")} chosen` : "No file chosen");
    if (!files.length) field.focus();
  };
  const take = (more: Iterable<File>): void => {
    const isThere = (one: File) => files.some(({ name, size, lastModified }) =>
      name === one.name && size === one.size && lastModified === one.lastModified);
    set([...files, ...[...more].filter((one) => !isThere(one))]);
  };
  field.addEventListener("change", () => {
    take(field.files ?? []);
    field.value = ""; // so that a file that was left out can be chosen again
  });
  list.hidden = true;
  const node = element("div", { className: "drop" },
    field, element("label", { htmlFor: "files", className: "button" }, "Choose files"),
    element("p", { id: "files-hint", className: "soft small" },
      "Or drop them anywhere on this page. Text, HTML, JSON Lines with one article a line, feeds and web archives (WARC) are read."),
    list);
  return { node, files: () => files, take };
}

function size(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, "byte");
  return bytes < 1_000_000 ? `${count(Math.round(bytes / 1_000))} kB` : `${count(Math.round(bytes / 100_000) / 10)} MB`;
}
