import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svgOf, type Plot } from './svg.js';

const FOLDER = 'docs/plots';
const isWanted = process.argv.includes('--plots');

/** Drawn from the run that has just been made, when it was asked for. */
export function savePlot(name: string, plot: Plot): void {
  if (!isWanted) return;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.svg`), svgOf(plot));
}
