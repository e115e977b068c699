import { anExpense, anInvoice } from '@bridge/domain/testing';
import { startBridgeOverXero, type BridgeOverXero } from './testing/bridge-over-xero.js';

const MINUTE = 60_000;

describe('Whatever Xero turns out to be like', () => {
  let bridge: BridgeOverXero;
  afterEach(() => bridge.close());

  const sync = async () => {
    await bridge.import();
    await bridge.settle();
  };
  /** Acts once a minute, as the sweeper would. */
  const everyMinute = async (minutes: number, act: () => Promise<void>) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await act();
      bridge.pass(MINUTE);
    }
  };
  const copied = async (id: string) => {
    bridge.agency.addInvoice(anInvoice({ id, isSent: true }));
    await bridge.copy('invoice', [id]);
    await bridge.send();
    return (await bridge.link('invoice', id)).ledgerId;
  };
  const paid = (id: string) => bridge.agency.payments(id).map(({ amount }) => amount.minor);

  it('a payment that lists do not show yet is not passed over with an older one', async () => {
    bridge = await startBridgeOverXero({ listLagSeconds: 60 });
    const [first, second] = [await copied('1'), await copied('2')];
    bridge.pass(10 * MINUTE);
    bridge.desk.recordPayment({ invoiceId: first, amount: '10.00' });
    bridge.pass(40_000);
    bridge.desk.recordPayment({ invoiceId: second, amount: '20.00' });
    bridge.pass(30_000);
    await sync();
    // The first is 70 seconds old, the second 30.
    expect([paid('1'), paid('2')]).toEqual([[1_000n], []]);
    await everyMinute(2, sync);
    expect([paid('1'), paid('2')]).toEqual([[1_000n], [2_000n]]);
    await everyMinute(10, sync);
    expect([paid('1'), paid('2')]).toEqual([[1_000n], [2_000n]]);
  });

  it.each([true, false])(
    'a payment that is reconciled later is the same payment: %s',
    async (reconcileBumpsInvoice) => {
      bridge = await startBridgeOverXero({ reconcileBumpsInvoice });
      const invoiceId = await copied('1');
      const { PaymentID } = bridge.desk.recordPayment({ invoiceId, amount: '10.00' });
      await everyMinute(10, sync);
      bridge.desk.reconcile(String(PaymentID));
      await everyMinute(10, sync);
      expect(paid('1')).toEqual([1_000n]);
      expect((await bridge.tranches(invoiceId)).map(({ state }) => state)).toEqual(['recorded']);
    },
  );

  it.each([{ listLagSeconds: 0 }, { listLagSeconds: 60 }, { contactsUnique: false }])(
    'a contact whose answer was lost is made once: %j',
    async (assumptions) => {
      bridge = await startBridgeOverXero(assumptions);
      bridge.agency.addExpense(anExpense());
      await bridge.copy('expense', ['1']);
      bridge.xero.simulator.faults.next({ kind: 'commit-then-drop', match: { method: 'PUT', path: '/Contacts' } });
      await everyMinute(20, () => bridge.send());
      const made = bridge.desk.list('Contacts').filter(({ Name }) => Name === 'Paper Supplies Ltd');
      expect([made.length, (await bridge.export('1')).state]).toEqual([1, 'exported']);
    },
  );
});
