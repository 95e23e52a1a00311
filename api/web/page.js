// What all parts of the page use: making elements, words for numbers, asking the service.

const number = new Intl.NumberFormat("en");

/** An element with properties and children; strings become text nodes. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Words from an article or about it, kept from reordering what stands beside them. */
export function foreign(text) {
  return element("bdi", {}, text);
}

/** The beginning of a text that is too long for a headline. */
export function clip(text) {
  const letters = [...text];
  return letters.length > 300 ? `${letters.slice(0, 300).join("")} …` : text;
}

/** "1 claim", "2,000 claims". */
export function plural(count, noun) {
  return `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** The JSON at an address of this service; an Error with the problem's detail where there is none. */
export async function getJson(address, signal) {
  let response;
  try {
    response = await fetch(address, { headers: { accept: "application/json" }, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error("The service does not answer. Is “allegedly serve” still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.detail ?? `The service answered with status ${response.status}.`);
  return body;
}
