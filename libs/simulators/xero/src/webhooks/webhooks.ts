import { createHmac, randomBytes } from 'node:crypto';
import { days, hours, minutes } from '../clock.js';
import type { Faults } from '../faults/faults.js';
import type { Touched } from '../books/index.js';
import type { Stats } from '../gate/stats.js';
import type { Schedule } from '../schedule.js';

const ANSWER_WITHIN = 5_000;
const RETRY_EVERY = minutes(15);
const GIVE_UP_AFTER = hours(24);
const KEPT = days(31);
const MOST_PER_DELIVERY = 100;

export type SubscriptionStatus = 'none' | 'unvalidated' | 'active' | 'disabled';

export interface WebhookEvent {
  sequence: number;
  at: number;
  delivered: boolean;
  body: {
    resourceUrl: string;
    resourceId: string;
    tenantId: string;
    tenantType: 'ORGANISATION';
    eventCategory: Touched['category'];
    eventType: Touched['type'];
    eventDateUtc: string;
    data?: Readonly<Record<string, string>>;
  };
}

export interface WebhooksState {
  url?: string;
  status: SubscriptionStatus;
  nextSequence: number;
  failingSince?: number;
  events: WebhookEvent[];
}

interface WebhooksWorld {
  app: { webhookKey: string };
  now: () => number;
  publicUrl: () => string;
  connected: (tenantId: string) => boolean;
  faults: Faults;
  schedule: Schedule;
  stats: Stats;
  changed: () => void;
}

const COLLECTIONS: Record<Touched['category'], string> = {
  INVOICE: 'Invoices',
  CONTACT: 'Contacts',
  CREDITNOTE: 'CreditNotes',
  PREPAYMENT: 'Prepayments',
  OVERPAYMENT: 'Overpayments',
};

/**
 * The app's one webhook subscription: events of every connected organisation, numbered in one sequence, told at least
 * once. A failed delivery is repeated at once, then every 15 minutes; after 24 hours the subscription is disabled, and
 * what it missed (31 days of it) follows when it is enabled again.
 */
export class Webhooks {
  readonly #state: WebhooksState;
  #pumping = false;

  constructor(
    private readonly world: WebhooksWorld,
    state?: WebhooksState,
  ) {
    this.#state = state ?? { status: 'none', nextSequence: 1, events: [] };
    if (this.#state.status === 'active') this.#pumpAt(world.now());
  }

  get status(): SubscriptionStatus {
    return this.#state.status;
  }

  get url(): string | undefined {
    return this.#state.url;
  }

  /** Sets the address and asks it to prove, on the spot, that it tells good signatures from bad ones. */
  async subscribe(url: string): Promise<SubscriptionStatus> {
    this.#state.url = url;
    return this.enable();
  }

  /** Runs the intent-to-receive check; what was missed follows when it is passed. */
  async enable(): Promise<SubscriptionStatus> {
    this.#state.status = (await this.#intentToReceive()) ? 'active' : 'unvalidated';
    delete this.#state.failingSince;
    this.#pumpAt(this.world.now());
    this.world.changed();
    return this.#state.status;
  }

  /** Notes what a call has touched; organisations without a connection tell nobody. */
  collect(tenantId: string, things: readonly Touched[]): void {
    if (this.#state.status === 'none' || !this.world.connected(tenantId)) return;
    const now = this.world.now();
    this.#state.events = this.#state.events.filter((event) => now < event.at + KEPT);
    for (const { category, id, type, data } of things) {
      this.#state.events.push({
        sequence: this.#state.nextSequence++,
        at: now,
        delivered: false,
        body: {
          resourceUrl: `${this.world.publicUrl()}/api.xro/2.0/${COLLECTIONS[category]}/${id}`,
          resourceId: id,
          tenantId,
          tenantType: 'ORGANISATION',
          eventCategory: category,
          eventType: type,
          eventDateUtc: new Date(now).toISOString().slice(0, -1),
          ...(data === undefined ? {} : { data }),
        },
      });
    }
    if (things.length > 0) this.#pumpAt(now);
  }

  /** Sends what waits, without waiting for the schedule, and resolves when it has been answered. */
  async deliver(): Promise<void> {
    await this.#pump(this.world.now());
    await this.world.schedule.settled();
  }

  /** Sends everything of the last 31 days again. */
  async replay(): Promise<void> {
    for (const event of this.#state.events) event.delivered = false;
    await this.deliver();
  }

  /** Every event kept, oldest first. */
  events(): readonly WebhookEvent[] {
    return this.#state.events;
  }

  snapshot(): WebhooksState {
    return structuredClone(this.#state);
  }

  #pumpAt(due: number): void {
    this.world.schedule.at(due, (at) => this.#pump(at));
  }

  async #pump(at: number): Promise<void> {
    if (this.#pumping || this.#state.status !== 'active') return;
    this.#pumping = true;
    try {
      for (let batch = this.#waiting(); batch.length > 0; batch = this.#waiting()) {
        if (await this.#deliverBatch(batch)) {
          delete this.#state.failingSince;
          continue;
        }
        this.#failedAt(at);
        return;
      }
    } finally {
      this.#pumping = false;
      this.world.changed();
    }
  }

  #waiting(): WebhookEvent[] {
    return this.#state.events.filter((event) => !event.delivered).slice(0, MOST_PER_DELIVERY);
  }

  #failedAt(at: number): void {
    const first = this.#state.failingSince === undefined;
    this.#state.failingSince ??= at;
    if (at - this.#state.failingSince >= GIVE_UP_AFTER) this.#state.status = 'disabled';
    else this.#pumpAt(first ? at : at + RETRY_EVERY);
  }

  async #deliverBatch(batch: readonly WebhookEvent[]): Promise<boolean> {
    const fault = this.world.faults.takeForDelivery();
    const accepted = await (async () => {
      switch (fault?.kind) {
        case 'webhook-dropped':
          return true;
        case 'webhook-duplicated':
          return (await this.#send(batch)) && (await this.#send(batch));
        case 'webhook-badly-signed':
          return this.#send(batch, 'badly signed');
        case 'webhook-reordered':
          return this.#sendBackwards(batch);
        default:
          return this.#send(batch);
      }
    })();
    if (accepted) for (const event of batch) event.delivered = true;
    return accepted;
  }

  async #sendBackwards(batch: readonly WebhookEvent[]): Promise<boolean> {
    for (const event of batch.toReversed()) if (!(await this.#send([event]))) return false;
    return true;
  }

  async #intentToReceive(): Promise<boolean> {
    for (const wellSigned of [true, false, true, false]) {
      const status = await this.#post(
        { events: [], firstEventSequence: 0, lastEventSequence: 0, entropy: entropy() },
        wellSigned,
      );
      if (status !== (wellSigned ? 'accepted' : 401)) return false;
    }
    return true;
  }

  async #send(batch: readonly WebhookEvent[], signature?: 'badly signed'): Promise<boolean> {
    const body = {
      events: batch.map((event) => event.body),
      firstEventSequence: batch[0]?.sequence ?? 0,
      lastEventSequence: batch.at(-1)?.sequence ?? 0,
      entropy: entropy(),
    };
    const accepted = (await this.#post(body, signature === undefined)) === 'accepted';
    this.world.stats.webhook(accepted ? 'accepted' : 'refused');
    return accepted;
  }

  /** Accepted: within five seconds, a 2xx with nothing in it and no cookies. Otherwise the status, or 0 without an answer. */
  async #post(content: object, wellSigned: boolean): Promise<'accepted' | number> {
    if (this.#state.url === undefined) return 0;
    const body = JSON.stringify(content);
    const key = wellSigned ? this.world.app.webhookKey : randomBytes(32).toString('base64');
    try {
      const response = await fetch(this.#state.url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'x-xero-signature': signatureOf(body, key),
          'User-Agent': 'Xero Webhook',
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      const answered = await response.text();
      return response.ok && answered === '' && response.headers.get('set-cookie') === null
        ? 'accepted'
        : response.status;
    } catch (error) {
      // Nobody there, or nobody in time: to Xero both are a failed delivery.
      if (['TypeError', 'TimeoutError'].includes((error as { name?: string }).name ?? '')) return 0;
      throw error;
    }
  }
}

export const signatureOf = (body: string, key: string): string =>
  createHmac('sha256', key).update(body, 'utf8').digest('base64');

const entropy = (): string => Array.from(randomBytes(20), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
