import type { Markup } from './html.js';
import { html, Markup as Raw } from './html.js';

export interface Frame {
  readonly title: string;
  /** From this page back to the root of the pages: `../../`, since they may be mounted below any prefix. */
  readonly up: string;
  readonly organization?: { readonly id: string; readonly name: string };
  /** What went wrong with the last form. */
  readonly problem?: string | undefined;
}

export function layout(frame: Frame, content: Markup): string {
  const { title, up, organization, problem } = frame;
  const base = organization === undefined ? '' : `${up}organizations/${organization.id}/`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – Productive sandbox</title>
        <style>
          ${new Raw(style)}
        </style>
      </head>
      <body>
        <header>
          <a class="brand" href="${up}./">Productive <small>sandbox</small></a>
          ${
            organization !== undefined &&
            html`<nav aria-label="${organization.name}">
              <a href="${base}invoices">Invoices</a> <a href="${base}expenses">Expenses</a>
              <a href="${base}webhooks">Webhooks</a> <a href="${base}plan">Plan</a>
            </nav>`
          }
        </header>
        <main>
          ${organization !== undefined && html`<p class="where">${organization.name}</p>`}
          <h1>${title}</h1>
          ${problem !== undefined && html`<p role="alert" class="problem">${problem}</p>`} ${content}
        </main>
        <footer>A simulation on this machine. It is not Productive and knows no real data.</footer>
      </body>
    </html>`.text;
}

const style = `
:root { --ink: #1d2433; --soft: #5c667a; --line: #d9dee8; --paper: #fff; --ground: #f4f6fa; --accent: #2f5bd7; --good: #17693a; --bad: #a5261b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf3; --soft: #a3adbf; --line: #343c4d; --paper: #1b212c; --ground: #12161e; --accent: #8fb0ff; --good: #7fd3a0; --bad: #ff9f94; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; padding: .8rem 1.2rem; background: var(--paper); border-bottom: 1px solid var(--line); }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
.brand { font-weight: 700; color: var(--ink); text-decoration: none; }
.brand small, .where, footer { color: var(--soft); font-weight: 400; }
a { color: var(--accent); }
main { max-width: 70rem; margin: 0 auto; padding: 1rem 1.2rem 3rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; } .where { margin: .6rem 0 0; }
.table { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .45rem .7rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; } th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); } .problem { padding: .6rem .8rem; border: 1px solid var(--bad); border-radius: 8px; color: var(--bad); }
form { margin: 0; } .row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin: .8rem 0; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: .8rem 0; }
label { display: grid; gap: .2rem; color: var(--soft); font-size: .9rem; min-width: 8rem; }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 .8rem; } legend { color: var(--soft); padding: 0 .4rem; }
input, select, button { font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: .4rem .6rem; max-width: 100%; }
button { background: var(--accent); color: var(--paper); border-color: transparent; cursor: pointer; }
button.quiet { background: none; color: var(--accent); border-color: var(--line); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
footer { text-align: center; padding: 1rem; font-size: .85rem; }`;
