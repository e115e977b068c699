import { invoicesRoutes } from '../routes.js';
import {
  aCopied,
  aDocument,
  aLedgerDocument,
  aPage,
  aPreview,
  aProblem,
  aRefusedPreview,
  aStory,
  anExport,
  gbp,
} from '../testing/fixtures.js';
import { Screen } from '@bridge/admin-ui/testing';

const open = (address: string) => Screen.open([{ path: 'invoices', children: invoicesRoutes }], address);

describe('One invoice', () => {
  it('stands beside the exact Xero document, and is copied from there', async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', [aPreview()]);
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    expect(screen.words).toContain('In Productive');
    expect(screen.words).toContain('Invoice in Xero');
    expect(screen.words).toContain('210 – Design fees · 20% (VAT on Income)');
    await screen.press('Copy to Xero');
    const sent = await screen.answer('POST', 'exports', { requestId: '1', queued: [anExport()], refused: [] }, 202);
    expect(sent.body).toEqual({ kind: 'invoice', sourceIds: ['500'] });
    await screen.answer('GET', 'documents', aPage([aDocument({ copyStatus: 'queued', exportId: 'e1' })]));
    expect(screen.words).toContain('Copying to Xero…');
    await screen.answer('POST', 'previews', [aRefusedPreview([aProblem({ code: 'copy_in_progress' })])]);
    expect(screen.words).toContain('210 – Design fees');
  });

  it('says that a credit note is one, what became of its allocation, and nothing about payments', async () => {
    const note = { isCreditNote: true, number: 'CN-7' };
    const screen = await open('/invoices/500');
    const document = { ...aLedgerDocument, ...note };
    await screen.answer('POST', 'previews', [aPreview({ document })]);
    await screen.answer('GET', 'documents', aPage([aCopied(note)]));
    const notices = [aProblem({ code: 'credit_allocated', title: 'Credit note is allocated' })];
    await screen.answer('GET', 'exports/e1', { ...aStory({ ...note, notices }), document });
    expect(screen.words).toContain('Credit note copied');
    expect(screen.words).toContain('Credit note in Xero');
    expect(screen.words).toContain('Credit note is allocated');
    expect(screen.words).not.toContain('Still due');
  });

  it('names every problem at once, with the way to mend it, and cannot be copied meanwhile', async () => {
    const screen = await open('/invoices/500');
    const { fix: _fix, ...due } = aProblem({ code: 'due_date_missing', title: 'No due date' });
    await screen.answer('POST', 'previews', [aRefusedPreview([aProblem(), due])]);
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    expect(screen.words).toContain('2 things stand in the way');
    expect(screen.words).toContain('Tax rate not mapped');
    expect(screen.words).toContain('No due date');
    expect(screen.link('Go to the setting')).toBe('/settings/xero/c1?card=tax_rates&key=7');
    expect(screen.button('Copy to Xero').disabled).toBe(true);
  });

  it('previews again with the status that was chosen, and copies with it', async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', [aRefusedPreview([aProblem({ code: 'status_not_chosen' })])]);
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    await screen.tick('Draft');
    const asked = await screen.answer('POST', 'previews', [aPreview()]);
    expect(asked.body).toEqual({ kind: 'invoice', sourceIds: ['500'], status: 'draft' });
    await screen.press('Copy to Xero');
    const sent = await screen.answer('POST', 'exports', { requestId: '1', queued: [anExport()], refused: [] }, 202);
    expect(sent.body).toEqual({ kind: 'invoice', sourceIds: ['500'], status: 'draft' });
  });

  it('that was edited after the copy says what differs', async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', [aPreview()]);
    const changes = {
      dueOn: { copied: '2026-02-28', now: '2026-03-15' },
      total: { copied: gbp('1200.00'), now: gbp('1500.00') },
    };
    await screen.answer('GET', 'documents', aPage([{ ...aCopied(), copyStatus: 'changed', changes }]));
    expect(screen.words).toContain('Changed since it was copied');
    expect(screen.words).toContain('Due date in Productive: 15 Mar 2026, copied as 28 Feb 2026.');
    expect(screen.words).toContain('Total in Productive: GBP 1,500.00, copied as GBP 1,200.00.');
    expect(screen.words).toContain('Invoice copied');
  });

  it('shows why Xero refused it last time, with the correlation id', async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', [aPreview()]);
    await screen.answer('GET', 'documents', aPage([aDocument({ copyStatus: 'attention', exportId: 'e1' })]));
    const problems = [aProblem({ title: 'Xero said no', detail: 'The TaxType code cannot be used.' })];
    await screen.answer('GET', 'exports/e1', aStory({ state: 'refused', problems, correlationId: 'corr-1' }));
    expect(screen.words).toContain('Why it was not copied last time');
    expect(screen.words).toContain('The TaxType code cannot be used.');
    expect(screen.words).toContain('corr-1');
  });

  it('says what the server refused, and may be tried again', async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', [aPreview()]);
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    await screen.press('Copy to Xero');
    const refusal = { type: '', title: 'Being copied', status: 422, detail: 'This invoice is being copied.' };
    await screen.answer('POST', 'exports', { ...refusal, code: 'copy_in_progress', problems: [] }, 422);
    expect(screen.words).toContain('This invoice is being copied.');
    expect(screen.button('Copy to Xero').disabled).toBe(false);
  });

  it('is missing when Productive does not have it', async () => {
    const screen = await open('/invoices/999');
    await screen.answer('POST', 'previews', [aRefusedPreview([])]);
    await screen.answer('GET', 'documents', aPage([]));
    expect(screen.words).toContain('Not found');
  });
});

describe('An invoice that was copied', () => {
  const openCopied = async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', [aRefusedPreview([aProblem({ code: 'already_copied' })])]);
    await screen.answer('GET', 'documents', aPage([aCopied()]));
    await screen.answer('GET', 'exports/e1', aStory({ state: 'exported' }));
    return screen;
  };

  it('says so, leads to Xero, and shows what is paid and still due', async () => {
    const screen = await openCopied();
    expect(screen.words).toContain('Invoice copied');
    expect(screen.link('View in Xero')).toBe('https://xero.example/L1');
    expect(screen.words).toContain('Paid GBP 400.00');
    expect(screen.words).toContain('Still due GBP 800.00');
    expect(screen.words).toContain('Queued for Xero');
    expect(screen.words).not.toContain('stands in the way');
  });

  it('says when one of its sides or its story cannot be read, and offers another try for each', async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', {}, 503);
    await screen.answer('GET', 'documents', aPage([aCopied()]));
    await screen.answer('GET', 'exports/e1', {}, 503);
    expect(screen.words).toContain('Invoice copied');
    expect(document.querySelectorAll('ui-error-state')).toHaveLength(2);
    await screen.press('Try again'); // the lower of the two, in the place of the story
    await screen.answer('GET', 'exports/e1', aStory({ state: 'exported' }));
    expect(screen.words).toContain('Queued for Xero');
    await screen.press('Try again');
    await screen.answer('POST', 'previews', [aRefusedPreview([aProblem({ code: 'already_copied' })])]);
    expect(screen.words).toContain('In Productive');
    expect(screen.words).not.toContain('Something went wrong');
  });

  it('asks before it is unlinked', async () => {
    const screen = await openCopied();
    await screen.press('Unlink…');
    expect(screen.words).toContain('The bridge forgets that INV-500 is the copy.');
    expect(screen.asked('DELETE', 'documents/invoice/500/copies/L1')).toBe(0);
    await screen.press('Unlink');
    await screen.answer('DELETE', 'documents/invoice/500/copies/L1', null);
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    expect(screen.words).toContain('Not copied');
  });

  it('asks before a further copy is made, and says so to the server', async () => {
    const screen = await openCopied();
    await screen.press('Create new…');
    await screen.press('Prepare a new copy');
    const asked = await screen.answer('POST', 'previews', [aPreview()]);
    expect(asked.body).toEqual({ kind: 'invoice', sourceIds: ['500'], isAgain: true });
    await screen.press('Create a new copy');
    const sent = await screen.answer('POST', 'exports', { requestId: '1', queued: [anExport()], refused: [] }, 202);
    expect(sent.body).toEqual({ kind: 'invoice', sourceIds: ['500'], isAgain: true });
  });
});

describe('Marking as copied', () => {
  it('wants the number, and shows what Xero does not know', async () => {
    const screen = await open('/invoices/500');
    await screen.answer('POST', 'previews', [aPreview()]);
    await screen.answer('GET', 'documents', aPage([aDocument()]));
    await screen.press('Mark as copied…');
    await screen.press('Mark as copied');
    expect(screen.words).toContain('Enter the number or id of the document in Xero.');
    await screen.type('Number or id in Xero', 'INV-7');
    await screen.press('Mark as copied');
    const problems = [aProblem({ title: 'Not found in Xero', detail: 'There is no INV-7.' })];
    const refusal = { type: '', title: 'Not found in Xero', status: 422, code: 'ledger_document_missing', problems };
    const sent = await screen.answer('POST', 'documents/invoice/500/mark-copied', refusal, 422);
    expect(sent.body).toEqual({ ledgerDocument: 'INV-7' });
    expect(screen.words).toContain('There is no INV-7.');
  });
});
