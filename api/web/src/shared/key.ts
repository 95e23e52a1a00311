// The key that the service may want, kept until the tab is closed and no longer.

import { element } from "./dom.ts";

const KEY = "access-key";

export function keptKey(): string | null {
  return sessionStorage.getItem(KEY);
}

export function forgetKey(): void {
  sessionStorage.removeItem(KEY);
}

/** Asks for a key, telling why it is wanted, and keeps it; false where nobody gives one. */
export function askForKey(reason: string): Promise<boolean> {
  const field = element("input", { type: "password", name: "key", required: true, autocomplete: "off", id: "key-field" });
  const dialog = element("dialog", { className: "dialog", attributes: { "aria-labelledby": "key-title" } },
    element("form", { method: "dialog" },
      element("h2", { id: "key-title" }, "A key is needed"),
      element("p", {}, reason),
      element("label", { attributes: { for: "key-field" } }, "Key"),
      field,
      element("p", { className: "soft" }, "It is kept until this tab is closed, and sent to this service only."),
      element("p", { className: "buttons" },
        element("button", { value: "use" }, "Use the key"),
        element("button", { value: "", className: "quiet", formNoValidate: true }, "Cancel"))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const key = dialog.returnValue === "use" ? field.value.trim() : "";
      dialog.remove();
      if (key) sessionStorage.setItem(KEY, key);
      resolve(Boolean(key));
    });
  });
}
