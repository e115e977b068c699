import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sampleCredit, sampleInvoice, sampleLine, sampleOrder } from '@bridge/application/testing';
import { money } from '@bridge/domain';
import { startStubServer } from '../testing/stub-server.js';
import { address, xeroAt } from '../testing/xero-under-test.js';
import { toAccount, toOrganisation, toTaxRate, toTrackingCategory } from './chart.js';
import { toContact } from './contact.js';
import { toCreditSnapshot, toLedgerCredit } from './credit-note.js';
import { toEdition } from './edition.js';
import { toPicture } from './picture.js';
import type { RawRecord } from './raw.js';
import { toReceipt } from './receipt.js';
import { toOrderSnapshot, toSnapshot } from './snapshot.js';

const page = readFileSync(fileURLToPath(new URL('../../MAPPINGS.md', import.meta.url)), 'utf8');

describe('MAPPINGS.md', () => {
  it('lists what we send of a document', async () => {
    const invoice = sampleInvoice('c-1', {
      brandingThemeId: 'theme-1',
      lines: [sampleLine({ discountPercent: '10', tracking: [{ categoryId: 'c', optionId: 'o' }] })],
    });
    const sent = await bodyOf((xero) => xero.documents.create(address, 'k', xero.documents.compose([invoice])));
    expect(leavesOf(sent['Invoices'])).toEqual(fieldsUnder('Documents, to Xero'));
  });

  it('lists what we send of an update', async () => {
    const tracking = [{ categoryId: 'c', optionId: 'o' }];
    const lines = [{ ...sampleLine({ discountPercent: '10', tracking }), lineId: 'l-1' }];
    const update = { ...sampleInvoice('c-1', { brandingThemeId: 'theme-1' }), ledgerId: 'x-1', lines };
    const sent = await bodyOf((xero) => xero.documents.update(address, 'k', xero.documents.composeUpdates([update])));
    expect(leavesOf(sent['Invoices'])).toEqual(fieldsUnder('Updates, to Xero'));
  });

  it('lists what we send of a purchase order', async () => {
    const order = { ...sampleOrder('c-1'), lines: [sampleLine({ tracking: [{ categoryId: 'c', optionId: 'o' }] })] };
    const sent = await bodyOf((xero) => xero.documents.create(address, 'k', xero.documents.compose([order])));
    expect(leavesOf(sent['PurchaseOrders'])).toEqual(fieldsUnder('Purchase orders, to Xero'));
  });

  it('lists what we send of a credit note and its allocation', async () => {
    const credit = sampleCredit('c-1', { brandingThemeId: 'theme-1' });
    const sent = await bodyOf((xero) => xero.documents.create(address, 'k', xero.documents.compose([credit])));
    expect(leavesOf(sent['CreditNotes'])).toEqual(fieldsUnder('Credit notes, to Xero'));
    const allocation = { creditId: 'c', invoiceId: 'i', amount: money(100n, 'GBP'), on: '2026-11-02' };
    const allocated = await bodyOf((xero) => xero.credits.allocate(address, allocation, 'k'));
    expect(leavesOf(allocated['Allocations'])).toEqual(fieldsUnder('Allocations, to Xero'));
  });

  it('lists what we send of a contact', async () => {
    const party = {
      companyId: '1',
      name: 'Northwind',
      email: 'a@b.example',
      taxNumber: 'GB1',
      defaultCurrency: 'GBP',
      address: { street: '1 High St', city: 'York', region: 'Yorks', postalCode: 'YO1', country: 'GB' },
    };
    const sent = await bodyOf((xero) => xero.contacts.create(address, [party], 'k'));
    expect(leavesOf(sent['Contacts'])).toEqual(fieldsUnder('Contacts, to Xero'));
  });

  const invoice = {
    InvoiceID: '5ceffde5-6786-4987-b03a-bf88d262c286',
    Type: 'ACCREC',
    Status: 'PAID',
    CurrencyCode: 'GBP',
    ...{ Total: 0, AmountDue: 0, AmountPaid: 0, AmountCredited: 0 },
    UpdatedDateUTC: '/Date(1764000000000+0000)/',
    Contact: { ContactID: '430fa14a-f945-44d3-9f97-5df5e28441b8' },
  };
  const creditNote = { CreditNoteID: invoice.InvoiceID, Type: 'ACCRECCREDIT', CreditNoteNumber: 'CN-1' };
  it.each<[string, RawRecord, (row: RawRecord) => unknown]>([
    ['Receipts, from Xero', invoice, toReceipt],
    ['Snapshots, from Xero', invoice, toSnapshot],
    ['Purchase orders, from Xero', { ...invoice, PurchaseOrderID: invoice.InvoiceID }, toOrderSnapshot],
    ['Credit notes, from Xero', { ...invoice, RemainingCredit: 0 }, toLedgerCredit],
    ['Credit notes that a person links, from Xero', { ...invoice, ...creditNote }, toCreditSnapshot],
    ['Pictures, from Xero', { ...invoice, TotalTax: 0, Date: '/Date(1764000000000+0000)/' }, toPicture],
    ['Contacts, from Xero', { ContactID: invoice.InvoiceID }, toContact],
    ['Accounts, from Xero', { Code: '200', Class: 'REVENUE', Type: 'REVENUE' }, toAccount],
    ['Tax rates, from Xero', { TaxType: 'NONE', DisplayTaxRate: 0 }, toTaxRate],
    ['Tracking categories, from Xero', { TrackingCategoryID: invoice.InvoiceID }, toTrackingCategory],
    ['Organisations, from Xero', { Name: 'B', BaseCurrency: 'GBP' }, (row) => toOrganisation(row, 'id')],
  ])('lists what we read: %s', (heading, row, map) => {
    const read = new Set<string>();
    const watched = new Proxy(row, {
      get: (target, field) => {
        read.add(String(field));
        return target[String(field)];
      },
    });
    expect(map(watched)).not.toBeUndefined();
    expect([...read].sort()).toEqual(fieldsUnder(heading));
    if (heading !== 'Pictures, from Xero') return;
    read.clear();
    expect(toEdition(watched)).not.toHaveProperty('reason');
    const both = [...fieldsUnder(heading), ...fieldsUnder('Editions, from Xero')];
    expect([...read].sort()).toEqual([...new Set(both)].sort());
  });
});

function fieldsUnder(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, field]) => field ?? '').sort();
}

/** What really leaves, after the SDK has had its way with it. */
async function bodyOf(call: (xero: ReturnType<typeof xeroAt>) => Promise<unknown>): Promise<Record<string, unknown>> {
  const server = await startStubServer();
  await call(xeroAt(server.url)).catch(() => 'the stub knows nothing');
  await server.close();
  return JSON.parse(server.seen[0]?.body ?? '{}');
}

function leavesOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => leavesOf(each, path)))].sort();
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value)
    .flatMap(([name, each]) => leavesOf(each, path === '' ? name : `${path}.${name}`))
    .sort();
}
