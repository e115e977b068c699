import { cpus, loadavg, totalmem } from 'node:os';
import type { Measure } from './measure.js';

/** One line of JSON, or three lines for people. */
export function print(measure: Measure, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify(measure)}\n` : forPeople(measure));
}

/** One line about what is measured now, which the next one replaces. Nothing where nobody looks. */
export function tellProgress(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${words}`);
  else if (words !== '') process.stderr.write(`${words}, load ${loadavg()[0]?.toFixed(1) ?? ''}\n`);
}

export function describeMachine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, Node ${process.version}, ${cpus().length} × ${processor?.model.trim() ?? 'unknown'}, ${memory} GB, ${process.platform}`;
}

function forPeople({ id, what, goal, value, unit, peer, ratio, ok, runs, note }: Measure): string {
  const beside =
    peer === null ? '' : `\n    ${peer.name}: ${peer.value} (${peer.source}); ours is ${ratio} times better`;
  const verdict = ok ? 'met' : 'NOT MET';
  return `${id}  ${what}\n    ${value} ${unit}, goal ${goal}: ${verdict}, runs ${runs.join(' ')}${beside}\n    ${note}\n\n`;
}
