// The first page: a question, its answers, a drawing of each claim. Article text is hostile: it only ever
// becomes text nodes.

const form = document.querySelector("#ask");
const answers = document.querySelector("#answers");
const status = document.querySelector("#status");
const everything = document.querySelector("#everything");

const STANCES = { affirm: "affirms", reject: "rejects", doubt: "doubts", neutral: "takes no side" };

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function sourceName(source) {
  if (!source) return element("span", { className: "unnamed" }, "source not stated");
  const link = element("a", { href: `/sources/${source.id}` }, source.name);
  return source.named ? link : element("span", { className: "unnamed" }, link, " (unnamed)");
}

function chainOf(position) {
  const parts = position.chain.flatMap((link, place) => (place ? [" → ", sourceName(link.source)] : [sourceName(link.source)]));
  return element("div", { className: "chain" }, "Chain: ", ...parts);
}

function positionItem(position) {
  const { document: doc } = position;
  const when = position.said_on ? `, ${position.said_on} (date of ${position.said_on_basis})` : "";
  const title = doc.title || doc.url || doc.id;
  const item = element("li", {},
    element("div", {}, sourceName(position.source), " ",
      element("span", { className: `stance ${position.stance}` }, STANCES[position.stance]), " ",
      element("span", { className: "soft" }, `(${position.speech_act}, ${position.quotation.replace("_", " ")})`)));
  if (position.chain.length > 1) item.append(chainOf(position));
  item.append(element("blockquote", {}, position.quote),
    element("div", { className: "soft" }, `${doc.outlet || "unknown outlet"}${when}: `,
      element("a", { href: `/documents/${doc.id}` }, title),
      `, characters ${position.span[0]} to ${position.span[1]}`));
  return item;
}

function claimCard(claim) {
  const drawing = `/citation-graph?format=svg&claim=${claim.id}`;
  return element("article", {},
    element("h2", {}, claim.text),
    element("figure", { className: "drawing" },
      element("a", { href: `/citation-graph?format=html&claim=${claim.id}` },
        element("img", { src: drawing, loading: "lazy", alt: `Who says so, and through whom: ${claim.text}` }))),
    element("ol", { className: "positions" }, ...claim.positions.map(positionItem)),
    element("p", { className: "soft" },
      element("a", { href: `/claims/${claim.id}/paths` }, "Every path"), " · ",
      element("a", { href: `/export?format=turtle&claim=${claim.id}` }, "Turtle")));
}

async function getJson(address) {
  const response = await fetch(address, { headers: { accept: "application/json" } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail);
  return body;
}

async function ask(question) {
  form.q.value = question;
  everything.hidden = Boolean(question);
  answers.replaceChildren();
  status.textContent = "";
  document.title = question ? `${question} – Allegedly` : "Allegedly: who said what, and where did they get it?";
  if (!question) return;
  status.textContent = "Looking …";
  try {
    const found = await getJson(`/who-asserted?${new URLSearchParams({ q: question })}`);
    const count = found.claims.length;
    status.textContent = count ? `${count} claim${count === 1 ? "" : "s"}, best first` :
      "Nothing in the store fits that question. Try fewer words, or the words of the claim itself.";
    answers.replaceChildren(...found.claims.map(claimCard));
  } catch (error) {
    status.textContent = error.message;
  }
}

async function showStore() {
  try {
    const stats = await getJson("/stats");
    const number = new Intl.NumberFormat("en");
    document.querySelector("#stats").textContent =
      `${number.format(stats.documents)} documents, ${number.format(stats.statements)} statements, ` +
      `${number.format(stats.sources_named)} named sources.`;
    const graph = document.querySelector("#graph");
    graph.alt = "The citation graph of the whole store; the same graph is given as a table behind the link.";
    graph.src = "/citation-graph?format=svg";
  } catch (error) {
    status.textContent = error.message;
  }
}

function asked() {
  return new URLSearchParams(location.search).get("q") ?? "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = form.q.value.trim();
  history.pushState({}, "", question ? `/?${new URLSearchParams({ q: question })}` : "/");
  ask(question);
});
addEventListener("popstate", () => ask(asked()));

ask(asked());
showStore();
