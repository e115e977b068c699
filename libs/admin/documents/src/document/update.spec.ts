import { Screen } from '@bridge/admin-ui/testing';
import { invoicesRoutes } from '../routes.js';
import {
  aCopied,
  aDocument,
  aPage,
  aProblem,
  aRefusedPreview,
  aStory,
  anExport,
  anUpdatePreview,
  gbp,
} from '../testing/fixtures.js';

const changes = { total: { copied: gbp('1000.00'), now: gbp('1200.00') } };

const openChanged = async (copied = aCopied()) => {
  const screen = await Screen.open([{ path: 'invoices', children: invoicesRoutes }], '/invoices/500');
  await screen.answer('POST', 'previews', [aRefusedPreview([aProblem({ code: 'already_copied' })])]);
  await screen.answer('GET', 'documents', aPage([{ ...copied, copyStatus: 'changed', changes }]));
  await screen.answer('GET', 'exports/e1', aStory({ state: 'exported' }));
  return screen;
};
const asked = { kind: 'invoice', sourceIds: ['500'], how: 'update' };

describe('Update existing', () => {
  it('shows what stands in Xero beside what would, and changes the one that is there', async () => {
    const screen = await openChanged();
    await screen.press('Update existing…');
    expect((await screen.answer('POST', 'previews', [anUpdatePreview()])).body).toEqual(asked);
    expect(screen.words).toContain('In Xero now');
    expect(screen.words).toContain('Design by hand');
    expect(screen.words).toContain('In Xero after the update');
    expect(screen.words).toContain('no second one is made');
    await screen.press('Update in Xero');
    const sent = await screen.answer('POST', 'exports', { requestId: '1', queued: [anExport()], refused: [] }, 202);
    expect(sent.body).toEqual(asked);
    await screen.answer('GET', 'documents', aPage([aDocument({ copyStatus: 'queued', exportId: 'e2' })]));
    expect(screen.words).toContain('Copying to Xero…');
  });

  it('names what was edited in Xero, and waits for the word that it is written over', async () => {
    const screen = await openChanged();
    await screen.press('Update existing…');
    const edits = [{ field: 'issuedOn', copied: '2026-01-31', inBooks: '2026-02-03' }] as const;
    const problem = aProblem({ code: 'update_overwrites_edits', title: 'Edited in Xero since it was copied' });
    await screen.answer('POST', 'previews', [anUpdatePreview(edits, [problem])]);
    expect(screen.words).toContain('Date: copied as 2026-01-31, now 2026-02-03.');
    expect(screen.words).not.toContain('stands in the way');
    expect(screen.button('Update in Xero').disabled).toBe(true);
    await screen.tick('Write over what was edited in Xero');
    const again = await screen.answer('POST', 'previews', [anUpdatePreview(edits)]);
    expect(again.body).toEqual({ ...asked, overwritesEdits: true });
    expect(screen.button('Update in Xero').disabled).toBe(false);
  });

  it('says what stands in the way, and can be left', async () => {
    const screen = await openChanged();
    await screen.press('Update existing…');
    const paid = aProblem({ code: 'update_paid', title: 'Paid in Xero', detail: '20.00 GBP is paid on INV-500.' });
    await screen.answer('POST', 'previews', [anUpdatePreview([], [paid])]);
    expect(screen.words).toContain('One thing stands in the way');
    expect(screen.words).toContain('20.00 GBP is paid on INV-500.');
    expect(screen.button('Update in Xero').disabled).toBe(true);
    await screen.press('Leave it as it is');
    expect(screen.words).toContain('Invoice copied');
  });

  it('is explained where it is known beforehand that it cannot be', async () => {
    const { copy, ...document } = aCopied();
    const hindrance = aProblem({ detail: 'GBP 400.00 is paid on INV-500.', whatToDo: 'Remove the payment in Xero.' });
    const screen = await openChanged({ ...document, ...(copy && { copy: { ...copy, notUpdatable: [hindrance] } }) });
    expect(screen.button('Update existing…').disabled).toBe(true);
    expect(screen.words).toContain('GBP 400.00 is paid on INV-500. Remove the payment in Xero.');
    expect(screen.words).toContain('The copy cannot be updated any more');
  });
});
