import { Fault } from '@bridge/application';
import { problem } from '@bridge/domain';
import type { Resource } from '../client/json-api.js';
import type { ProductiveClient, ProductiveSession } from '../client/productive-client.js';
import { readText, required } from '../mappers/values.js';

/** New, updated and deleted invoices, expenses and payments. Productive keeps one webhook per event. */
const EVENTS: Readonly<Record<number, string>> = {
  2: 'new invoice',
  14: 'updated invoice',
  15: 'deleted invoice',
  21: 'new expense',
  22: 'updated expense',
  23: 'deleted expense',
  32: 'new payment',
  33: 'updated payment',
  34: 'deleted payment',
};

const TO_A_WEB_ADDRESS = 1;

export interface Subscription {
  readonly id: string;
  readonly event: number;
  readonly targetUrl: string;
  /** Signs this webhook's deliveries. Never log it. */
  readonly secret: string;
}

/** Lets Productive call us when a document changes. Needs the Ultimate plan and a token that may write. */
export class ProductiveHooks {
  constructor(private readonly client: ProductiveClient) {}

  /**
   * Idempotent: webhooks that call this address already are taken over. Faults: `refused` with `feature_unavailable` when
   * the plan has no webhooks or the person may not create them.
   */
  async subscribe(tenantId: string, targetUrl: string): Promise<readonly Subscription[]> {
    const session = await this.client.of(tenantId);
    const existing = await webhooksTo(session, targetUrl);
    const subscriptions: Subscription[] = [];
    for (const [event, name] of Object.entries(EVENTS)) {
      const webhook =
        existing.find((each) => String(each.attributes['event_id']) === event) ??
        (await create(session, Number(event), name, targetUrl));
      subscriptions.push(toSubscription(webhook, Number(event), targetUrl));
    }
    return subscriptions;
  }

  /** Idempotent. */
  async unsubscribe(tenantId: string, ids: readonly string[]): Promise<void> {
    const session = await this.client.of(tenantId);
    for (const id of ids) await session.remove('webhooks', id, 'source_forbidden');
  }
}

/** Without those that Productive switched off after too many failures. */
async function webhooksTo(session: ProductiveSession, targetUrl: string): Promise<readonly Resource[]> {
  const all = await orFeatureUnavailable(session.all('webhooks'));
  return all.filter(
    (webhook) => readText(webhook, 'target_url') === targetUrl && readText(webhook, 'deactivated_at') === undefined,
  );
}

async function create(session: ProductiveSession, event: number, name: string, targetUrl: string): Promise<Resource> {
  const attributes = {
    name: `Bridge to the books: ${name}`,
    event_id: event,
    type_id: TO_A_WEB_ADDRESS,
    target_url: targetUrl,
  };
  return orFeatureUnavailable(session.create('webhooks', attributes, 'source_forbidden'));
}

function toSubscription(webhook: Resource, event: number, targetUrl: string): Subscription {
  return {
    id: webhook.id,
    event,
    targetUrl,
    secret: required(readText(webhook, 'signature_token'), webhook, 'signature_token'),
  };
}

async function orFeatureUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Fault && error.fault.kind === 'unauthorised')) throw error;
    const detail = 'Productive allows webhooks in the Ultimate plan only, to people who may manage them.';
    const fault = { kind: 'refused', problems: [problem('feature_unavailable', 'webhooks', detail)] } as const;
    throw new Fault(fault, error.message, error.correlationId);
  }
}
