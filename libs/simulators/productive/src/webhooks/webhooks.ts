import type { Faults } from '../faults/faults.js';
import { requireResource } from '../resources/catalogue.js';
import type { Notice } from '../resources/resource.js';
import { renderRow, toJsonText } from '../wire/render.js';
import type { JsonObject } from '../world/json.js';
import { isObject, numberOf, textOf } from '../world/json.js';
import type { World } from '../world/world.js';
import type { SimulatorClock } from '../clock.js';
import { eventOf } from './events.js';
import { signatureOf } from './signature.js';

const furtherAttempts = 12;
/** Twelve further attempts spread over 48 hours. */
const retryEveryMs = 4 * 3_600_000;
const timeoutMs = 10_000;

interface Delivery {
  readonly webhookId: string;
  readonly organizationId: string;
  readonly body: string;
  readonly dueAt: number;
  readonly attempt: number;
  readonly isForged: boolean;
}

/** Sends what happened to whoever asked for it: one POST for each webhook and event, retried, and finally given up. */
export class Webhooks {
  private queue: Delivery[] = [];
  private heldBack: Delivery[] = [];
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly world: World,
    private readonly clock: SimulatorClock,
    private readonly faults: Faults,
    private readonly onChange: () => void,
  ) {}

  announce(notices: readonly Notice[]): void {
    for (const notice of notices) {
      const event = eventOf(notice);
      if (event === undefined) continue;
      this.world
        .list(notice.row.organizationId, 'webhooks')
        .filter(({ attributes }) => attributes['event_id'] === event && attributes['deactivated_at'] === null)
        .forEach(({ id }) => this.enqueue(id, notice));
    }
  }

  /** Sends everything that is due, and waits for the answers. */
  async flush(): Promise<void> {
    this.sending = this.sending.then(() => this.sendDue());
    await this.sending;
  }

  pending(): JsonObject[] {
    return [...this.queue, ...this.heldBack].map((delivery) => ({ ...delivery }));
  }

  restore(deliveries: readonly JsonObject[]): void {
    this.queue = deliveries.map((delivery) => ({
      webhookId: textOf(delivery['webhookId']),
      organizationId: textOf(delivery['organizationId']),
      body: textOf(delivery['body']),
      dueAt: numberOf(delivery['dueAt']),
      attempt: numberOf(delivery['attempt']),
      isForged: delivery['isForged'] === true,
    }));
  }

  private enqueue(webhookId: string, notice: Notice): void {
    const { organizationId } = notice.row;
    const fault = this.faults.strikeDelivery(organizationId)?.kind;
    const delivery: Delivery = {
      webhookId,
      organizationId,
      body: this.bodyOf(notice),
      dueAt: this.clock.now(),
      attempt: 0,
      isForged: fault === 'webhook_bad_signature',
    };
    if (fault === 'webhook_drop') return;
    if (fault === 'webhook_reorder') {
      this.heldBack.push(delivery);
      return;
    }
    this.queue.push(delivery, ...(fault === 'webhook_duplicate' ? [delivery] : []), ...this.heldBack.splice(0));
  }

  private bodyOf({ kind, row }: Notice): string {
    const item = requireResource(row.type)
      .item.replace(/(?<!^)([A-Z])/g, '_$1')
      .toLowerCase();
    return toJsonText({
      event: `${kind}_${item}`,
      item_type: item,
      item_id: row.id,
      object: { data: renderRow(this.world, row, {}), included: [] },
    });
  }

  private async sendDue(): Promise<void> {
    const now = this.clock.now();
    const due = this.queue.filter(({ dueAt }) => dueAt <= now);
    this.queue = this.queue.filter(({ dueAt }) => dueAt > now);
    for (const delivery of due) await this.send(delivery);
    if (due.length > 0) this.onChange();
  }

  private async send(delivery: Delivery): Promise<void> {
    const webhook = this.world.live(delivery.organizationId, 'webhooks', delivery.webhookId);
    if (webhook === undefined || webhook.attributes['deactivated_at'] !== null) return;
    const { target_url, signature_token, custom_headers } = webhook.attributes;
    const seconds = Math.floor(this.clock.now() / 1000);
    const key = delivery.isForged ? 'not the token' : textOf(signature_token);
    const headers = isObject(custom_headers) ? custom_headers : {};
    const status = await post(textOf(target_url), delivery.body, {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      'Content-Type': 'application/json',
      'Productive-Signature': signatureOf(key, seconds, delivery.body),
    });
    if (status >= 200 && status < 300) {
      this.world.change(webhook, { state_id: 1, retry_attempts: 0 });
      return;
    }
    this.recordFailure(delivery, status);
  }

  private recordFailure(delivery: Delivery, status: number): void {
    const webhook = this.world.find('webhooks', delivery.webhookId);
    if (webhook === undefined) return;
    const stamp = new Date(this.clock.now()).toISOString();
    const id = this.world.nextId('webhook_logs', delivery.organizationId);
    this.world.put({
      id,
      type: 'webhook_logs',
      organizationId: delivery.organizationId,
      attributes: {
        payload: delivery.body,
        status_code: status,
        retry_attempt: delivery.attempt,
        retry_job_id: `${delivery.webhookId}-${id}`,
        target_url: webhook.attributes['target_url'] ?? null,
        created_at: stamp,
      },
      links: { webhook: webhook.id },
    });
    const isLast = delivery.attempt >= furtherAttempts;
    this.world.change(webhook, {
      state_id: 2,
      retry_attempts: delivery.attempt,
      ...(isLast ? { deactivated_at: stamp } : {}),
    });
    if (!isLast)
      this.queue.push({ ...delivery, attempt: delivery.attempt + 1, dueAt: this.clock.now() + retryEveryMs });
  }
}

/** The status of the answer, 0 when there was none: refused, broken off or too late, all of which Productive retries. */
function post(url: string, body: string, headers: Record<string, string>): Promise<number> {
  return fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(timeoutMs) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    () => 0,
  );
}
