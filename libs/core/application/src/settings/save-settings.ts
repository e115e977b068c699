import { validateSettings, type CardStates, type Instant, type Problem, type Settings } from '@bridge/domain';
import { addressOf } from '../connections/connection.js';
import type { Clock } from '../runtime/clock.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import type { LedgerChart } from './charts.js';
import { enteredTwice, noteEnteredTwice } from './entered-twice.js';
import { noteDriftedMappings } from './mapping-findings.js';
import { readAgainFrom } from '../payments/read-again-from.js';
import type { SavedSettings } from './settings-store.js';
import type { SourceReference } from './source-reference.js';

const DAY_MS = 86_400_000;

export type SaveOutcome =
  | { readonly ok: true; readonly saved: SavedSettings; readonly cards: CardStates }
  /** Somebody else saved meanwhile; nothing was changed. */
  | { readonly ok: false; readonly currentVersion: number }
  /** What may not be switched on; nothing was changed. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Holds the settings against the ledger as it is now and stores them, complete or not: each card says what is missing.
 * `expectedVersion` is the one that the person saw.
 */
export class SaveSettings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerChart,
    private readonly reference: SourceReference,
    private readonly clock: Clock,
  ) {}

  async run(
    tenantId: string,
    connectionId: string,
    settings: Settings,
    expectedVersion: number,
    by: string,
  ): Promise<SaveOutcome | undefined> {
    const connection = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    const address = connection && addressOf(connection);
    if (connection === undefined || address === undefined) return undefined;
    const [chart, reference] = await Promise.all([this.ledger.read(address), this.reference.read(tenantId)]);
    const rates = reference.taxRates.filter((rate) => rate.subsidiaryId === connection.subsidiaryId);
    const cards = validateSettings(settings, chart, rates);
    return this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      await store.charts.save(connectionId, chart);
      const before = await store.settings.find(connectionId);
      if (before.version !== expectedVersion) return { ok: false, currentVersion: before.version };
      const twice = enteredTwice(settings, reference, connection.subsidiaryId);
      if (twice && !before.settings.options.syncPayments) return { ok: false, problems: [twice] };
      const kept = { ...settings, ...automaticSince(before.settings, settings, now) };
      const saved: SavedSettings = { settings: kept, version: before.version + 1, savedAt: now, savedBy: by };
      await store.settings.save(connectionId, saved);
      await noteDriftedMappings(store, connectionId, cards, now);
      await noteEnteredTwice(store, connectionId, twice, now);
      await switchPayments(store, connectionId, before.settings, settings, now);
      await showExpensePayments(store);
      await store.audit.append({
        at: now,
        by,
        action: 'settings.saved',
        subject: { kind: 'settings', id: connectionId },
        connectionId,
        detail: { version: saved.version, before: before.settings, after: kept },
      });
      return { ok: true, saved, cards };
    });
  }
}

/** Copies are made by themselves from the moment that it is switched on, or switched to another moment of the document. */
function automaticSince(before: Settings, after: Settings, now: Instant): Pick<Settings, 'automaticSince'> {
  const { automaticInvoices, automaticExpenses } = after.options;
  const known = before.automaticSince ?? {};
  const isSame = automaticInvoices === before.options.automaticInvoices;
  const invoices = automaticInvoices === 'off' ? undefined : isSame ? (known.invoices ?? now) : now;
  const expenses = automaticExpenses ? (before.options.automaticExpenses ? (known.expenses ?? now) : now) : undefined;
  if (invoices === undefined && expenses === undefined) return {};
  return {
    automaticSince: { ...(invoices !== undefined && { invoices }), ...(expenses !== undefined && { expenses }) },
  };
}

/**
 * Payments count from the moment the sync is switched on; switching it on again begins anew. Neither that nor another day for
 * it ever steps over changes that have not been read yet: what came in before may have been deleted since.
 */
async function switchPayments(
  store: Store,
  connectionId: string,
  before: Settings,
  after: Settings,
  now: Instant,
): Promise<void> {
  if (
    after.options.syncPayments === before.options.syncPayments &&
    after.payments.importSince === before.payments.importSince
  )
    return;
  const connection = await store.connections.update(connectionId, (current) => {
    const { paymentsSwitchedOnAt, ...rest } = current;
    if (!after.options.syncPayments) return rest;
    return { ...rest, paymentsSwitchedOnAt: before.options.syncPayments ? (paymentsSwitchedOnAt ?? now) : now };
  });
  if (!after.options.syncPayments) return;
  const chosen = after.payments.importSince;
  const from = chosen === undefined ? now : Date.parse(`${chosen}T00:00:00Z`) - DAY_MS;
  const reached = await store.watermarks.find(connectionId);
  if (before.options.syncPayments) await readAgainFrom(store, connectionId, from);
  else await store.watermarks.save(connectionId, { lowerBound: Math.min(reached?.lowerBound ?? from, from) });
  await store.jobs.wake({ tenantId: connection.tenantId, connectionId, task: 'import' });
}

/**
 * The payment section of expenses is one switch for the whole organisation: shown while any connection exports expenses,
 * and back to what it was when the last one stops.
 */
async function showExpensePayments(store: Store): Promise<void> {
  const tenant = await store.tenants.find();
  if (tenant === undefined) return;
  const saved = await Promise.all(
    (await store.connections.all()).map((connection) => store.settings.find(connection.id)),
  );
  const isForced = saved.some(({ settings }) => settings.options.exportExpenses);
  const { isVisible, wasVisibleBefore, isForced: wasForced } = tenant.expensePayments;
  if (isForced === wasForced) return;
  const expensePayments = isForced
    ? { isVisible: true, isForced: true, wasVisibleBefore: isVisible }
    : { isVisible: wasVisibleBefore, isForced: false, wasVisibleBefore };
  await store.tenants.save({ ...tenant, expensePayments });
}
