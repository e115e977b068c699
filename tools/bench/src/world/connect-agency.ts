import type { Settings } from '@bridge/domain';
import { decideConsent } from '@bridge/simulator-xero';
import type { Bridge } from './bridge.js';

export const tenantId = '1001';
export const organisationId = '11111111-1111-4111-8111-111111111111';
const SUBSIDIARY = '11';
const SESSION = 'bench';

export interface ConnectedAgency {
  readonly connectionId: string;
  readonly standardRateId: string;
}

/** Brightwell Studio as its admin sets it up: signed in, connected over OAuth, every rate mapped. */
export async function connectAgency(bridge: Bridge, options: { historyNotes: boolean }): Promise<ConnectedAgency> {
  await bridge.signIn.run(tenantId, 'sandbox-brightwell-admin');
  const begun = await bridge.beginConnect.run({ tenantId, subsidiaryId: SUBSIDIARY, by: 'Ada', sessionHash: SESSION });
  if (!begun.ok) throw new Error(`Not connected: ${JSON.stringify(begun.problems)}`);
  const choice = { user: 'ada@brightwell.example', tenants: [organisationId], decision: 'allow' } as const;
  const { location } = await decideConsent(begun.value, choice);
  const [state, code] = [location?.searchParams.get('state') ?? '', location?.searchParams.get('code') ?? ''];
  const connected = await bridge.completeConnect.run(state, code, SESSION);
  if (!connected.ok) throw new Error(`Not connected: ${JSON.stringify(connected.problems)}`);
  const connectionId = connected.value.id;
  const view = await bridge.readSettings.run(tenantId, connectionId);
  if (view === undefined) throw new Error('The connection has no settings');
  const rates = view.reference.taxRates.filter((rate) => rate.subsidiaryId === SUBSIDIARY);
  const [standard] = rates.filter((rate) => Number(rate.percent) === 20);
  if (standard === undefined) throw new Error('There is no standard rate');
  const typeFor = (side: 'revenue' | 'expense', percent: string) =>
    view.chart.taxRates.find(
      (rate) => rate.isActive && rate.appliesTo.includes(side) && Number(rate.ratePercent) === Number(percent),
    )?.taxType;
  const mapped = (side: 'revenue' | 'expense') =>
    Object.fromEntries(
      rates.flatMap((rate) => {
        const taxType = typeFor(side, rate.percent);
        return taxType === undefined ? [] : [[rate.id, taxType]];
      }),
    );
  const settings: Settings = {
    ...view.saved.settings,
    options: {
      exportInvoices: true,
      exportExpenses: true,
      syncPayments: true,
      historyNotes: options.historyNotes,
      closedPeriods: 'block',
      automaticInvoices: 'off',
      automaticExpenses: false,
    },
    taxRates: {
      sales: mapped('revenue'),
      purchases: mapped('expense'),
      noTax: { sales: 'NONE', purchases: 'NONE' },
    },
    invoices: { ...view.saved.settings.invoices, initialStatus: 'approved', defaultAccount: '200' },
    expenses: { ...view.saved.settings.expenses, initialStatus: 'approved', defaultAccount: '429' },
  };
  await bridge.saveSettings.run(tenantId, connectionId, settings, view.saved.version, 'Ada');
  return { connectionId, standardRateId: standard.id };
}
