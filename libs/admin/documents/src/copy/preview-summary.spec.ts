import type { PreviewView, ProblemView } from '@bridge/contracts';
import { refusedMeanwhile, summarise } from './preview-summary.js';

const problem = (code: string, rest: Partial<ProblemView> = {}): ProblemView => ({
  code,
  title: code,
  detail: '',
  whatToDo: '',
  owner: 'admin',
  path: '',
  ...rest,
});

const money = (amount: string) => ({ amount, currency: 'GBP' });

const preview = (sourceId: string, problems: readonly ProblemView[] = [], total = '10.00'): PreviewView => ({
  sourceId,
  connectionId: 'c1',
  source: {
    number: `INV-${sourceId}`,
    title: '',
    issuedOn: '2026-01-01',
    net: money(total),
    tax: money('0.00'),
    total: money(total),
    lines: [],
    url: '',
  },
  notices: [],
  problems,
});

describe('What copying would do', () => {
  it('counts what is ready and adds it up', () => {
    const summary = summarise([preview('1'), preview('2', [], '0.50'), preview('3', [problem('already_copied')])]);
    expect(summary.readyIds).toEqual(['1', '2']);
    expect(summary.totals).toEqual([money('10.50')]); // 10.00 + 0.50, without the refused third
    expect(summary.refusedCount).toBe(1);
  });

  it('names each reason once, with its documents, the most frequent first', () => {
    const rate = (key: string) => problem('tax_rates_not_mapped', { fix: { card: 'tax_rates', key } });
    const summary = summarise([
      preview('1', [problem('due_date_missing')]),
      preview('2', [rate('7'), rate('7')]),
      preview('3', [rate('7')]),
      preview('4', [rate('8')]),
    ]);
    expect(summary.refusals.map(({ problem: { code, fix }, documents }) => [code, fix?.key, documents.length])).toEqual(
      [
        ['tax_rates_not_mapped', '7', 2],
        ['due_date_missing', undefined, 1],
        ['tax_rates_not_mapped', '8', 1],
      ],
    );
    expect(summary.refusals[0]?.documents.map(({ name }) => name)).toEqual(['INV-2', 'INV-3']);
  });

  it('asks for the status instead of refusing, unless something else is wrong too', () => {
    const asked = problem('status_not_chosen');
    const summary = summarise([preview('1', [asked]), preview('2', [asked, problem('vendor_missing')])]);
    expect(summary.asksForStatus).toBe(true);
    expect(summary.readyIds).toEqual(['1']);
    expect(summary.refusals.map((refusal) => refusal.problem.code)).toEqual(['vendor_missing']);
  });
});

describe('What was refused although it was shown as ready', () => {
  it('has every reason, with the names of its documents', () => {
    const shown = [preview('1'), preview('2'), preview('3')];
    const gone = problem('already_copied');
    const refusals = refusedMeanwhile(
      [
        { sourceId: '2', problems: [gone, problem('status_not_chosen')] },
        { sourceId: '3', problems: [gone] },
      ],
      shown,
    );
    expect(refusals.map(({ problem: { code }, documents }) => [code, documents.map(({ name }) => name)])).toEqual([
      ['already_copied', ['INV-2', 'INV-3']],
      ['status_not_chosen', ['INV-2']],
    ]);
  });

  it('is called by its id where nothing was shown of it', () => {
    const [refusal] = refusedMeanwhile([{ sourceId: '9', problems: [problem('copy_in_progress')] }], []);
    expect(refusal?.documents).toEqual([{ sourceId: '9', name: '9' }]);
  });
});
