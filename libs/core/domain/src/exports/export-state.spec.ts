import { exportStates, isOpen, mayMove, move, type ExportState } from './export-state.js';

const legal = [
  'queued → sending',
  'queued → refused',
  'queued → skipped',
  'sending → exported',
  'sending → refused',
  'sending → queued',
  'sending → uncertain',
  'uncertain → exported',
  'uncertain → refused',
  'uncertain → queued',
  'refused → queued',
  'refused → skipped',
  'skipped → queued',
];
const pairs = exportStates.flatMap((from) => exportStates.map((to) => [from, to] as const));

describe('The life of an export', () => {
  it.each(pairs)('from %s to %s is as the list of moves says', (from, to) => {
    const isLegal = legal.includes(`${from} → ${to}`);
    expect(mayMove(from, to)).toBe(isLegal);
    if (isLegal) expect(move(from, to)).toBe(to);
    else expect(() => move(from, to)).toThrow(new RangeError(`An export that is ${from} cannot become ${to}`));
  });

  it('ends when it is exported: what was copied is never sent again', () => {
    expect(exportStates.filter((to) => mayMove('exported', to))).toEqual([]);
  });

  it('leaves uncertainty only by a definite answer, never by being sent or skipped blindly', () => {
    expect(exportStates.filter((to) => mayMove('uncertain', to))).toEqual(['queued', 'exported', 'refused']);
  });

  it('blocks a second copy while the first needs the worker', () => {
    expect(exportStates.filter(isOpen)).toEqual(['queued', 'sending', 'uncertain'] satisfies ExportState[]);
  });
});
