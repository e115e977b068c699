import { money } from '@bridge/domain';
import { sampleBill, sampleInvoice, sampleLine } from '@bridge/application/testing';
import { attachmentName } from './attachment-name.js';
import { toAccount, toOrganisation } from './chart.js';
import { toContact, toXeroContact } from './contact.js';
import { toXeroInvoice } from './document-to-xero.js';
import { problemOf, problemsOf } from './problems.js';
import { toSnapshot } from './snapshot.js';
import { toDecimalText, toJsonNumber, toMoney, toNearestMoney } from './xero-number.js';
import { toDay, toInstant, toModifiedSince } from './xero-time.js';

describe('amounts', () => {
  it('go into JSON exactly, or not at all', () => {
    expect(toJsonNumber('0.1234')).toBe(0.1234);
    expect(toJsonNumber('-12.50')).toBe(-12.5);
    expect(() => toJsonNumber('0.12345678901234567890')).toThrow(RangeError);
    expect(() => toJsonNumber('90071992547409930.01')).toThrow(RangeError);
    expect(() => toJsonNumber('1e3')).toThrow(RangeError);
  });

  it('come out of JSON without exponents', () => {
    expect([0.1, 1e-7, 1e21, '40.00', NaN, null].map(toDecimalText)).toEqual([
      '0.1',
      '0.0000001',
      undefined,
      '40.00',
      undefined,
      undefined,
    ]);
  });

  it('have the decimals of their currency', () => {
    expect(toMoney(12.5, 'GBP')).toEqual(money(1250n, 'GBP'));
    expect(toMoney(1250, 'JPY')).toEqual(money(1250n, 'JPY'));
    expect(toMoney(12.5, 'JPY')).toBeUndefined();
    expect(toMoney(12.5, 'XXX')).toBeUndefined();
    expect(toNearestMoney(1202.4, 'JPY')).toEqual(money(1202n, 'JPY'));
    expect(toNearestMoney(12.5, 'XXX')).toBeUndefined();
  });
});

describe('dates', () => {
  it('are calendar days in UTC, whatever the offset says', () => {
    // 1554854400000 is 2019-04-10T00:00:00Z.
    expect(toDay('/Date(1554854400000+0000)/')).toBe('2019-04-10');
    expect(toDay('/Date(1554854400000+1300)/')).toBe('2019-04-10');
    expect(toDay('/Date(-189388800000)/')).toBe('1964-01-01');
    expect(toDay('2026-09-28T00:00:00')).toBe('2026-09-28');
    expect([null, 'soon', '/Date()/', 5].map(toDay)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('are instants in UTC, with and without Z', () => {
    expect(toInstant('2026-09-28T10:00:00')).toBe(Date.parse('2026-09-28T10:00:00Z'));
    expect(toInstant('2026-09-28T10:00:00.1234567')).toBe(Date.parse('2026-09-28T10:00:00.123Z'));
  });

  it('ask for changes a whole second early rather than late', () => {
    expect(toModifiedSince(Date.parse('2026-09-28T10:00:00.999Z'))).toBe('2026-09-28T10:00:00');
  });
});

describe('a document for Xero', () => {
  it('names its contact by id and nothing else', () => {
    expect(toXeroInvoice(sampleInvoice('c-1')).contact).toEqual({ contactID: 'c-1' });
  });

  it('leaves tax to Xero', () => {
    expect(toXeroInvoice(sampleInvoice('c-1')).lineItems).toEqual([
      { description: 'Design, two days', quantity: 2, unitAmount: 50, accountCode: '200', taxType: 'OUTPUT2' },
    ]);
  });

  it('has a reference on sales invoices only', () => {
    expect(toXeroInvoice(sampleInvoice('c-1')).reference).toBe('Spring campaign');
    expect('reference' in toXeroInvoice(sampleBill('c-1'))).toBe(false);
  });

  it('is not made when an amount would change on the way', () => {
    const lines = [sampleLine({ unitAmount: '90071992547409930.01' })];
    expect(() => toXeroInvoice(sampleInvoice('c-1', { lines }))).toThrow(RangeError);
  });
});

describe('a snapshot', () => {
  const row = {
    InvoiceID: '5ceffde5-6786-4987-b03a-bf88d262c286',
    InvoiceNumber: 'INV-1',
    Type: 'ACCREC',
    Status: 'AUTHORISED',
    CurrencyCode: 'GBP',
    Total: 120,
    AmountDue: 70,
    AmountPaid: 30,
    AmountCredited: 20,
    Url: 'https://app.productive.io/1001/invoices/9001',
    UpdatedDateUTC: '/Date(1764000000000+0000)/',
    Payments: [{ PaymentID: '0d666415-cf77-43fa-80c7-56775591d426', Date: '/Date(1762732800000+0000)/', Amount: 30 }],
  };

  it('is read to the penny', () => {
    expect(toSnapshot(row)).toEqual({
      ledgerId: '5ceffde5-6786-4987-b03a-bf88d262c286',
      kind: 'invoice',
      number: 'INV-1',
      status: 'approved',
      total: money(12000n, 'GBP'),
      due: money(7000n, 'GBP'),
      paid: money(3000n, 'GBP'),
      credited: money(2000n, 'GBP'),
      // 1762732800000 is 2025-11-10T00:00:00Z.
      payments: [{ id: '0d666415-cf77-43fa-80c7-56775591d426', amount: money(3000n, 'GBP'), paidOn: '2025-11-10' }],
      changedAt: 1764000000000,
      marker: 'https://app.productive.io/1001/invoices/9001',
    });
  });

  it('leaves out payments that were deleted', () => {
    const deleted = { ...row.Payments[0], PaymentID: '1d666415-cf77-43fa-80c7-56775591d426', Status: 'DELETED' };
    const read = toSnapshot({ ...row, Payments: [...row.Payments, deleted] });
    expect(read).toMatchObject({ payments: [{ id: row.Payments[0]?.PaymentID, amount: money(3000n, 'GBP') }] });
  });

  it('concludes nothing from a status that it does not know', () => {
    expect(toSnapshot({ ...row, Status: 'PARKED' })).toMatchObject({ status: 'unknown' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['AmountDue', { AmountDue: 'seventy' }],
    ['Total', { CurrencyCode: 'XXX' }],
    ['Type', { Type: 'ACCRECCREDIT' }],
    ['UpdatedDateUTC', { UpdatedDateUTC: null }],
    ['AmountPaid', { Payments: [] }],
    ['Date', { Payments: [{ ...row.Payments[0], Date: 'yesterday' }] }],
  ])('is unreadable, and says so, when %s makes no sense', (field, change) => {
    const read = toSnapshot({ ...row, ...change });
    expect(read).toMatchObject({ ledgerId: row.InvoiceID });
    expect('reason' in read && read.reason).toMatch(field === 'Total' ? /AmountPaid|Total/ : field);
  });
});

describe('the chart', () => {
  it.each([
    ['REVENUE', '', true, false],
    ['BANK', '', false, false],
    ['CURRENT', 'DEBTORS', false, false],
    ['CURRLIAB', 'ROUNDING', true, true],
  ])('knows where lines may go: %s %s', (Type, SystemAccount, isPostable, isRounding) => {
    const row = { Code: '200', Name: 'A', Class: 'REVENUE', Status: 'ACTIVE', Type, SystemAccount };
    expect(toAccount(row)).toMatchObject({ isPostable, isRounding });
  });

  it('takes the later lock date', () => {
    const row = {
      ...{ Name: 'B', BaseCurrency: 'GBP' },
      // 2026-03-31 and 2025-12-31
      ...{ PeriodLockDate: '/Date(1774915200000+0000)/', EndOfYearLockDate: '/Date(1767139200000+0000)/' },
    };
    expect(toOrganisation(row, 'id')?.lockedThrough).toBe('2026-03-31');
  });

  it.each([
    [{ Edition: 'BUSINESS', Class: 'STANDARD' }, true],
    [{ Edition: 'BUSINESS', Class: 'A_NEW_WORD' }, true],
    [{ Edition: 'PARTNER', Class: 'STANDARD' }, false],
    [{ Edition: 'BUSINESS', Class: 'GST_CASHBOOK' }, false],
    [{ Edition: 'BUSINESS', Class: 'LEDGER' }, false],
  ])('knows who keeps documents: %j', (row, expected) => {
    expect(toOrganisation({ Name: 'B', BaseCurrency: 'GBP', ...row }, 'id')?.keepsDocuments).toBe(expected);
  });
});

describe('a contact', () => {
  it('loses what Xero takes in no name', () => {
    expect(toXeroContact({ companyId: '1', name: '  <Acme>   & Sons ' }).name).toBe('Acme & Sons');
  });

  it('has the currency of the company', () => {
    expect(toXeroContact({ companyId: '1', name: 'Acme', defaultCurrency: 'EUR' }).defaultCurrency).toBe('EUR');
    expect(toXeroContact({ companyId: '1', name: 'Acme' })).not.toHaveProperty('defaultCurrency');
  });

  it('is not active when it is archived or merged', () => {
    const row = { ContactID: '5ceffde5-6786-4987-b03a-bf88d262c286', Name: 'A', ContactStatus: 'ARCHIVED' };
    expect(toContact(row)?.isActive).toBe(false);
    const winner = '430fa14a-f945-44d3-9f97-5df5e28441b8';
    expect(toContact({ ...row, MergedToContactID: winner })?.mergedInto).toBe(winner);
  });
});

describe('Xero’s sentences', () => {
  it('keep their words and say which line they are about', () => {
    const said = "Account code '205' has been archived, or has been deleted.";
    expect(problemsOf({ LineItems: [{}, { ValidationErrors: [{ Message: said }] }] })).toEqual([
      { code: 'account_archived', path: 'lines[1].accountCode', detail: said },
    ]);
  });

  it('count once when Xero repeats itself', () => {
    const ValidationErrors = [{ Message: 'Account must be valid' }];
    expect(problemsOf({ ValidationErrors, LineItems: [{ ValidationErrors }] })).toHaveLength(1);
  });

  it('are shown as they are when they are new to us', () => {
    expect(problemOf('The moon is in the wrong phase')).toEqual({
      code: 'ledger_refused',
      path: '',
      detail: 'The moon is in the wrong phase',
    });
  });
});

describe('the name of an attachment', () => {
  it('stays when Xero can take it', () => {
    expect(attachmentName('Receipt_2026-11.pdf')).toBe('Receipt_2026-11.pdf');
  });

  it('becomes one that Xero takes, and still differs for different files', () => {
    const names = [
      'receipt (1).pdf',
      'receipt [1].pdf',
      'Übersicht+März.pdf',
      '../../etc/passwd',
      '領収書.pdf',
      '请款.pdf',
    ];
    const taken = names.map(attachmentName);
    for (const name of taken) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
    expect(new Set(taken).size).toBe(names.length);
    expect(taken[2]).toMatch(/^Ubersicht-Marz-[0-9a-f]{6}\.pdf$/);
  });
});
