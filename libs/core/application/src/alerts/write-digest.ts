import type { Letter } from './mail.js';
import type { OpenFailure } from './open-failures.js';

const NAMED = 20;

export interface Sender {
  /** The name of the organisation at Productive. */
  readonly organisation: string;
  /** Where the admin is found, without a slash at the end. */
  readonly publicUrl: string;
}

/** What failed, why, and what to do, each with its link. The first twenty are named. */
export function writeDigest(failures: readonly OpenFailure[], { organisation, publicUrl }: Sender): Letter {
  const named = failures.slice(0, NAMED).map((failure) => ({ ...failure, link: `${publicUrl}${failure.path}` }));
  const count = failures.length === 1 ? 'One thing needs' : `${String(failures.length)} things need`;
  const isBroken = failures.some((failure) => failure.isBroken);
  const subject = isBroken ? `${organisation}: Xero is disconnected` : `${organisation}: ${count} attention`;
  const more = failures.length > NAMED ? `And ${String(failures.length - NAMED)} more: ${publicUrl}/sync` : '';
  const end = `Whom these e-mails go to is set at ${publicUrl}/settings/alerts`;
  const head = `${count} attention between Productive and Xero.`;
  return {
    subject: oneLine(subject),
    text: [head, ...named.map(asText), more, end].filter((part) => part !== '').join('\n\n'),
    html: `<!doctype html><html lang="en"><body><p>${escaped(head)}</p><ul>${named.map(asHtml).join('')}</ul>${
      more && `<p>${escaped(more)}</p>`
    }<p>${escaped(end)}</p></body></html>`,
  };
}

type Named = OpenFailure & { readonly link: string };

function asText({ place, what, why, whatToDo, link }: Named): string {
  return [`* ${place}: ${what}`, why, `What to do: ${whatToDo}`, link]
    .filter((line) => line !== '')
    .map(oneLine)
    .join('\n  ');
}

function asHtml({ place, what, why, whatToDo, link }: Named): string {
  return `<li><p><strong>${escaped(place)}: ${escaped(what)}</strong><br>${escaped(why)}<br>What to do: ${escaped(
    whatToDo,
  )}<br><a href="${escaped(link)}">Open it</a></p></li>`;
}

/** What a vendor or a colleague wrote is text, in a header as well as on a page. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
