"""The style sheet of a report: light and dark, on a telephone, on a wide screen and on paper."""

from graph.drawing import dark_rules

STYLE = f"""\
:root{{color-scheme:light dark;--ink:#1a1d21;--faint:#565c66;--paper:#ffffff;--line:#c9ced6;--link:#0b5394;\
--mark:#ffe9a8;--ground:#f6f7f9}}
@media (prefers-color-scheme:dark){{
  :root{{--ink:#eceff3;--faint:#a9b1bd;--paper:#14181d;--line:#3d4652;--link:#7db8ee;--mark:#5c4700;--ground:#20262e}}
}}
@media screen and (prefers-color-scheme:dark){{
{dark_rules()}
}}
*{{box-sizing:border-box}}
body{{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}}
header,main{{max-width:110rem;margin:0 auto;padding:0 1rem}}
header{{padding-top:1.5rem}}
main{{padding-bottom:3rem}}
h1{{font-size:1.7rem;line-height:1.25;margin:.2rem 0 1rem;max-width:60rem}}
h2{{font-size:1.3rem;margin:2.5rem 0 .7rem;padding-top:.7rem;border-top:2px solid var(--line)}}
h3{{font-size:1.05rem;margin:1.6rem 0 .5rem}}
p,ul,dl,blockquote{{max-width:50rem}}
a{{color:var(--link)}}
a[href^="#"]{{white-space:nowrap}}
.kind{{color:var(--faint);margin:0}}
nav ul{{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0;margin:0}}
main li{{margin:.25rem 0}}
.wide{{overflow-x:auto;margin:1rem 0}}
figure.wide{{border:1px solid var(--line)}}
figure svg{{display:block}}
@media (min-width:100rem){{.fits svg{{max-width:100%;height:auto}}}}
table{{border-collapse:collapse}}
caption{{text-align:start;color:var(--faint);padding:.2rem 0}}
th,td{{text-align:start;vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--line)}}
tbody th{{font-weight:inherit}}
td,tbody th{{min-width:7rem;max-width:34rem}}
dl{{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;margin:.6rem 0 1rem}}
dt{{color:var(--faint)}}
dd{{margin:0}}
code{{font-size:.85em}}
article{{margin:1rem 0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}}
article:target{{border-color:var(--link)}}
article p{{margin:.2rem 0}}
blockquote{{margin:.2rem 0;padding:.5rem .8rem;background:var(--ground)}}
mark{{background:var(--mark);color:inherit}}
@media (max-width:40rem){{
  header,main{{padding-inline:.8rem}}
  dl{{grid-template-columns:1fr;gap:0}}
  dd{{margin-bottom:.5rem}}
}}
@media screen and (max-width:60rem){{
  table,caption,tbody,tr,tbody th,td{{display:block;min-width:0;max-width:none}}
  thead{{display:none}}
  tr{{padding:.5rem 0;border-bottom:1px solid var(--line)}}
  tbody th{{font-weight:bold}}
  th,td{{padding:0;border:0}}
  td::before{{content:attr(data-head) ": ";color:var(--faint)}}
  td:empty{{display:none}}
}}
@page drawing{{size:landscape}}
@media print{{
  :root{{color-scheme:light;--ink:#000000;--faint:#444444;--paper:#ffffff;--line:#999999;--link:#000000;--mark:#eeeeee;\
--ground:#ffffff}}
  body{{font-size:10pt}}
  nav{{display:none}}
  header,main{{max-width:none;padding:0}}
  .wide{{overflow:visible}}
  figure{{page:drawing}}
  figure svg{{max-width:100%;height:auto}}
  article,tr,figure{{break-inside:avoid}}
  h2,h3{{break-after:avoid}}
  mark{{text-decoration:underline}}
}}
"""
