import { openScreen } from '../testing/screen.js';
import { problemDocument } from '../testing/world.js';
import { Alerts } from './alerts.js';

const routes = [{ path: 'settings/alerts', component: Alerts }];
const off = { isAvailable: true, isOn: false, addresses: [] };

async function open(view: object) {
  const screen = await openScreen(routes, '/settings/alerts');
  await screen.answer('GET alerts', view);
  return screen;
}

describe('alerts', () => {
  it('go to the people who are named, once switched on', async () => {
    const screen = await open(off);
    expect(screen.text).toContain('No e-mail has been written yet.');
    await screen.toggle('Write to these people when something fails');
    await screen.click('Save');
    expect(screen.text).toContain('Enter at least one address.');
    screen.verifyNothingSent();
    await screen.fill('Addresses', 'ada@brightwell.example, ben@brightwell.example');
    await screen.click('Save');
    const addresses = ['ada@brightwell.example', 'ben@brightwell.example'];
    const sent = await screen.answer('PUT alerts', { ...off, isOn: true, addresses });
    expect(sent.request.body).toEqual({ isOn: true, addresses });
    expect(screen.text).toContain('Saved.');
  });

  it('name an address that is none before anything is sent', async () => {
    const screen = await open(off);
    await screen.fill('Addresses', 'ada');
    await screen.click('Save');
    expect(screen.text).toContain('“ada” is not an e-mail address.');
    screen.verifyNothingSent();
  });

  it('are not offered where this server sends no mail', async () => {
    const screen = await open({ ...off, isAvailable: false });
    expect(screen.text).toContain('E-mail is not set up on this server');
    expect(screen.has('Save')).toBe(false);
  });

  it('say why the last letter did not arrive', async () => {
    const problem = {
      ...{ code: 'mail_not_sent', title: 'Alert could not be sent', detail: 'The mail server said: 550 unknown' },
      ...{ whatToDo: 'Check the addresses.', owner: 'admin', path: 'alerts' },
    };
    const last = { subject: 'Brightwell: one thing', writtenAt: '2026-11-20T10:00:00Z', sentTo: [] };
    const screen = await open({ ...off, last: { ...last, nextAttemptAt: '2026-11-20T10:05:00Z', problem } });
    expect(screen.text).toContain('The mail server said: 550 unknown');
    expect(screen.text).toContain('Not sent yet; tried next');
  });

  it('say when they could not be saved', async () => {
    const screen = await open({ ...off, addresses: ['ada@brightwell.example'] });
    await screen.click('Save');
    const refused = problemDocument(409, 'mail_not_set_up', 'Mail is not set up', 'Set SMTP_URL first.');
    await screen.answer('PUT alerts', refused, 409);
    expect(screen.text).toContain('Set SMTP_URL first.');
  });
});
