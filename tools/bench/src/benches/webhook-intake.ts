import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxApp, signatureOf } from '@bridge/simulator-xero';
import { below, exactly, measured, percentile, rounded, type Measure } from '../measure.js';
import { openTown } from '../world/town.js';

const PER_SECOND = 300;
const SECONDS = 30;
/** One in ten is signed with another key. */
const FORGED_EVERY = 10;

interface Answer {
  readonly isForged: boolean;
  readonly status: number;
  /** From the moment at which it was due, so that a late start counts as waiting too. */
  readonly ms: number;
}

/** P10: the intake of webhooks under a steady rain of them, forged ones among them. Against this machine only; it ends by itself. */
export async function webhookIntake(): Promise<readonly Measure[]> {
  const town = await openTown(1, { workers: 1 });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  try {
    const organisationId = town.residents[0]?.organisationId ?? '';
    const url = `${town.product.url}/api/v1/webhooks/xero`;
    const startedAt = performance.now();
    const answers: Promise<Answer>[] = [];
    for (let index = 0; index < PER_SECOND * SECONDS; index += 1) {
      const dueAt = startedAt + (index * 1_000) / PER_SECOND;
      const early = dueAt - performance.now();
      if (early > 1) await sleep(early);
      answers.push(deliver(agent, url, organisationId, index, dueAt));
    }
    return tell(await Promise.all(answers));
  } finally {
    agent.destroy();
    await town.close();
  }
}

function tell(answers: readonly Answer[]): readonly Measure[] {
  const waits = answers.map(({ ms }) => ms);
  const wrong = answers.filter(({ isForged, status }) => status !== (isForged ? 401 : 200));
  const what = `${PER_SECOND} webhooks a second for ${SECONDS} s, one in ${FORGED_EVERY} forged`;
  return [
    measured({
      id: 'P10',
      what: `p99 of the answers to ${what}`,
      unit: 'ms',
      goal: below(50),
      runs: [percentile(waits, 0.99)],
      note: `${answers.length} answers, p50 ${percentile(waits, 0.5)} ms, slowest ${percentile(waits, 1)} ms, each from the moment at which it was due; sender and web process on the same processors, a worker beside them`,
    }),
    measured({
      id: 'P10.wrong',
      what: `Genuine ones refused or forged ones taken, of ${what}`,
      unit: 'answers',
      goal: exactly(0),
      runs: [wrong.length],
      note: 'A forged one is answered with 401, a genuine one with 200',
    }),
  ];
}

function deliver(agent: Agent, url: string, organisationId: string, index: number, dueAt: number): Promise<Answer> {
  const isForged = index % FORGED_EVERY === 0;
  const id = `bbbbbbbb-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
  const event = {
    ...{ resourceUrl: `https://api.xero.com/api.xro/2.0/Invoices/${id}`, resourceId: id, tenantId: organisationId },
    ...{ tenantType: 'ORGANISATION', eventCategory: 'INVOICE', eventType: 'UPDATE' },
    eventDateUtc: new Date().toISOString().slice(0, -1),
  };
  const sequence = { firstEventSequence: index + 1, lastEventSequence: index + 1, entropy: `E${index}` };
  const body = JSON.stringify({ events: [event], ...sequence });
  const signature = signatureOf(body, isForged ? 'another key' : sandboxApp.webhookKey);
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'x-xero-signature': signature,
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { agent, method: 'POST', headers }, (response) => {
      response.resume();
      response.once('end', () =>
        resolve({ isForged, status: response.statusCode ?? 0, ms: rounded(performance.now() - dueAt) }),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
