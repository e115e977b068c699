import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { Admin } from '../people/admin.js';

export const mainStory: readonly Test[] = [
  {
    name: 'An admin connects Xero in a new window, maps, saves, and sees a green check mark on every card',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      await admin.signIn();
      await stage.gallery.take(admin.page, 'marketplace');
      await admin.connect();
      await admin.setUp(stage.gallery);
      for (const card of ['Options', 'Tax rates', 'Invoices', 'Expenses', 'Payments'])
        await admin.card(card).getByText('Complete', { exact: true }).waitFor();
      await stage.gallery.take(admin.page, 'integration');
      await admin.goTo('App marketplace');
      await admin.page.getByText('Connected', { exact: true }).waitFor();
      await stage.gallery.take(admin.page, 'marketplace-connected');
      return 'five cards complete';
    },
  },
];
