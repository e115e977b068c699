import type { SourceInvoiceLine } from '@bridge/domain';
import { aLine, anInvoice, vat5 } from '@bridge/domain/testing';
import { startBridgeOverXero, type BridgeOverXero } from './testing/bridge-over-xero.js';

const MINUTE = 60_000;

describe('An invoice whose tax ends in half a cent', () => {
  let bridge: BridgeOverXero;
  afterEach(() => bridge.close());

  /** So many pieces at 100.10 and 5 %: one makes 5.005 of tax, five make 25.025. */
  const pieces = (quantity: string) => {
    const lines: SourceInvoiceLine[] = [aLine({ quantity, unitPrice: '100.10', taxRate: vat5 })];
    return anInvoice({ isSent: true, lines });
  };
  const copied = async (quantity: string) => {
    bridge.agency.addInvoice(pieces(quantity));
    await bridge.copy('invoice', ['1']);
    await bridge.send();
    return (await bridge.link('invoice', '1')).ledgerId;
  };
  const inXero = (ledgerId: string) => bridge.desk.list('Invoices', { IDs: ledgerId })[0];
  const paid = () => bridge.agency.payments('1').map(({ amount }) => amount.minor);

  it.each([
    ['away', '105.11', 10_511n],
    ['even', '105.10', 10_510n],
  ] as const)('%s from zero or to the even one, is paid with what was paid in Xero', async (halves, amount, minor) => {
    bridge = await startBridgeOverXero({ halves });
    const invoiceId = await copied('1');
    bridge.desk.recordPayment({ invoiceId, amount });
    expect(inXero(invoiceId)).toMatchObject({ Status: 'PAID', AmountDue: 0 });
    await bridge.import();
    await bridge.settle();
    expect(paid()).toEqual([minor]);
  });

  it('is paid with what was paid when an accountant has put its total down', async () => {
    bridge = await startBridgeOverXero();
    const invoiceId = await copied('1');
    bridge.desk.adjustTotal(invoiceId, '-0.05');
    bridge.desk.recordPayment({ invoiceId, amount: '105.06' });
    expect(inXero(invoiceId)).toMatchObject({ Status: 'PAID', AmountDue: 0 });
    await bridge.import();
    await bridge.settle();
    expect(paid()).toEqual([10_506n]);
  });

  it('is updated once when the answer to its update is lost', async () => {
    bridge = await startBridgeOverXero({ halves: 'away' });
    const invoiceId = await copied('1');
    const { lines, net, tax, total } = pieces('5');
    bridge.agency.editInvoice('1', { lines, net, tax, total });
    bridge.pass(1000);
    await bridge.copy('invoice', ['1'], { isUpdate: true });
    const match = { method: 'POST', path: '/Invoices' };
    bridge.xero.simulator.faults.next({ kind: 'commit-then-drop', times: 8, match });
    for (let minute = 0; minute < 20; minute += 1) {
      await bridge.send();
      bridge.pass(MINUTE);
    }
    // 5 × 100.10 = 500.50, and 25.03 of tax
    expect([inXero(invoiceId)?.['Total'], (await bridge.export('1')).state]).toEqual([525.53, 'exported']);
  });
});
