import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide, isFault, type CreateOutcome, type Fault, type FaultKind } from '@bridge/application';
import { sampleBill, sampleInvoice } from '@bridge/application/testing';
import { explainProblem, type ProblemCode } from '@bridge/domain';
import { startStubServer, type StubServer } from './testing/stub-server.js';
import { address, xeroAt } from './testing/xero-under-test.js';

interface Sample {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const codes = (...problems: ProblemCode[]) => ({ problems });
const fault = (kind: FaultKind) => ({ fault: kind });
const offline = fault({ kind: 'unavailable', retryAfterMs: 300_000 });

/** What each recorded error must come to. */
const EXPECTED: Readonly<Record<string, { problems: ProblemCode[] } | { fault: FaultKind }>> = {
  'invoice.duplicateNumber': codes('number_in_use'),
  'invoice.noLinesNoContactPaid': codes('document_empty', 'ledger_refused', 'contact_missing'),
  'invoice.contactUnidentified': codes('contact_missing'),
  'invoice.illegalTransition': codes('update_not_allowed'),
  'invoice.paidDocumentEdited': codes('update_not_allowed', 'update_paid'),
  'invoice.archivedContact': codes('contact_archived'),
  'invoice.accountInvalid': codes('account_unknown'),
  'invoice.accountArchived': codes('account_archived'),
  'invoice.accountAndTaxMissing': codes('account_not_mapped', 'tax_rates_not_mapped'),
  'invoice.taxTypeAccountMismatch': codes('tax_rate_not_allowed'),
  'invoice.lineTotalMismatch': codes('ledger_refused'),
  'invoice.currencyNotSubscribed': codes('currency_not_enabled'),
  'invoice.periodLock': codes('period_locked'),
  'invoice.yearEndLock': codes('period_locked'),
  'invoice.editInLockedPeriod': codes('period_locked'),
  'invoice.planCap': codes('plan_limit'),
  'invoice.urlInvalid': codes('ledger_refused'),
  'contact.duplicateName': codes('contact_refused'),
  'contact.duplicateNumber': codes('contact_refused'),
  'contact.email': codes('contact_refused'),
  'payment.notAuthorised': codes('ledger_refused', 'ledger_refused'),
  'payment.exceeds': codes('ledger_refused'),
  'payment.accountInvalid': codes('ledger_refused'),
  'payment.inBatch': codes('ledger_refused'),
  'history.documentUnknown': codes('ledger_refused'),
  'batch.summarizeErrorsFalse': fault({ kind: 'uncertain', isReplayable: false }),
  'postData.enum': codes('bad_request'),
  'query.parse': codes('bad_request'),
  noData: codes('bad_request'),
  'idempotency.clash': codes('bad_request'),
  'auth.tokenExpired': fault({ kind: 'unavailable' }),
  'auth.scope': fault({ kind: 'unauthorised' }),
  'auth.badToken': fault({ kind: 'disconnected' }),
  'auth.disconnected': fault({ kind: 'disconnected' }),
  notFound: fault({ kind: 'not_found' }),
  'rate.minute': fault({ kind: 'rate_limited', retryAfterMs: 22_000, scope: 'short' }),
  'rate.day': fault({ kind: 'rate_limited', retryAfterMs: 66_975_000, scope: 'day' }),
  'rate.concurrent': fault({ kind: 'rate_limited', retryAfterMs: 1000, scope: 'short' }),
  'rate.appminute': fault({ kind: 'rate_limited', retryAfterMs: 30_000, scope: 'short' }),
  'server.500': fault({ kind: 'uncertain', isReplayable: false }),
  'server.501': codes('bad_request'),
  'server.maintenance': offline,
  'server.unavailable': offline,
  'org.offline': offline,
  'token.invalid_grant': fault({ kind: 'disconnected' }),
  'token.invalid_client': codes('bad_request'),
  'token.unauthorized_client': codes('bad_request'),
  'token.invalid_scope': codes('bad_request'),
  'token.unsupported_grant_type': codes('bad_request'),
};

const reference = process.env['BRIDGE_REFERENCE'];
if (reference === undefined) throw new Error('BRIDGE_REFERENCE must name the folder with xero-errors.json');
const { samples } = JSON.parse(readFileSync(join(reference, 'xero-errors.json'), 'utf8')) as { samples: Sample[] };

describe('the recorded errors of Xero', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await startStubServer();
  });
  afterAll(() => server.close());

  it('are all expected here, and no others', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(samples.map((sample) => sample.id).sort());
  });

  it.each(samples.map((sample) => [sample.id, sample] as const))('%s has a meaning', async (id, sample) => {
    server.answer({ status: sample.status, headers: withoutEmpty(sample.headers), body: sample.body });
    const came = await outcomeOf(server.url, id.startsWith('token.'));
    expect(came).toEqual(EXPECTED[id]);
  });

  it.each(samples.map((sample) => [sample.id, sample] as const))(
    '%s is shown with a cause, an owner and a next step',
    async (id, sample) => {
      server.answer({ status: sample.status, headers: withoutEmpty(sample.headers), body: sample.body });
      const decision = decide(await faultAt(server.url, id.startsWith('token.')), 'ledger', 0);
      const problems = decision.kind === 'give_up' ? decision.problems : [decision.problem];
      expect(problems.length).toBeGreaterThan(0);
      for (const { code, detail } of problems) {
        const { title, owner, whatToDo } = explainProblem(code);
        expect([title, whatToDo, detail]).not.toContain('');
        expect(['admin', 'author', 'bookkeeper', 'nobody']).toContain(owner);
      }
    },
  );

  it('come to the same problems when they are about one element of a call that went well', async () => {
    const elements = samples.flatMap(({ id, body }) => {
      const { Elements: [element] = [] } = body as { Elements?: Record<string, unknown>[] };
      return element && id.startsWith('invoice.')
        ? [{ id, element: { ...element, StatusAttributeString: 'ERROR' } }]
        : [];
    });
    server.answer({ status: 200, body: { Invoices: elements.map(({ element }) => element) } });
    const xero = xeroAt(server.url);
    const wire = xero.documents.compose(elements.map(() => sampleBill('c-1')));
    const { outcomes } = await xero.documents.create(address, 'key', wire);
    expect(outcomes.map((outcome) => ({ problems: codesIn(outcome) }))).toEqual(elements.map(({ id }) => EXPECTED[id]));
  });
});

async function outcomeOf(url: string, isTokenCall: boolean) {
  const { fault: kind } = await faultAt(url, isTokenCall);
  return kind.kind === 'refused' ? { problems: kind.problems.map((problem) => problem.code) } : { fault: kind };
}

async function faultAt(url: string, isTokenCall: boolean): Promise<Fault> {
  const xero = xeroAt(url);
  const call = isTokenCall
    ? xero.access.refresh('refresh-1')
    : xero.documents.create(address, 'key', xero.documents.compose([sampleInvoice('c-1')]));
  const error: unknown = await call.then(
    () => 'no fault',
    (rejection: unknown) => rejection,
  );
  if (!isFault(error)) throw new Error('Expected a fault', { cause: error });
  return error;
}

function codesIn(outcome: CreateOutcome): ProblemCode[] {
  return outcome.ok ? [] : outcome.problems.map((problem) => problem.code);
}

function withoutEmpty(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}
