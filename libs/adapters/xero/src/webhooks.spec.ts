import { createHmac } from 'node:crypto';
import { readXeroEvents, verifyXeroSignature } from './webhooks.js';

const key = 'sandbox-webhook-key';
const body = Buffer.from('{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"ABC"}');
const signature = createHmac('sha256', key).update(body).digest('base64');

describe('a webhook of Xero', () => {
  it('is genuine when the very bytes were signed with the key', () => {
    expect(verifyXeroSignature(body, signature, key)).toBe(true);
  });

  it.each([
    ['another key', body, signature, 'other'],
    ['other bytes', Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)), signature, key],
    ['no signature', body, undefined, key],
    ['an empty signature', body, '', key],
    ['a shorter signature', body, signature.slice(0, 20), key],
    ['another signature', body, Buffer.alloc(32).toString('base64'), key],
  ])('is forged with %s', (_, bytes, header, with_) => {
    expect(verifyXeroSignature(bytes, header, with_)).toBe(false);
  });

  it('tells where to look, and nothing of what it cannot read', () => {
    const event = { tenantId: 't-1', resourceId: 'r-1', eventCategory: 'INVOICE', eventType: 'UPDATE' };
    const events = [event, { ...event, eventCategory: 'NEW_WORD' }, { ...event, tenantId: 5 }, null, 'x'];
    expect(readXeroEvents({ events })).toEqual([
      { organisationId: 't-1', category: 'INVOICE', ledgerId: 'r-1' },
      { organisationId: 't-1', category: 'NEW_WORD', ledgerId: 'r-1' },
    ]);
  });

  it.each([[undefined], [null], ['text'], [{}], [{ events: 'none' }]])('survives %j', (anything) => {
    expect(readXeroEvents(anything)).toEqual([]);
  });
});
