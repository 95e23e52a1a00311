// The first page: a question, its answers, a drawing of each claim. Article text is hostile: it only ever becomes
// text nodes, each in an element of its own that keeps its direction of writing to itself.

import { claimCard } from "./claim.js";
import { getJson, plural } from "./page.js";

const form = document.querySelector("#ask");
const answers = document.querySelector("#answers");
const status = document.querySelector("#status");
const everything = document.querySelector("#everything");
const graph = document.querySelector("#graph");
let running = new AbortController();

async function ask(question) {
  running.abort(); // an answer that comes late must not replace a newer one
  running = new AbortController();
  const { signal } = running;
  form.q.value = question;
  answers.hidden = !question;
  answers.replaceChildren();
  status.textContent = question ? "Looking …" : "";
  document.title = question ? `${question} – Allegedly` : "Allegedly: who said what, and where did they get it?";
  try {
    await (question ? showAnswers(question, signal) : showEverything(signal));
  } catch (error) {
    if (!signal.aborted) status.textContent = error.message;
  }
}

async function showAnswers(question, signal) {
  everything.hidden = true;
  const { claims } = await getJson(`/who-asserted?${new URLSearchParams({ q: question })}`, signal);
  status.textContent = claims.length ? `${plural(claims.length, "claim")}, best first` :
    "Nothing in the store fits that question. Try fewer words, or the words of the claim itself.";
  answers.replaceChildren(...claims.map(claimCard));
}

async function showEverything(signal) {
  const stats = await getJson("/stats", signal);
  everything.hidden = !stats.statements;
  if (stats.statements) graph.src = "/citation-graph?format=svg";
  else status.textContent = "The store is empty. Read something in first: allegedly ingest ARTICLE.html";
}

async function showCounts() {
  const stats = await getJson("/stats");
  document.querySelector("#stats").textContent = `${plural(stats.documents, "document")}, ` +
    `${plural(stats.statements, "statement")}, ${plural(stats.sources_named, "named source")}.`;
}

function asked() {
  return (new URLSearchParams(location.search).get("q") ?? "").trim();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = form.q.value.trim();
  const address = question ? `/?${new URLSearchParams({ q: question })}` : "/";
  if (address !== location.pathname + location.search) history.pushState({}, "", address);
  ask(question);
});
addEventListener("popstate", () => ask(asked()));

ask(asked());
showCounts().catch(() => {}); // the page works without the counts, and ask() says what is wrong
