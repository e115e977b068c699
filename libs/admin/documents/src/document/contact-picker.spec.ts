import { Screen } from '@bridge/admin-ui/testing';
import { invoicesRoutes } from '../routes.js';
import { aDocument, aPage, aPreview } from '../testing/fixtures.js';

const open = async () => {
  const screen = await Screen.open([{ path: 'invoices', children: invoicesRoutes }], '/invoices/500');
  await screen.answer('POST', 'previews', [aPreview()]);
  await screen.answer('GET', 'documents', aPage([aDocument()]));
  return screen;
};

/** Until the search has noticed that the typing is over. */
const search = async (screen: Screen, text: string) => {
  document.querySelector<HTMLElement>('#contact')?.focus();
  await screen.type('Contact in Xero', text);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await screen.settle();
};

const options = () => [...document.querySelectorAll('mat-option')].map((option) => option.textContent?.trim());

describe('Finding a contact', () => {
  it('offers what Xero knows by that name', async () => {
    const screen = await open();
    await search(screen, 'Harbour');
    const { params } = await screen.answer('GET', 'connections/c1/contacts', [{ id: 'k1', name: 'Harbour & Finch' }]);
    expect(params.get('search')).toBe('Harbour');
    expect(options()).toEqual(['Harbour & Finch']);
  });

  it('says that it failed instead of offering the contacts of an earlier search', async () => {
    const screen = await open();
    await search(screen, 'Harbour');
    await screen.answer('GET', 'connections/c1/contacts', [{ id: 'k1', name: 'Harbour & Finch' }]);
    await search(screen, 'Harbour Master');
    await screen.answer('GET', 'connections/c1/contacts', {}, 503);
    expect(options()).toEqual(['Something went wrong. Try again in a moment. Nothing was changed.']);
    await search(screen, 'Harbour Masters');
    await screen.answer('GET', 'connections/c1/contacts', []);
    expect(options()).toEqual(['No contact of that name in Xero.']);
  });
});
