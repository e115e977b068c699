import { problem, type Instant } from '@bridge/domain';
import { isFault } from '../faults/fault.js';
import type { ActivityFigures, ActivityList } from '../queries/activity-list.js';
import type { Clock } from '../runtime/clock.js';
import type { Ids } from '../runtime/ids.js';
import type { Lease, Leases } from '../runtime/leases.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { Digest } from './digests.js';
import type { Mail } from './mail.js';
import { openFailures, type OpenFailure } from './open-failures.js';
import { writeDigest } from './write-digest.js';

const HOUR_MS = 3_600_000;
const LEASE_MS = 180_000;
const LISTED = 200;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = HOUR_MS;

/**
 * Writes to the people who are named when something failed: at most once an hour, a broken connection at once, and of each
 * failure once until it has healed.
 */
export class AlertPeople {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activity: ActivityList,
    private readonly figures: ActivityFigures,
    private readonly mail: Mail,
    private readonly leases: Leases,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly publicUrl: string,
  ) {}

  async run(tenantId: string): Promise<void> {
    const lease = await this.leases.take(`alerts:${tenantId}`, LEASE_MS);
    if (lease === undefined) return;
    try {
      const isWanted = await this.#compose(tenantId, lease);
      if (isWanted) await this.#send(tenantId, lease);
    } finally {
      await this.leases.release(lease);
    }
  }

  /** Stores a digest of what is new, together with what it tells. Answers false when nobody wants to be written to. */
  async #compose(tenantId: string, lease: Lease): Promise<boolean> {
    const wanted = await this.unitOfWork.run(tenantId, (store) => store.alerts.find());
    if (!wanted?.isOn || wanted.addresses.length === 0) {
      await this.unitOfWork.run(tenantId, (store) => store.digests.dropWaiting(), lease);
      return false;
    }
    const { failures, isComplete } = await this.#open(tenantId);
    await this.unitOfWork.run(
      tenantId,
      async (store) => {
        const now = this.clock.now();
        const told = await store.digests.told();
        const open = new Set(failures.map(({ key }) => key));
        // Of more than were read nobody knows which healed.
        if (isComplete) await store.digests.forget([...told].filter((key) => !open.has(key)));
        const news = failures.filter(({ key }) => !told.has(key));
        const last = await store.digests.latest();
        if (news.length === 0 || !isDue(news, last, now)) return;
        const tenant = await store.tenants.find();
        const sender = { organisation: tenant?.name ?? tenantId, publicUrl: this.publicUrl };
        await store.digests.save({
          ...{ id: this.ids.next(), createdAt: now, attempts: 0, nextAttemptAt: now },
          mail: writeDigest(news, sender),
        });
        await store.digests.markTold(
          news.map(({ key }) => key),
          now,
        );
      },
      lease,
    );
    return true;
  }

  async #open(tenantId: string): Promise<{ readonly failures: readonly OpenFailure[]; readonly isComplete: boolean }> {
    const refused = await this.activity.exports(tenantId, { states: ['refused'], offset: 0, limit: LISTED });
    const findings = await this.figures.findings(tenantId);
    const { connections, held } = await this.unitOfWork.run(tenantId, async (store) => {
      const all = await store.connections.all();
      const ofAll = await Promise.all(all.map(({ id }) => store.tranches.held(id, LISTED)));
      return { connections: all, held: ofAll.flat() };
    });
    return {
      failures: openFailures({ connections, refused: refused.rows, held, findings }),
      isComplete: refused.rows.length === refused.total && held.length < LISTED,
    };
  }

  /** Whoever is named now gets it, also where the address was wrong when it was written. */
  async #send(tenantId: string, lease: Lease): Promise<void> {
    const { waiting, addresses } = await this.unitOfWork.run(tenantId, async (store) => ({
      waiting: await store.digests.waiting(),
      addresses: (await store.alerts.find())?.addresses ?? [],
    }));
    for (const digest of waiting.filter(({ nextAttemptAt }) => nextAttemptAt <= this.clock.now())) {
      const next = await this.#attempt(digest, addresses);
      await this.unitOfWork.run(tenantId, (store) => store.digests.save(next), lease);
      if (next.sentAt === undefined || !(await this.leases.extend(lease, LEASE_MS))) return;
    }
  }

  async #attempt(digest: Digest, addresses: readonly string[]): Promise<Digest> {
    const { problem: _before, ...rest } = digest;
    const attempts = digest.attempts + 1;
    try {
      const refused = await this.mail.send(digest.mail, addresses, digest.id);
      const sentTo = addresses.filter((address) => !refused.includes(address));
      const words = `The mail server refused ${refused.join(', ')}.`;
      return {
        ...{ ...rest, attempts, sentAt: this.clock.now(), sentTo },
        ...(refused.length > 0 && { problem: problem('mail_not_sent', 'alerts', words) }),
      };
    } catch (error) {
      if (!isFault(error)) throw error;
      const restMs = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** digest.attempts);
      const nextAttemptAt = this.clock.now() + restMs;
      return { ...rest, attempts, nextAttemptAt, problem: problem('mail_not_sent', 'alerts', error.message) };
    }
  }
}

function isDue(news: readonly OpenFailure[], last: Digest | undefined, now: Instant): boolean {
  return news.some(({ isBroken }) => isBroken) || last === undefined || now - last.createdAt >= HOUR_MS;
}
