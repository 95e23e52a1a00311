"""The style sheet of these pages; each brings it along, so that a page needs nothing else."""

STYLE = """
:root { color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #15171a); --card: light-dark(#ffffff, #1c1f23); --ink: light-dark(#1a1d21, #e9ebee);
  --soft: light-dark(#565c66, #a9b1bd); --line: light-dark(#dad6ce, #3a4048); --link: light-dark(#0b4f8f, #8dc1ff);
  --serif: ui-serif, Charter, "Bitstream Charter", Georgia, "Liberation Serif", "DejaVu Serif", serif;
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; }
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem;
  border-bottom: 1px solid var(--line); padding: .6rem max(1rem, (100% - 56rem) / 2 + 1rem); }
header p { margin: 0; }
header a { color: var(--soft); text-decoration: none; }
.wordmark a { font: 600 1.3rem/1.2 var(--serif); color: var(--ink); }
main { max-width: 56rem; margin-inline: auto; padding: 1.5rem 1rem 3rem; }
main > p { margin: .25rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
h1 { margin: 0 0 .5rem; font: 600 1.7rem/1.2 var(--serif); text-wrap: balance; }
h2 { margin: 0; font: 600 1.25rem/1.3 var(--serif); }
h3 { margin: 0; font-size: 1.05rem; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
code { font: .85rem/1.5 ui-monospace, "Liberation Mono", "DejaVu Sans Mono", monospace; color: var(--soft); }
.kind, .soft { color: var(--soft); font-size: .95rem; }
nav { margin: .25rem 0; }
nav p, nav ul { display: inline; margin: 0; padding: 0; list-style: none; }
nav p { margin-inline-end: .5rem; }
nav li { display: inline-block; margin-inline-end: .75rem; }
details { margin: .25rem 0; }
summary { cursor: pointer; }
section { margin: 1.25rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .4rem;
  background: var(--card); }
section > ul { margin: .5rem 0 0; padding-inline-start: 1.2rem; }
dl { margin: .5rem 0 0; }
dl > div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); column-gap: 1rem; padding: .3rem 0;
  border-top: 1px solid var(--line); }
dl > div:first-child { border-top: 0; }
dt { grid-column: 1; grid-row: 1 / span 101; color: var(--soft); font-size: .95rem; }
dt a { color: inherit; text-decoration: none; }
dt a:hover { text-decoration: underline; }
dd { grid-column: 2; margin: 0 0 .2rem; }
.words { white-space: pre-line; }
article { padding: .75rem 0; border-top: 1px solid var(--line); }
article:target { outline: 2px solid var(--link); outline-offset: .4rem; border-radius: .2rem; }
article p { margin: .25rem 0; }
.pages { display: flex; gap: 1.5rem; margin: 1rem 0; }
@media (max-width: 40rem) {
  dl > div { display: block; }
  section { padding: .75rem; }
  dd { margin: .15rem 0 .3rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; font-size: 10pt; }
  header, nav { display: none; }
  article { break-inside: avoid; }
}
"""
