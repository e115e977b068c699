import type { ApiKeyView } from '@bridge/contracts';
import { openScreen } from '../testing/screen.js';
import { ApiKeys } from './api-keys.js';

const routes = [{ path: '**', component: ApiKeys }];
const key: ApiKeyView = {
  id: 'k1',
  name: 'Month-end script',
  right: 'copy',
  createdAt: '2026-11-24T09:00:00Z',
  createdBy: 'Ada Brightwell',
};

describe('API keys', () => {
  it('shows a new key’s secret once and keeps it nowhere', async () => {
    const screen = await openScreen(routes, '/');
    await screen.answer('GET api-keys', []);
    await screen.click('New key');
    await screen.fill('Name', 'Month-end script');
    await screen.click('Create key');
    const sent = await screen.answer('POST api-keys', { ...key, secret: 'the-secret' });
    expect(sent.request.body).toEqual({ name: 'Month-end script', right: 'view' });
    expect(screen.field('The key').value).toBe('the-secret');
    await screen.click('Done');
    await screen.answer('GET api-keys', [key]);
    expect(screen.text).toContain('Month-end script');
    expect(document.documentElement.innerHTML).not.toContain('the-secret');
  });

  it('asks for a name before it creates anything', async () => {
    const screen = await openScreen(routes, '/');
    await screen.answer('GET api-keys', []);
    await screen.click('New key');
    await screen.click('Create key');
    expect(screen.text).toContain('Give the key a name.');
    screen.verifyNothingSent();
  });

  it('revokes a key only after asking', async () => {
    const screen = await openScreen(routes, '/');
    await screen.answer('GET api-keys', [key]);
    await screen.click('Revoke: Month-end script');
    expect(screen.text).toContain('locked out at once');
    await screen.click('Revoke');
    await screen.answer('DELETE api-keys/k1', null, 204);
    await screen.answer('GET api-keys', [{ ...key, revokedAt: '2026-11-24T10:00:00Z' }]);
    expect(screen.text).toContain('Revoked');
  });
});
