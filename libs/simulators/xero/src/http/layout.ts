import { type Html, html } from './html.js';
import { type Reply, text } from './message.js';

const STYLE = html`<style>
  :root {
    color-scheme: light dark;
    --ink: #16212e;
    --soft: #5b6b7c;
    --line: #dbe2ea;
    --paper: #fff;
    --ground: #f3f6f9;
    --accent: #0b6e8f;
    --good: #14733b;
    --bad: #b3261e;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ink: #e8eef4;
      --soft: #9fb0c0;
      --line: #2c3a48;
      --paper: #17212b;
      --ground: #0e151c;
      --accent: #5cc3e4;
      --good: #63cf8f;
      --bad: #ff9a91;
    }
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    font:
      16px/1.5 system-ui,
      sans-serif;
    color: var(--ink);
    background: var(--ground);
  }
  header,
  main {
    max-width: 62rem;
    margin: 0 auto;
    padding: 1rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    align-items: baseline;
  }
  header strong {
    font-size: 1.05rem;
  }
  a {
    color: var(--accent);
  }
  h1 {
    font-size: 1.5rem;
    margin: 0 0 0.5rem;
  }
  h2 {
    font-size: 1.1rem;
    margin: 0 0 0.5rem;
  }
  section,
  details.card {
    background: var(--paper);
    border: 1px solid var(--line);
    border-radius: 0.6rem;
    padding: 1rem;
    margin: 0 0 1rem;
    overflow-x: auto;
  }
  summary {
    cursor: pointer;
    font-weight: 600;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    text-align: left;
    padding: 0.4rem 0.6rem;
    border-bottom: 1px solid var(--line);
    vertical-align: top;
  }
  th {
    color: var(--soft);
    font-weight: 600;
    font-size: 0.85rem;
  }
  .n {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .soft {
    color: var(--soft);
  }
  .notice {
    border-left: 4px solid var(--bad);
  }
  .done {
    border-left: 4px solid var(--good);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    align-items: end;
    margin: 0.5rem 0;
  }
  form.stack {
    display: block;
  }
  label {
    display: grid;
    gap: 0.15rem;
    font-size: 0.85rem;
    color: var(--soft);
  }
  label.line {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    font-size: 1rem;
    color: var(--ink);
    padding: 0.2rem 0;
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0.5rem 0;
  }
  legend {
    color: var(--soft);
    padding: 0;
  }
  input,
  select,
  button {
    font: inherit;
    color: inherit;
    padding: 0.4rem 0.6rem;
    border: 1px solid var(--line);
    border-radius: 0.4rem;
    background: var(--ground);
    max-width: 100%;
  }
  input[type='radio'],
  input[type='checkbox'] {
    width: 1.1rem;
    height: 1.1rem;
  }
  button {
    background: var(--accent);
    color: var(--paper);
    border-color: var(--accent);
    cursor: pointer;
  }
  button.plain {
    background: transparent;
    color: var(--ink);
    border-color: var(--line);
  }
  button.danger {
    background: transparent;
    color: var(--bad);
    border-color: var(--bad);
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  code {
    font-size: 0.85em;
    overflow-wrap: anywhere;
  }
</style>`;

/** A whole page. `root` leads from the page back to `/` ('', '../', …): links stay relative, so a path prefix does no harm. */
export function page(status: number, title: string, content: Html, root?: string): Reply {
  const home =
    root === undefined
      ? html`<strong>Xero simulator</strong>`
      : html`<strong><a href="${root === '' ? './' : root}">Xero simulator</a></strong>`;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Xero simulator</title>
        <link rel="icon" href="data:," />
        ${STYLE}
      </head>
      <body>
        <header>${home}<span class="soft">A stand-in for trying things out. Not Xero.</span></header>
        <main>${content}</main>
      </body>
    </html>`;
  // Xero's consent page refuses framing.
  return text(status, document.markup, { 'X-Frame-Options': 'DENY', 'Cache-Control': 'no-store' });
}
