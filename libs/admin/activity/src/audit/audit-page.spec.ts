import { auditRoutes } from '../routes.js';
import { aPage, anEntry } from '../testing/fixtures.js';
import { Screen } from '@bridge/admin-ui/testing';

describe('The audit trail', () => {
  it('says who did what and when, and leads to the copy it is about', async () => {
    const screen = await Screen.open([{ path: 'audit', children: auditRoutes }], '/audit');
    const copy = anEntry({
      words: 'Copied to Xero',
      by: 'the bridge',
      subject: { kind: 'export', id: 'e1' },
      detail: {},
    });
    await screen.answer('GET', 'audit', aPage([anEntry(), copy]));
    expect(screen.words).toContain('Saved the settings Ada Brightwell');
    expect(screen.words).toContain('version: 3');
    expect(document.querySelector('time')?.getAttribute('datetime')).toBe('2026-02-01T10:00:00Z');
    expect(screen.link('See the copy')).toBe('/sync?export=e1');
  });

  it('is searched on the server', async () => {
    const screen = await Screen.open([{ path: 'audit', children: auditRoutes }], '/audit?text=ada&page=3');
    const { params } = await screen.answer('GET', 'audit', aPage([]));
    // two pages of 50 come before the third
    expect([params.get('text'), params.get('offset')]).toEqual(['ada', '100']);
    expect(screen.words).toContain('Nothing matches');
  });
});
