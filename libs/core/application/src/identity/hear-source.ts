import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { SourceHook, SourceHooks } from './source-hooks.js';

/** The source gives up an address that failed too often, and people delete webhooks: neither is told to us. */
const BELIEVED_MS = 86_400_000;

/** Asks the source to tell us about changes, so that they are seen at once and not at the next poll. */
export class HearSource {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hooks: SourceHooks,
    private readonly clock: Clock,
  ) {}

  /**
   * `addressOf` is ours for a connection. All of a tenant's hear the same, so the one in use is kept while it lives; once
   * none does, the source is to be silent. Does nothing on plans without webhooks, or when the source was asked within a
   * day. Faults pass through.
   */
  async run(tenantId: string, addressOf: (connectionId: string) => string): Promise<void> {
    const { tenant, live } = await this.unitOfWork.run(tenantId, async (store) => ({
      tenant: await store.tenants.find(),
      live: (await store.connections.all()).filter(({ state }) => state !== 'off'),
    }));
    if (tenant?.plan !== 'ultimate') return;
    const known = tenant.sourceHooks ?? [];
    const addresses = live.map(({ id }) => addressOf(id));
    const targetUrl = addresses.find((address) => address === known[0]?.targetUrl) ?? addresses[0];
    if (this.#isSettled(known, targetUrl)) return;
    const seenAt = this.clock.now();
    const subscribed = targetUrl === undefined ? [] : await this.hooks.subscribe(tenantId, targetUrl);
    const hooks = subscribed.map((hook) => ({ ...hook, seenAt }));
    const left = known.filter(({ id }) => !hooks.some((hook) => hook.id === id));
    // Those that are left are heard until they are gone: what we turn away, the source reports to people as a failure.
    await this.#keep(tenantId, [...hooks, ...left]);
    if (left.length === 0) return;
    const ids = left.map(({ id }) => id);
    await this.hooks.unsubscribe(tenantId, ids);
    await this.#keep(tenantId, hooks);
  }

  #isSettled(known: readonly SourceHook[], wanted: string | undefined): boolean {
    if (known.length === 0) return wanted === undefined;
    const oldest = this.clock.now() - BELIEVED_MS;
    return known.every(({ targetUrl, seenAt = 0 }) => targetUrl === wanted && seenAt > oldest);
  }

  async #keep(tenantId: string, sourceHooks: readonly SourceHook[]): Promise<void> {
    await this.unitOfWork.run(tenantId, async (store) => {
      const tenant = await store.tenants.find();
      if (tenant) await store.tenants.save({ ...tenant, sourceHooks });
    });
  }
}
