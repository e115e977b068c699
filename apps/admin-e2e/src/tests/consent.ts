import type { Test } from '../runner.js';
import { brightwell, cedar, coolabah } from '../agencies.js';
import { Accountant } from '../people/accountant.js';
import { Admin, allow } from '../people/admin.js';

export const consentTests: readonly Test[] = [
  {
    name: 'Consent that is cancelled at Xero is said to be cancelled, and can be asked for again',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), coolabah);
      await admin.signIn();
      const xero = await admin.askXero();
      await stage.gallery.take(admin.page, 'marketplace-waiting');
      await xero.getByRole('button', { name: 'Cancel' }).last().click();
      await admin.page.getByText('Waiting for your consent').waitFor({ state: 'hidden' });
      await admin.page.getByRole('button', { name: 'Connect app' }).isEnabled();
      await stage.gallery.take(admin.page, 'marketplace-cancelled');
      return (await admin.page.locator('ui-notice strong').first().innerText()).trim();
    },
  },
  {
    name: 'A window that is closed before the consent can be given up or opened again',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), coolabah);
      await admin.signIn();
      const xero = await admin.askXero();
      await xero.close();
      const opened = admin.page.waitForEvent('popup');
      await admin.page.getByRole('button', { name: 'Open the window again' }).click();
      await (await opened).close();
      await admin.page.getByRole('button', { name: 'Stop waiting' }).click();
      await admin.page.getByText('The window was closed before Xero was connected').waitFor();
      return 'opened again, then given up';
    },
  },
  {
    name: 'A window that the browser blocks is said to be blocked',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), coolabah);
      await admin.page.addInitScript('window.open = () => null');
      await admin.signIn();
      await admin.page.getByRole('button', { name: 'Connect app' }).click();
      await admin.page.getByText('Your browser blocked the window').waitFor();
      await stage.gallery.take(admin.page, 'marketplace-blocked');
      return 'Your browser blocked the window';
    },
  },
  {
    name: 'Access taken away at Xero shows on the open page, and reconnecting restores everything',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), cedar);
      await admin.ready();
      await admin.goTo('App marketplace');
      await admin.page.getByRole('link', { name: /^Open settings/ }).click();
      await admin.card('Options').getByText('Complete', { exact: true }).waitFor();
      await new Accountant(await stage.visitor(), stage.product, cedar.tenantId).disconnectApp();
      await admin.page.getByRole('button', { name: 'Check now' }).click();
      await admin.card('Connection').getByText('Disconnected', { exact: true }).waitFor();
      await stage.gallery.take(admin.page, 'integration-disconnected');
      const opened = admin.page.waitForEvent('popup');
      await admin.page.getByRole('button', { name: 'Reconnect' }).click();
      await allow(await opened, cedar);
      await admin.card('Connection').getByText('Disconnected', { exact: true }).waitFor({ state: 'hidden' });
      await admin.card('Options').getByText('Complete', { exact: true }).waitFor();
      return 'Disconnected, then connected with all cards complete';
    },
  },
  {
    name: 'Consent for books that another subsidiary has says whose they are, and can be taken back',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      await admin.ready();
      await admin.goTo('App marketplace');
      const opened = admin.page.waitForEvent('popup');
      await admin.page.getByRole('button', { name: 'Connect app' }).click();
      await allow(await opened, brightwell);
      await admin.page.getByText('is connected to Brightwell Studio Ltd').waitFor();
      await stage.gallery.take(admin.page, 'marketplace-taken');
      await admin.page.getByRole('button', { name: /^Disconnect: / }).click();
      await admin.page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
      await admin.page.getByRole('button', { name: 'Reconnect: Brightwell Labs Ltd' }).waitFor();
      await admin.page.getByRole('link', { name: 'Open settings: Brightwell Studio Ltd' }).click();
      await admin.page.getByRole('button', { name: 'Check now' }).click();
      await admin.card('Connection').getByText('the connection works').waitFor();
      return 'Labs is disconnected again, and Studio’s connection works';
    },
  },
];
