import { Component } from '@angular/core';
import type { Routes } from '@angular/router';
import { RouterLink, RouterOutlet } from '@angular/router';
import type { SettingsView } from '@bridge/contracts';
import { openScreen, type Screen } from '../testing/screen.js';
import {
  connection,
  problem,
  problemDocument,
  session,
  settingsBody,
  settingsView,
  subsidiary,
} from '../testing/world.js';
import { Integration } from './integration.js';
import { unsavedChanges } from './unsaved-changes.js';

@Component({ template: '<h1>Elsewhere</h1>' })
class Elsewhere {}

@Component({ imports: [RouterLink, RouterOutlet], template: '<a routerLink="/else">Go elsewhere</a><router-outlet />' })
class Around {}

const routes: Routes = [
  {
    path: '',
    component: Around,
    children: [
      { path: 'settings/xero/:connectionId', component: Integration, canDeactivate: [unsavedChanges] },
      { path: '**', component: Elsewhere },
    ],
  },
];

const mapped = {
  ...settingsBody({ exportExpenses: true }),
  taxRates: { sales: {}, purchases: { '71': 'INPUT2' }, noTax: { purchases: 'NONE' } },
  expenses: { ...settingsBody().expenses, defaultAccount: '429' },
};
const unmapped = { ...mapped, taxRates: { sales: {}, purchases: {}, noTax: { purchases: 'NONE' } } };
const rateMissing = problem('taxRates.purchases.71', '“VAT standard” is not mapped for purchases.', {
  card: 'tax_rates',
  key: '71',
});

describe('a first set-up', () => {
  it('leads from options to the saved settings, step by step', async () => {
    const screen = await open(settingsView(0, settingsBody()));
    await screen.toggle('Export expenses to Xero');
    await screen.click('Next');
    await screen.pick('VAT standard: Xero, for purchases', 'VAT on');
    await screen.click('Next');
    expect(screen.field('Default expense account code').value).toBe('429 – General Expenses');
    expect(screen.text).toContain('Suggested: check it before you save.');
    await screen.pick('Admin work: Xero account', '453');
    await screen.click('Next');
    await screen.click('Save');
    const saved = { ...mapped, expenses: { ...mapped.expenses, accountsByServiceType: { '501': '453' } } };
    const sent = await screen.answer('PUT connections/c1/settings', settingsView(1, saved));
    expect(sent.request.body).toEqual({ version: 0, settings: saved });
    await screen.answer('GET session', session);
    expect(screen.region('Expenses')).toContain('Complete');
    expect(screen.region('Tax rates')).toContain('Complete');
    expect(screen.region('Invoices')).toContain('Off');
  });

  it('does not go on from tax rates while one is unmapped, and says which', async () => {
    const screen = await open(settingsView(0, settingsBody()));
    await screen.toggle('Export expenses to Xero');
    await screen.click('Next');
    await screen.click('Next');
    expect(screen.text).toContain('Xero, for purchases: VAT standard not mapped.');
    expect(document.activeElement).toBe(screen.field('VAT standard: Xero, for purchases'));
  });

  it('offers only rates that fit the side', async () => {
    const screen = await open(settingsView(0, settingsBody()));
    await screen.toggle('Export expenses to Xero');
    await screen.click('Next');
    screen.field('VAT standard: Xero, for purchases').dispatchEvent(new Event('focusin'));
    await screen.fill('VAT standard: Xero, for purchases', 'VAT');
    const offered = [...document.querySelectorAll('mat-option')].map((option) => option.textContent?.trim());
    expect(offered).toEqual(['20% (VAT on Expenses)', 'No VAT, 0 %']);
  });
});

describe('saved settings', () => {
  it('say on the card what is missing, and lead to it', async () => {
    const screen = await open(settingsView(1, unmapped, { tax_rates: [rateMissing] }));
    expect(screen.region('Tax rates')).toContain('1 thing to mend');
    expect(screen.region('Expenses')).toContain('Complete');
    await screen.click(`Show me: ${rateMissing.detail}`);
    const field = screen.field('VAT standard: Xero, for purchases');
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  it('lead to the row that a failed copy points at', async () => {
    const screen = await open(settingsView(1, mapped), '?card=expenses&key=501');
    expect(document.activeElement).toBe(screen.field('Admin work: Xero account'));
  });

  it('lead there once: whoever checks the connection or saves stays where they are', async () => {
    const screen = await open(settingsView(1, mapped), '?card=connection');
    expect(document.activeElement?.textContent).toBe('Connection');
    const check = screen.button('Check now');
    check.focus();
    check.click();
    await screen.answer('POST connections/c1/check', connection);
    await screen.answer('GET connections/c1/settings', withTravel(settingsView(1, mapped)));
    expect(document.activeElement).toBe(check);
    await screen.toggle('Send receipts along');
    const save = screen.button('Save');
    save.focus();
    save.click();
    await screen.answer('PUT connections/c1/settings', settingsView(2, mapped));
    await screen.answer('GET session', session);
    expect(document.activeElement).toBe(save);
  });

  it('read aloud what is new or not saved, without the time that is written anew every minute', async () => {
    const screen = await open(settingsView(1, mapped));
    const aloud = () => document.querySelector('.bar [aria-live]')?.textContent?.trim();
    expect(screen.text).toMatch(/Last saved .* by Ada Brightwell/);
    expect(aloud()).toBe('');
    await screen.toggle('Send receipts along');
    expect(aloud()).toBe('You have unsaved changes.');
    expect(screen.text).not.toContain('Last saved');
    await screen.click('Save');
    await screen.answer('PUT connections/c1/settings', settingsView(2, mapped));
    await screen.answer('GET session', session);
    expect(aloud()).toBe('Saved.');
    expect(screen.text).not.toContain('Last saved');
  });

  it('take a problem away as soon as its value changes', async () => {
    const screen = await open(settingsView(1, unmapped, { tax_rates: [rateMissing] }));
    await screen.pick('VAT standard: Xero, for purchases', 'VAT on');
    expect(screen.text).not.toContain(rateMissing.detail);
    expect(screen.region('Tax rates')).toContain('Not saved');
  });

  it('undo changes of a table one by one', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.click('Clear all: Tax rates');
    expect(screen.region('Tax rates')).toContain('0 of 2 mapped');
    await screen.click('Undo: Tax rates');
    expect(screen.region('Tax rates')).toContain('2 of 2 mapped');
    expect(screen.text).not.toContain('You have unsaved changes.');
  });

  it('are not overwritten when somebody else has saved meanwhile, unless the person says so', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.toggle('Send receipts along');
    await screen.click('Save');
    const clash = problemDocument(409, 'version_conflict', 'Somebody else has saved meanwhile', 'Version 2.');
    await screen.answer('PUT connections/c1/settings', clash, 409);
    expect(screen.text).toContain('Nothing was overwritten.');
    await screen.click('Save mine over it');
    await screen.answer('GET connections/c1/settings', settingsView(2, mapped));
    const sent = await screen.answer('PUT connections/c1/settings', settingsView(3, mapped));
    expect(sent.request.body).toMatchObject({ version: 2, settings: { expenses: { sendAttachments: false } } });
  });

  it('keep what is changed while they are being saved', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.toggle('Send receipts along');
    await screen.click('Save');
    await screen.fill('Days until due when an expense has no due date', '30');
    const saved = { ...mapped, expenses: { ...mapped.expenses, sendAttachments: false } };
    await screen.answer('PUT connections/c1/settings', settingsView(2, saved));
    await screen.answer('GET session', session);
    expect(screen.field('Days until due when an expense has no due date').value).toBe('30');
    expect(screen.text).toContain('You have unsaved changes.');
    await screen.click('Save');
    const sent = await screen.answer('PUT connections/c1/settings', settingsView(3, saved));
    expect(sent.request.body).toMatchObject({
      version: 2,
      settings: { expenses: { sendAttachments: false, dueDaysWhenMissing: 30 } },
    });
  });

  it('keep what is changed while those of somebody else are being read, to save it over them', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.toggle('Send receipts along');
    await screen.click('Save');
    await screen.answer('PUT connections/c1/settings', problemDocument(409, 'version_conflict', 'Clash', ''), 409);
    await screen.click('Save mine over it');
    await screen.fill('Days until due when an expense has no due date', '30');
    await screen.answer('GET connections/c1/settings', settingsView(2, mapped));
    const sent = await screen.answer('PUT connections/c1/settings', settingsView(3, mapped));
    expect(sent.request.body).toMatchObject({
      version: 2,
      settings: { expenses: { sendAttachments: false, dueDaysWhenMissing: 30 } },
    });
  });

  it('are saved although the session could not be read afterwards, which is said', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.toggle('Send receipts along');
    await screen.click('Save');
    await screen.answer('PUT connections/c1/settings', settingsView(2, mapped));
    await screen.answer('GET session', problemDocument(503, 'unavailable', 'Not reachable just now', ''), 503);
    expect(screen.text).toContain('Saved.');
    expect(screen.text).toContain('Load the page again');
    expect(screen.text).not.toContain('The settings were not saved');
  });

  it('ask before they are left with changes', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.toggle('Send receipts along');
    await screen.click('Go elsewhere');
    expect(screen.text).toContain('Leave without saving?');
    await screen.click('Stay');
    expect(screen.text).not.toContain('Elsewhere');
    await screen.click('Go elsewhere');
    await screen.click('Leave');
    expect(screen.text).toContain('Elsewhere');
  });

  it('show a server’s refusal beside its field', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.fill('Days until due when an expense has no due date', '999');
    await screen.click('Save');
    const refusal = problem('settings.expenses.dueDaysWhenMissing', 'At most 365 days.', { card: 'expenses' });
    const document = { ...problemDocument(400, 'invalid', 'Invalid', 'One field is wrong.'), problems: [refusal] };
    await screen.answer('PUT connections/c1/settings', document, 400);
    expect(screen.field('Days until due when an expense has no due date').getAttribute('aria-invalid')).toBe('true');
    expect(screen.region('Expenses')).toContain('At most 365 days.');
  });
});

describe('days until due', () => {
  it.each(['soon', '-3', '1.5'])('are not sent as “%s”, which the field says and takes the focus', async (days) => {
    const screen = await open(settingsView(1, mapped));
    await screen.fill('Days until due when an expense has no due date', days);
    await screen.click('Save');
    screen.verifyNothingSent();
    expect(screen.region('Expenses')).toContain('Write a whole number from 0 to 365.');
    expect(document.activeElement).toBe(screen.field('Days until due when an expense has no due date'));
  });
});

describe('the connection', () => {
  it('is checked on demand', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.click('Check now');
    await screen.answer('POST connections/c1/check', { ...connection, status: 'disconnected' });
    expect(screen.region('Connection')).toContain('The connection needs attention.');
  });

  it('that works brings in what was added in Xero, beside what is not saved yet', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.toggle('Send receipts along');
    await screen.click('Check now');
    await screen.answer('POST connections/c1/check', connection);
    await screen.answer('GET connections/c1/settings', withTravel(settingsView(1, mapped)));
    expect(screen.region('Connection')).toContain('Xero answers: the connection works.');
    expect(screen.field<HTMLInputElement>('Send receipts along').checked).toBe(false);
    await screen.pick('Default expense account code', 'Travel');
    await screen.click('Save');
    const sent = await screen.answer('PUT connections/c1/settings', settingsView(2, mapped));
    expect(sent.request.body).toMatchObject({
      version: 1,
      settings: { expenses: { sendAttachments: false, defaultAccount: '493' } },
    });
  });

  it('that is checked hides no version which somebody else saved meanwhile', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.toggle('Send receipts along');
    await screen.click('Check now');
    await screen.answer('POST connections/c1/check', connection);
    await screen.answer('GET connections/c1/settings', withTravel(settingsView(2, unmapped)));
    await screen.pick('Default expense account code', 'Travel');
    await screen.click('Save');
    const clash = problemDocument(409, 'version_conflict', 'Somebody else has saved meanwhile', 'Version 2.');
    const sent = await screen.answer('PUT connections/c1/settings', clash, 409);
    expect(sent.request.body).toMatchObject({ version: 1 });
    expect(screen.text).toContain('Nothing was overwritten.');
  });

  it('is cut only after asking', async () => {
    const screen = await open(settingsView(1, mapped));
    await screen.click('Disconnect');
    expect(screen.text).toContain('Links, mappings and history are kept');
    await screen.click('Cancel');
    expect(screen.region('Connection')).toContain('Brightwell Books');
  });
});

describe('tracking options', () => {
  it('are chosen by what Productive has, with equal names suggested and used when asked for', async () => {
    const screen = await open(settingsView(1, mapped));
    expect(screen.region('Tracking')).toContain('Off');
    await screen.choose('First tracking category', 'region');
    const values = [
      { id: '811', name: 'North' },
      { id: '812', name: 'Relaunch' },
    ];
    const asked = await screen.answer('GET connections/c1/tracking-values', { values });
    expect(asked.request.params.get('from')).toBe('project');
    await screen.click('Use 1 suggestion');
    await screen.pick('Relaunch: Region', 'South');
    await screen.choose('When there is no option for a line', 'refuse');
    await screen.click('Save');
    const tracking = [
      {
        ...({ categoryId: 'region', from: 'project', whenUnmapped: 'refuse' } as const),
        options: { '811': 'north', '812': 'south' },
      },
    ];
    const sent = await screen.answer('PUT connections/c1/settings', settingsView(2, { ...mapped, tracking }));
    expect(sent.request.body).toMatchObject({ settings: { tracking } });
  });

  it('are forgotten when they are to be chosen by something else', async () => {
    const rule = {
      categoryId: 'region',
      from: 'project',
      whenUnmapped: 'leave_out',
      options: { '811': 'north' },
    } as const;
    const screen = await open(settingsView(1, { ...mapped, tracking: [rule] }));
    await screen.answer('GET connections/c1/tracking-values', { values: [{ id: '811', name: 'North' }] });
    expect(screen.region('Tracking')).toContain('1 of 1 mapped');
    await screen.choose('The option is chosen by', 'client');
    await screen.answer('GET connections/c1/tracking-values', { values: [{ id: '811', name: 'Acme' }] });
    expect(screen.region('Tracking')).toContain('0 of 1 mapped');
  });
});

function withTravel(view: SettingsView): SettingsView {
  const travel = { code: '493', name: 'Travel', class: 'expense' } as const;
  return { ...view, choices: { ...view.choices, expenseAccounts: [...view.choices.expenseAccounts, travel] } };
}

async function open(view: SettingsView, query = ''): Promise<Screen> {
  const screen = await openScreen(routes, `/settings/xero/c1${query}`);
  await screen.answer('GET connections', [subsidiary(view.version === 0 ? 'setup_incomplete' : 'connected')]);
  await screen.answer('GET connections/c1/settings', view);
  return screen;
}

describe('automatic copying', () => {
  it('is chosen for invoices, and says what will happen', async () => {
    const screen = await open(settingsView(1, { ...mapped, options: { ...mapped.options, exportInvoices: true } }));
    expect(screen.region('Options')).toContain('Earlier documents are left alone');
    await screen.choose('Copy invoices to Xero automatically', 'finalised');
    await screen.toggle('Copy expenses to Xero automatically when they are approved');
    await screen.click('Save');
    const sent = await screen.answer('PUT connections/c1/settings', settingsView(2, mapped));
    expect(sent.request.body).toMatchObject({
      settings: { options: { automaticInvoices: 'finalised', automaticExpenses: true } },
    });
  });

  it('cannot be chosen while a person sets every status, and says so', async () => {
    const manual = {
      ...mapped,
      options: { ...mapped.options, exportInvoices: true },
      invoices: { ...mapped.invoices, initialStatus: 'manual' as const },
    };
    const screen = await open(settingsView(1, manual));
    expect(screen.region('Options')).toContain('Not possible while the initial status is always set manually.');
    const field = screen.field<HTMLSelectElement>('Copy invoices to Xero automatically');
    expect([...field.options].map(({ disabled }) => disabled)).toEqual([false, true, true]);
  });
});
