/** Markup that may go into a page as it is; everything else is escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | false | undefined | null | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return {
    markup: strings.reduce(
      (done, piece, index) => done + piece + (index < parts.length ? render(parts[index]) : ''),
      '',
    ),
  };
}

function render(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (Array.isArray(part)) return part.map(render).join('');
  if (typeof part === 'object') return (part as Html).markup;
  return escape(String(part));
}

const escape = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
