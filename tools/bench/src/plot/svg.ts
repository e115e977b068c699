export interface Axis {
  readonly name: string;
  readonly isLogarithmic?: boolean;
}

export interface Plot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[];
}

const [WIDTH, HEIGHT] = [720, 400];
const EDGE = { left: 80, right: 190, top: 48, bottom: 56 };
/** Told apart by people who see no red or no green as well, on white and on black. */
const COLOURS = ['#2b7bba', '#d9822b', '#5b8c2a', '#a8479b'];
const INK = '#777';

/** A line chart that is read without a script, on a light page and on a dark one. */
export function svgOf({ title, x, y, lines }: Plot): string {
  const all = lines.flatMap(({ points }) => points);
  const across = scaleOf(
    x,
    all.map(([value]) => value),
    EDGE.left,
    WIDTH - EDGE.right,
  );
  const up = scaleOf(
    y,
    all.map(([, value]) => value),
    HEIGHT - EDGE.bottom,
    EDGE.top,
  );
  const drawn = lines.map(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? INK;
    const path = points.map(([at, value]) => `${across.place(at)},${up.place(value)}`).join(' ');
    const dots =
      points.length > 12 ? [] : points.map(([at, value]) => circle(across.place(at), up.place(value), colour));
    const label = text(WIDTH - EDGE.right + 30, EDGE.top + 8 + index * 22, name);
    const key = `<line x1="${WIDTH - EDGE.right + 8}" x2="${WIDTH - EDGE.right + 24}" y1="${EDGE.top + 4 + index * 22}" y2="${EDGE.top + 4 + index * 22}" stroke="${colour}" stroke-width="3"/>`;
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${key}${label}`;
  });
  const floor = HEIGHT - EDGE.bottom;
  const marks = [
    ...across.ticks.map((at) => text(across.place(at), floor + 20, short(at), 'middle')),
    ...up.ticks.map(
      (at) =>
        `<line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${up.place(at)}" y2="${up.place(at)}" stroke="${INK}" stroke-opacity="0.25"/>${text(EDGE.left - 8, up.place(at) + 4, short(at), 'end')}`,
    ),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="12" fill="${INK}">`,
    `<title>${escaped(title)}</title>`,
    text(EDGE.left, 24, title, 'start', 'font-size="15" font-weight="bold"'),
    ...marks,
    ...drawn,
    text((EDGE.left + WIDTH - EDGE.right) / 2, HEIGHT - 12, x.name, 'middle'),
    text(EDGE.left, EDGE.top - 8, y.name),
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  readonly ticks: readonly number[];
  place(value: number): number;
}

function scaleOf({ isLogarithmic = false }: Axis, values: readonly number[], from: number, to: number): Scale {
  const most = values.reduce((a, b) => Math.max(a, b), 1);
  if (isLogarithmic) {
    const decades = Math.ceil(Math.log10(most));
    const place = (value: number) =>
      round(from + ((to - from) * Math.log10(Math.max(1, value))) / Math.max(1, decades));
    return { ticks: Array.from({ length: decades + 1 }, (_, index) => 10 ** index), place };
  }
  const step = niceStep(most / 5);
  const top = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  return { ticks, place: (value) => round(from + ((to - from) * value) / top) };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? 10 * power;
}

function circle(x: number, y: number, colour: string): string {
  return `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`;
}

function text(x: number, y: number, words: string, anchor = 'start', more = ''): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" ${more}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const round = (value: number) => Math.round(value * 10) / 10;
const short = (value: number) => (Math.round(value * 100) / 100).toLocaleString('en-GB');
