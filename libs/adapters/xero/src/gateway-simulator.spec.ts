import { anExpense } from '@bridge/domain/testing';
import { startBridgeOverXero, type BridgeOverXero } from './testing/bridge-over-xero.js';

const MINUTE = 60_000;

describe('A bill whose create was answered by a gateway', () => {
  let bridge: BridgeOverXero;
  beforeEach(async () => {
    bridge = await startBridgeOverXero();
  });
  afterEach(() => bridge.close());

  /** Sends once a minute, as the sweeper would, past the ten minutes after which Xero's books are asked. */
  const untilSettled = async () => {
    for (let minute = 0; minute < 15; minute += 1) {
      await bridge.send();
      bridge.pass(MINUTE);
    }
    await bridge.send();
  };
  const bills = () => bridge.desk.list('Invoices').filter((row) => String(row['Url']).endsWith('/expenses/1'));

  it.each([
    ['gateway-after-commit', 502],
    ['gateway-after-commit', 503],
    ['gateway-after-commit', 504],
    ['gateway-before-commit', 502],
    ['gateway-before-commit', 503],
    ['gateway-before-commit', 504],
  ] as const)('%s, with %i, is in Xero once in the end', async (kind, status) => {
    bridge.agency.addExpense(anExpense());
    await bridge.copy('expense', ['1']);
    bridge.xero.simulator.faults.next({ kind, status, match: { method: 'PUT', path: '/Invoices' } });
    await bridge.send();
    expect([bills().length, (await bridge.export('1')).state]).toEqual([
      kind === 'gateway-after-commit' ? 1 : 0,
      'uncertain',
    ]);
    await untilSettled();
    expect([bills().length, (await bridge.export('1')).state]).toEqual([1, 'exported']);
  });

  it.each([502, 503, 504])('with %i, and again with every repeat, is in Xero once in the end', async (status) => {
    bridge.agency.addExpense(anExpense());
    await bridge.copy('expense', ['1']);
    const match = { method: 'PUT', path: '/Invoices' };
    bridge.xero.simulator.faults.next({ kind: 'gateway-after-commit', status, times: 8, match });
    await untilSettled();
    expect([bills().length, (await bridge.export('1')).state]).toEqual([1, 'exported']);
  });
});
