import type { Instant, Settings } from '@bridge/domain';
import { settings } from '@bridge/domain/testing';
import type { Connection } from '../../connections/connection.js';
import type { Tenant } from '../../identity/tenants.js';
import type { Store } from '../../runtime/unit-of-work.js';
import { brightwellStudio, coolabahDigital } from '../ledger/fake-organisations.js';

/** An agency of the fake source, and the organisation of the fake ledger that keeps its books. */
export interface Agency {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly name: string;
  readonly subsidiaryId: string;
  readonly organisationId: string;
  readonly currency: string;
  readonly taxRateId: string;
  readonly taxPercent: string;
  readonly settings: Settings;
}

export const brightwell: Agency = {
  tenantId: '1001',
  connectionId: 'cccccccc-0000-4000-8000-000000000001',
  name: 'Brightwell Studio Ltd',
  subsidiaryId: '11',
  organisationId: brightwellStudio,
  currency: 'GBP',
  taxRateId: '501',
  taxPercent: '20',
  settings: settings(),
};

export const coolabah: Agency = {
  tenantId: '1002',
  connectionId: 'cccccccc-0000-4000-8000-000000000002',
  name: 'Coolabah Digital Pty Ltd',
  subsidiaryId: '21',
  organisationId: coolabahDigital,
  currency: 'AUD',
  taxRateId: '521',
  taxPercent: '10',
  settings: settings({
    taxRates: {
      sales: { '521': 'OUTPUT' },
      purchases: { '521': 'INPUT' },
      noTax: { sales: 'BASEXCLUDED', purchases: 'BASEXCLUDED' },
    },
  }),
};

/** As if an admin had connected it a moment ago: everything mapped, payments switched on. The chart is still to be read. */
export async function connect(store: Store, agency: Agency, now: Instant): Promise<Connection> {
  const { tenantId, connectionId, subsidiaryId, name, organisationId } = agency;
  const tenant: Tenant = {
    id: tenantId,
    name,
    plan: 'ultimate',
    timeZone: 'Europe/London',
    expensePayments: { isVisible: false, isForced: false, wasVisibleBefore: false },
    checkedAt: now,
  };
  const connection: Connection = {
    id: connectionId,
    tenantId,
    subsidiaryId,
    subsidiaryName: name,
    state: 'connected',
    grantId: `grant-${tenantId}`,
    organisation: { organisationId, name, connectionRef: `ref-${organisationId}` },
    offered: [],
    connectedAt: now,
    connectedBy: 'Ada',
    ...(agency.settings.options.syncPayments && { paymentsSwitchedOnAt: now }),
  };
  await store.tenants.save(tenant);
  await store.connections.add(connection);
  await store.settings.save(connectionId, { settings: agency.settings, version: 1, savedAt: now, savedBy: 'Ada' });
  if (agency.settings.options.syncPayments) await store.watermarks.save(connectionId, { lowerBound: now });
  return connection;
}
