import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide, isFault } from '@bridge/application';
import { explainProblem, type ProblemCode } from '@bridge/domain';
import { anError, scriptedProductive, type Answer } from './testing/scripted-productive.js';

const NOW = Date.UTC(2026, 10, 24, 9);

interface Recording {
  readonly http_interactions: readonly {
    readonly request: { readonly method: string };
    readonly response: { readonly status: { readonly code: number }; readonly body: { readonly string: string } };
  }[];
}

const reference = process.env['BRIDGE_REFERENCE'];
if (reference === undefined) throw new Error('BRIDGE_REFERENCE must name the folder with the recordings of Productive');
const folder = join(reference, 'productive/recordings');

/** What each recorded error must come to: for a read, and for a write about a payment. */
const RECORDED: Readonly<Record<string, { readonly read: ProblemCode[]; readonly write: ProblemCode[] }>> = {
  'errors_404.json': { read: ['source_document_missing'], write: ['source_document_missing'] },
  'errors_422.json': {
    read: ['source_refused', 'source_refused', 'source_refused'],
    write: ['payment_refused', 'payment_refused', 'payment_refused'],
  },
  'errors_delete_404.json': { read: ['source_document_missing'], write: ['source_document_missing'] },
};

/** The errors that Productive's guides and the clients of others name, by status and code. */
const NAMED: readonly (readonly [string, Answer, ProblemCode, ProblemCode])[] = [
  ['a token that is missing or wrong', anError(401, 'invalid_auth_token', 'You are not authenticated'), 'source_unauthorised', 'source_unauthorised'],
  ['a token of another organisation', anError(403, 'no_person', 'Access Denied'), 'source_unauthorised', 'source_unauthorised'],
  ['a plan without the feature', anError(403, 'financials_unavailable', 'Feature financials unavailable'), 'feature_unavailable', 'feature_unavailable'],
  ['a right that is missing', anError(403, 'forbidden', 'You are not authorized to access this resource'), 'source_unauthorised', 'source_unauthorised'],
  ['an unknown id', anError(404, 'record_not_found', 'The requested record was not found'), 'source_document_missing', 'source_document_missing'],
  ['an expense sync that is not bought', anError(409, 'expense_sync_feature_unavailable', 'Conflict error'), 'source_refused', 'payment_refused'],
  ['an attribute that is not valid', anError(422, 'invalid_attribute', 'feature unavailable'), 'source_refused', 'payment_refused'],
  ['a value that is not valid', anError(422, 'invalid_attribute_value', 'can’t track on the service'), 'source_refused', 'payment_refused'],
  ['tax rates that are not mapped there', anError(422, 'tax_rates_not_mapped', 'Tax rates not mapped'), 'source_refused', 'payment_refused'],
  ['too many calls', anError(429, '', 'Rate limit reached. Try again later'), 'source_rate_limited', 'source_rate_limited'],
  ['too much server time', anError(429, '', 'Server time limit reached. Try again later'), 'source_rate_limited', 'source_rate_limited'],
  ['an error of the server', anError(500, '', 'Server Error'), 'source_unavailable', 'answer_lost'],
  ['a page of a proxy', { status: 502, body: '<html>Bad gateway</html>' }, 'source_unavailable', 'answer_lost'],
]; // prettier-ignore

describe('The errors of Productive, recorded', () => {
  const files = readdirSync(folder).filter((name) => name.startsWith('errors_'));

  it('are all expected here, and no others', () => {
    expect(Object.keys(RECORDED).sort()).toEqual(files.sort());
  });

  it.each(files)('%s has a cause, an owner and a next step', async (file) => {
    const { http_interactions: calls } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
    for (const { response } of calls) {
      const answer = { status: response.status.code, body: response.body.string };
      expect(await problemsOf(answer)).toEqual(RECORDED[file]);
    }
  });
});

describe('The errors of Productive, as its guides name them', () => {
  it.each(NAMED)('%s', async (_words, answer, read, write) => {
    expect(await problemsOf(answer)).toEqual({ read: [read], write: [write] });
  });

  it('that only a mistake of ours can cause are defects, and nothing is shown as if a person could mend it', async () => {
    for (const [status, code] of [
      [400, 'sort_param_unsupported'],
      [406, ''],
      [415, 'unsupported_content_type'],
    ] as const) {
      // prettier-ignore
      const script = await scriptedProductive(() => anError(status, code, 'Unsupported'));
      const failed = await script.productive.payments
        .settleExpense('1001', '5', '2026-11-20')
        .catch((error: unknown) => error);
      await script.close();
      expect(failed).toBeInstanceOf(Error);
      expect(isFault(failed)).toBe(false);
    }
  });
});

/** Codes of the problems that a person is shown; each must say what it means, who mends it and how. */
async function problemsOf(answer: Answer) {
  const script = await scriptedProductive(() => answer);
  const { payments } = script.productive;
  const codes = async (call: Promise<unknown>): Promise<ProblemCode[]> => {
    const error: unknown = await call.then(
      () => 'no fault',
      (reason: unknown) => reason,
    );
    if (!isFault(error)) throw new Error('Expected a fault', { cause: error });
    const decision = decide(error, 'source', NOW);
    const problems = decision.kind === 'give_up' ? decision.problems : [decision.problem];
    for (const { code, detail } of problems) {
      const { title, owner, whatToDo } = explainProblem(code);
      expect([title, owner, whatToDo, detail].every((text) => text !== '')).toBe(true);
    }
    return problems.map(({ code }) => code);
  };
  const read = await codes(payments.of('1001', '1'));
  await script.close();
  const again = await scriptedProductive(() => answer);
  const write = await codes(again.productive.payments.settleExpense('1001', '5', '2026-11-20'));
  await again.close();
  return { read, write };
}
