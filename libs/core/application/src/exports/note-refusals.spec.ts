import { problem, type Problem } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { openFailures } from '../alerts/open-failures.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { pounds } from '../testing/bridge/paying.js';

const DAY = 24 * 3_600_000;

const refused = (detail: string) => ({
  kind: 'refused' as const,
  problems: [problem('source_refused', 'number', detail)] satisfies readonly Problem[],
});

/** What the overview counts, what its list says, and what the e-mail would tell of it. */
async function shown(bridge: MemoryBridge) {
  const { activityList, activityFigures } = bridge.world;
  const findings = await activityFigures.findings(TENANT);
  const connections = [await bridge.connection()];
  return {
    counted: (await activityList.counts(TENANT))[CONNECTION]?.findings,
    listed: findings.map((finding) => [finding.key, finding.problem.code]),
    mailed: openFailures({ connections, refused: [], held: [], findings }).map(({ what, why }) => `${what} ${why}`),
  };
}

const nothing = { counted: 0, listed: [], mailed: [] };

describe('What is refused after the copy is shown where every other failure is', () => {
  let bridge: MemoryBridge;
  const follow = () => bridge.uses.sendExtras.run(TENANT, CONNECTION);
  const unlink = async (kind: 'invoice' | 'expense') =>
    bridge.uses.unlinkCopy.run(TENANT, kind, '1', (await bridge.link(kind, '1')).ledgerId, 'Ada');

  it('when Productive does not take the mark or the number of an invoice, until it does', async () => {
    bridge = await createMemoryBridge({ settings: settings({ invoices: { numberedBy: 'ledger' } }) });
    bridge.agency.addInvoice(anInvoice({ number: undefined }));
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    const { ledgerId } = await bridge.link('invoice', '1');
    bridge.source.failNext(refused('Number is taken'), { method: 'announce' });
    await bridge.announce();
    const said = 'Copied, but Productive refused to show it. The copy of invoice INV-0001: Number is taken';
    expect(await shown(bridge)).toEqual({
      ...{ counted: 1, listed: [[`announcement:${ledgerId}`, 'mark_refused']], mailed: [said] },
    });
    bridge.clock.advance(DAY);
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'announce' });
    await bridge.announce();
    expect((await shown(bridge)).counted).toBe(1);
    bridge.clock.advance(DAY);
    await bridge.announce();
    expect(await shown(bridge)).toEqual(nothing);
  });

  it('when Xero does not take a file, until it does', async () => {
    const attachment = { id: '9', name: 'receipt.pdf', contentType: 'application/pdf', sizeBytes: 3 };
    bridge = await createMemoryBridge();
    bridge.agency.addExpense(anExpense({ attachment }));
    await bridge.copy('expense', ['1']);
    await bridge.send();
    const { ledgerId } = await bridge.link('expense', '1');
    const no = problem('bad_request', '', 'This file is infected');
    bridge.ledger.failNext({ kind: 'refused', problems: [no] }, { method: 'attach' });
    await follow();
    expect(await shown(bridge)).toMatchObject({
      ...{ counted: 1, listed: [[`extras:${ledgerId}`, 'extras_refused']] },
      mailed: [expect.stringMatching(/a file, note or allocation was refused\. .*expense .*: This file is infected$/)],
    });
    bridge.clock.advance(DAY);
    await follow();
    expect(await shown(bridge)).toEqual(nothing);
  });

  it('when Productive does not take the paid day of an expense, or has no such expense, until it does', async () => {
    bridge = await paidExpense();
    const { ledgerId } = await bridge.link('expense', '1');
    bridge.source.failNext(refused('Expense is locked'), { method: 'settleExpense' });
    await bridge.settle();
    expect(await shown(bridge)).toMatchObject({
      ...{ counted: 1, listed: [[`settlement:${ledgerId}`, 'paid_day_refused']] },
      mailed: [expect.stringMatching(/expense .*: Expense is locked$/)],
    });
    bridge.clock.advance(DAY);
    bridge.source.failNext({ kind: 'not_found' }, { method: 'settleExpense' });
    await bridge.settle();
    expect((await shown(bridge)).counted).toBe(1);
    bridge.clock.advance(DAY);
    await bridge.settle();
    expect(await shown(bridge)).toEqual(nothing);
  });

  it('no longer when the copy is unlinked', async () => {
    bridge = await paidExpense();
    bridge.source.failNext(refused('Expense is locked'), { method: 'settleExpense' });
    await bridge.settle();
    await unlink('expense');
    expect(await shown(bridge)).toEqual(nothing);
  });

  it('no longer when the connection has left those books', async () => {
    bridge = await paidExpense();
    bridge.source.failNext(refused('Expense is locked'), { method: 'settleExpense' });
    await bridge.settle();
    await bridge.run((store) => store.links.archiveAll(CONNECTION, bridge.clock.now()));
    await bridge.uses.checkDrift.run(TENANT, CONNECTION);
    expect(await bridge.findings()).not.toContain('paid_day_refused');
  });
});

/** An expense over 120.00 whose bill was paid in full; the import has seen it. */
async function paidExpense(): Promise<MemoryBridge> {
  const bridge = await createMemoryBridge();
  bridge.agency.addExpense(anExpense());
  await bridge.copy('expense', ['1']);
  await bridge.send();
  bridge.clock.advance(DAY);
  bridge.books.pay((await bridge.link('expense', '1')).ledgerId, pounds(120), '2026-11-24');
  await bridge.import();
  return bridge;
}
