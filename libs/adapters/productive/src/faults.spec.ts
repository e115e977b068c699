import { money } from '@bridge/domain';
import {
  anError,
  aList,
  scriptedProductive,
  theToken,
  type Answer,
  type ScriptedProductive,
} from './testing/scripted-productive.js';

const payment = { invoiceId: '1', amount: money(6_000n, 'GBP'), paidOn: '2026-11-20', note: '[xero:p1]' };

describe('What Productive’s answers mean', () => {
  let script: ScriptedProductive;
  const answering = async (answer: Answer) => (script = await scriptedProductive(() => answer)).productive;
  afterEach(() => script.close());

  const read = async (answer: Answer) => (await answering(answer)).payments.of('1001', '1');
  const write = async (answer: Answer) => (await answering(answer)).payments.record('1001', payment);

  it('a bad token is unauthorised', async () => {
    await expect(read(anError(401, 'invalid_auth_token', 'You are not authenticated'))).rejects.toMatchObject({
      fault: { kind: 'unauthorised' },
    });
  });

  it('a token of another organisation is unauthorised for work, and finds nobody when signing in', async () => {
    const foreign = anError(403, 'no_person', 'Access denied');
    await expect(read(foreign)).rejects.toMatchObject({ fault: { kind: 'unauthorised' } });
    await script.close();
    const productive = await answering(foreign);
    await expect(productive.identity.verify('1001', 'x')).rejects.toMatchObject({ fault: { kind: 'not_found' } });
  });

  it('a missing right is unauthorised', async () => {
    await expect(write(anError(403, 'forbidden', 'You are not authorized'))).rejects.toMatchObject({
      fault: { kind: 'unauthorised' },
    });
  });

  it('a missing feature of the plan is refused with the reason', async () => {
    await expect(read(anError(403, 'financials_unavailable', 'Feature financials unavailable'))).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ code: 'feature_unavailable' }] },
    });
  });

  it('what does not exist is not found', async () => {
    await expect(write(anError(404, 'record_not_found', 'The requested record was not found'))).rejects.toMatchObject({
      fault: { kind: 'not_found' },
    });
  });

  it.each([409, 422])('a refusal (%i) of a mark hands on Productive’s words', async (status) => {
    const productive = await answering(anError(status, 'invalid_attribute', 'can’t be changed once sent'));
    await expect(
      productive.marks.announce('1001', '1', { ledgerId: 'L1', url: 'https://books.example/1' }),
    ).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ detail: expect.stringContaining('can’t be changed once sent') }] },
    });
  });

  it.each([
    [{ 'x-ratelimit-reset': '7' }, 7_000, 'short'],
    [{ 'retry-after': '30' }, 30_000, 'short'],
    [{}, 10_000, 'short'],
    [{ 'x-ratelimit-reset': '20000' }, 20_000_000, 'day'],
  ] as const)('too many calls (%o) wait %i ms', async (headers, retryAfterMs, scope) => {
    const answer = { ...anError(429, 'too_many_requests', 'Rate limit reached'), headers };
    await expect(write(answer)).rejects.toMatchObject({ fault: { kind: 'rate_limited', retryAfterMs, scope } });
  });

  it('after too many calls nobody goes on before the time is over', async () => {
    const limited = {
      ...anError(429, 'too_many_requests', 'Rate limit reached'),
      headers: { 'x-ratelimit-reset': '600' },
    };
    await expect(read(limited)).rejects.toMatchObject({ fault: { kind: 'rate_limited' } });
    await expect(script.productive.payments.of('1001', '1')).rejects.toMatchObject({
      fault: { kind: 'rate_limited', retryAfterMs: 600_000 },
    });
    expect(script.heard).toHaveLength(1);
  });

  it('a server error on a read is unavailable, on a write uncertain', async () => {
    await expect(read({ status: 502, body: '<html>' })).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    await script.close();
    await expect(write({ status: 502, body: '<html>' })).rejects.toMatchObject({
      fault: { kind: 'uncertain', isReplayable: false },
    });
  });

  it('a connection that breaks on a read is unavailable, on a write uncertain', async () => {
    await expect(read({ hangUp: true })).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    await script.close();
    await expect(write({ hangUp: true })).rejects.toMatchObject({ fault: { kind: 'uncertain', isReplayable: false } });
  });

  it('a success that cannot be read is uncertain for a write: it may have been done', async () => {
    await expect(write({ status: 201, body: '{"data":{"id":' })).rejects.toMatchObject({
      fault: { kind: 'uncertain' },
    });
    await script.close();
    await expect(read({ status: 200, body: '<html>Maintenance</html>' })).rejects.toMatchObject({
      fault: { kind: 'unavailable' },
    });
  });

  it('a page of somebody else’s that says success does not pass for a write that was done', async () => {
    const productive = await answering({ status: 200, body: '<html>Log in to the hotel’s network</html>' });
    const uncertain = { fault: { kind: 'uncertain', isReplayable: true } };
    await expect(productive.payments.remove('1001', '1')).rejects.toMatchObject(uncertain);
    await expect(productive.payments.settleExpense('1001', '1', '2026-11-20')).rejects.toMatchObject(uncertain);
  });

  it.each([400, 415])('a mistake of ours (%i) is a defect, not a fault', async (status) => {
    const error: unknown = await read(anError(status, 'unsupported', 'not supported')).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty('fault');
  });

  it('a relationship that was not included is a defect, not an absence', async () => {
    const invoice = {
      id: '1',
      type: 'invoices',
      attributes: { currency: 'GBP' },
      relationships: { company: { meta: { included: false } } },
    };
    const productive = await answering(aList([invoice]));
    await expect(productive.documents.changedSince('1001', 'invoice', undefined, 1)).rejects.toThrow(
      'The relationship "company" of invoices 1 was not included',
    );
  });

  it('never logs the token, and keeps it out of every error', async () => {
    const error: unknown = await read({ status: 500 }).catch((reason: unknown) => reason);
    expect(script.heard[0]?.headers['x-auth-token']).toBe(theToken);
    expect(script.logged).toHaveLength(1);
    expect(JSON.stringify(script.logged) + String(error)).not.toContain(theToken);
  });
});
