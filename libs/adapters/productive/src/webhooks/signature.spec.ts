import { createHmac } from 'node:crypto';
import { verifyProductiveSignature } from './signature.js';

const sentAt = 1_795_500_000;
const now = sentAt * 1000 + 60_000;
const body = '{"event":"update_invoice","item_type":"invoice","item_id":"7"}';
const sign = (secret: string, text = body, time = sentAt) =>
  createHmac('sha256', secret).update(`${time}.${text}`).digest('hex');

describe('The signature of a delivery', () => {
  it.each(['t=%t, s=%s', 't=%t,s=%s'])('is accepted as "%s"', (form) => {
    const header = form.replace('%t', String(sentAt)).replace('%s', sign('right'));
    expect(verifyProductiveSignature(body, header, ['other', 'right'], now)).toBe(true);
    expect(verifyProductiveSignature(Buffer.from(body), header, ['right'], now)).toBe(true);
  });

  it('is refused when another secret made it, or none is known', () => {
    const header = `t=${sentAt}, s=${sign('wrong')}`;
    expect(verifyProductiveSignature(body, header, ['right'], now)).toBe(false);
    expect(verifyProductiveSignature(body, header, [], now)).toBe(false);
    expect(verifyProductiveSignature(body, `t=${sentAt}, s=${sign('')}`, [''], now)).toBe(false);
  });

  it('is refused when a byte of the body or the time was changed', () => {
    expect(verifyProductiveSignature(`${body} `, `t=${sentAt}, s=${sign('right')}`, ['right'], now)).toBe(false);
    expect(verifyProductiveSignature(body, `t=${sentAt + 1}, s=${sign('right')}`, ['right'], now)).toBe(false);
  });

  it.each([undefined, '', 't=, s=', `s=${'0'.repeat(64)}`, `t=${sentAt}, s=abc`])('is refused as %p', (header) => {
    expect(verifyProductiveSignature(body, header, ['right'], now)).toBe(false);
  });

  it('lasts for the days in which Productive repeats a delivery, and no longer', () => {
    const header = `t=${sentAt}, s=${sign('right')}`;
    const hours = (count: number) => sentAt * 1000 + count * 3_600_000;
    expect(verifyProductiveSignature(body, header, ['right'], hours(48))).toBe(true);
    expect(verifyProductiveSignature(body, header, ['right'], hours(73))).toBe(false);
    expect(verifyProductiveSignature(body, header, ['right'], hours(-1))).toBe(false);
  });
});
