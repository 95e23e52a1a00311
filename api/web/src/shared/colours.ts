// Light or dark: as the system has it, unless somebody chose.

const KEY = "colours";

/** Lets a list of choices set the colours of this page and of those to come. */
export function chooseColours(list: HTMLSelectElement): void {
  list.value = document.documentElement.dataset["colours"] ?? "";
  list.addEventListener("change", () => {
    const chosen = list.value;
    if (chosen) document.documentElement.dataset["colours"] = chosen;
    else delete document.documentElement.dataset["colours"];
    try {
      if (chosen) localStorage.setItem(KEY, chosen);
      else localStorage.removeItem(KEY);
    } catch {
      // Where the browser keeps nothing, the choice is for this page.
    }
  });
}
