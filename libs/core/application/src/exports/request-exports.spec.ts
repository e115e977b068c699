import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { RequestedExports } from './request-exports.js';

const refusals = ({ refused }: RequestedExports) =>
  refused.map(({ sourceId, problems }) => [sourceId, problems.map((found) => found.code)]);

describe('Asking for copies', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    bridge.agency.addInvoice(anInvoice());
    bridge.agency.addExpense(anExpense());
  });

  it('queues what can be copied, wakes a worker, and leaves the ledger alone', async () => {
    const { queued, refused } = await bridge.copy('invoice', ['1']);
    expect(queued).toMatchObject([{ sourceId: '1', state: 'queued', copy: 1, requestedBy: 'Ada' }]);
    expect(refused).toEqual([]);
    expect(bridge.world.wakes).toEqual([{ tenantId: TENANT, connectionId: CONNECTION, task: 'send' }]);
    expect(bridge.books.documents()).toEqual([]);
  });

  it('names every refusal at once and queues the others', async () => {
    bridge.agency.addInvoice(anInvoice({ id: '2', isFinalised: false, party: undefined }));
    bridge.agency.addInvoice(anInvoice({ id: '3', isCreditNote: true }));
    bridge.agency.addInvoice(anInvoice({ id: '4', subsidiaryId: '12' }));
    const asked = await bridge.copy('invoice', ['1', '2', '3', '4', '99']);
    expect(asked.queued.map((copy) => copy.sourceId)).toEqual(['1']);
    expect(refusals(asked)).toEqual([
      ['2', ['invoice_not_finalised', 'contact_missing']],
      ['3', ['credit_not_negative']],
      ['4', ['not_connected']],
      ['99', ['source_document_missing']],
    ]);
  });

  it('refuses by the plan, with the code of the feature that was asked for', async () => {
    await bridge.run(async (store) => {
      const tenant = await store.tenants.find();
      if (tenant) await store.tenants.save({ ...tenant, plan: 'essential' });
    });
    expect(refusals(await bridge.copy('invoice', ['1']))).toEqual([['1', ['feature_unavailable']]]);
    expect(refusals(await bridge.copy('expense', ['1']))).toEqual([['1', ['expense_sync_feature_unavailable']]]);
  });

  it('needs a status when the settings leave it to a person', async () => {
    bridge = await createMemoryBridge({ settings: settings({ invoices: { initialStatus: 'manual' } }) });
    bridge.agency.addInvoice(anInvoice());
    expect(refusals(await bridge.copy('invoice', ['1']))).toEqual([['1', ['status_not_chosen']]]);
    await bridge.copy('invoice', ['1'], { status: 'submitted' });
    await bridge.send();
    expect(bridge.books.documents()).toMatchObject([{ status: 'submitted' }]);
  });

  it('asks once for a document that was named twice', async () => {
    expect((await bridge.copy('invoice', ['1', '1'])).queued).toHaveLength(1);
  });

  it('leaves alone what somebody else has exported', async () => {
    bridge.agency.editInvoice('1', { exportMark: { isExported: true, ledgerId: 'foreign' } });
    expect(refusals(await bridge.copy('invoice', ['1']))).toEqual([['1', ['exported_elsewhere']]]);
    expect((await bridge.copy('invoice', ['1'], { isAgain: true })).queued).toHaveLength(1);
  });

  describe('twice', () => {
    it('while the first is on its way, the second is told so', async () => {
      await bridge.copy('expense', ['1']);
      expect(refusals(await bridge.copy('expense', ['1']))).toEqual([['1', ['copy_in_progress']]]);
    });

    it('at the same moment, makes one document', async () => {
      const [first, second] = await Promise.all([bridge.copy('expense', ['1']), bridge.copy('expense', ['1'])]);
      expect([first.queued.length, second.queued.length].toSorted()).toEqual([0, 1]);
      await bridge.send();
      expect(bridge.books.documents()).toHaveLength(1);
    });

    it('makes one document, even when the first has been copied before the second is queued', async () => {
      let meanwhile = async (): Promise<void> => undefined;
      let transactions = 0;
      const raced = await createMemoryBridge({
        between: (ports) => ({
          ...ports,
          unitOfWork: {
            run: async (...call) => {
              const result = await ports.unitOfWork.run(...call);
              transactions += 1;
              // Remembered and planned, and about to be queued: the other click is faster.
              if (transactions < 2) return result;
              const other = meanwhile;
              meanwhile = async () => undefined;
              await other();
              return result;
            },
          },
        }),
      });
      raced.agency.addExpense(anExpense());
      transactions = 0;
      meanwhile = async () => {
        await raced.copy('expense', ['1']);
        await raced.send();
      };
      expect(refusals(await raced.copy('expense', ['1']))).toEqual([['1', ['copy_in_progress']]]);
      await raced.send();
      expect(raced.books.documents()).toHaveLength(1);
    });

    it('after it was copied, says as what', async () => {
      await bridge.copy('invoice', ['1']);
      await bridge.send();
      const asked = await bridge.copy('invoice', ['1']);
      expect(asked.refused[0]?.problems).toMatchObject([{ code: 'already_copied', detail: 'Copied as INV-1.' }]);
    });
  });

  it('“Create new” makes a second copy with a marker of its own', async () => {
    await bridge.copy('expense', ['1']);
    await bridge.send();
    await bridge.copy('expense', ['1'], { isAgain: true });
    await bridge.send();
    expect(bridge.books.documents().map((document) => document.marker)).toEqual([
      'https://app.productive.io/1001/expenses/1',
      'https://app.productive.io/1001/expenses/1?copy=2',
    ]);
    expect((await bridge.links('expense', '1')).map((link) => link.copy)).toEqual([2, 1]);
  });

  it('changes nothing when it only previews', async () => {
    const [planned] = await bridge.uses.planner.plan(TENANT, 'invoice', ['1'], {}, 'Ada');
    expect(planned?.built.ok).toBe(true);
    expect(await bridge.exports()).toEqual([]);
  });
});
