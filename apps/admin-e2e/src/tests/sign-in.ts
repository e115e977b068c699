import type { Page } from 'playwright-core';
import type { Test } from '../runner.js';

export const signInTests: readonly Test[] = [
  {
    name: 'The sign-in page says what is missing, and that a token is wrong',
    async run(stage) {
      const page = await stage.visitor();
      await page.goto('/sign-in');
      await page.getByRole('heading', { name: 'Sandbox' }).waitFor();
      await stage.gallery.take(page, 'sign-in');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('Enter the organisation id.').waitFor();
      await page.getByText('Paste a personal access token.').waitFor();
      const words = await refused(page, '1001', 'not-a-token');
      await stage.gallery.take(page, 'sign-in-refused');
      return words;
    },
  },
  {
    name: 'An organisation that the token does not belong to is refused',
    async run(stage) {
      const page = await stage.visitor();
      await page.goto('/sign-in');
      return refused(page, '1002', 'sandbox-brightwell-admin');
    },
  },
  {
    name: 'Whoever is not an admin is told so, in other words than for a wrong token',
    async run(stage) {
      const page = await stage.visitor();
      await page.goto('/sign-in');
      const wrongToken = await refused(page, '1001', 'not-a-token');
      await page.reload();
      const notAdmin = await refused(page, '1001', 'sandbox-brightwell-member');
      if (notAdmin === wrongToken) throw new Error(`Both say: ${notAdmin}`);
      if (!/admin/i.test(notAdmin)) throw new Error(`It does not name the admin: ${notAdmin}`);
      return notAdmin;
    },
  },
  {
    name: 'A token that may only read is refused before anything is set up with it',
    async run(stage) {
      const page = await stage.visitor();
      await page.goto('/sign-in');
      const words = await refused(page, '1001', 'sandbox-brightwell-readonly');
      if (!/read and write/.test(words)) throw new Error(`It does not say what the token must be able to do: ${words}`);
      return words;
    },
  },
  {
    name: 'An agency on the Essential plan sees that an upgrade is required',
    async run(stage) {
      const page = await stage.visitor();
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Tiny Essentials' }).click();
      await page.getByText('Upgrade required').waitFor();
      await page.getByText('need the Professional or Ultimate plan').waitFor();
      if (await page.getByRole('button', { name: 'Connect app' }).isVisible())
        throw new Error('“Connect app” is offered all the same');
      await stage.gallery.take(page, 'marketplace-upgrade-required');
      return 'Upgrade required';
    },
  },
  {
    name: 'A stranger is led to the sign-in page, and on to where they wanted to go',
    async run(stage) {
      const page = await stage.visitor();
      await page.goto('/payments');
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      await page.getByRole('button', { name: 'Coolabah Digital' }).click();
      await page.getByRole('heading', { level: 1, name: 'Payments' }).waitFor();
      return page.url();
    },
  },
];

/** Tries to sign in; answers the words of the refusal. */
async function refused(page: Page, organisationId: string, token: string): Promise<string> {
  await page.getByLabel('Productive organisation id').fill(organisationId);
  await page.getByLabel('Personal access token').fill(token);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  return (await alert.innerText()).replaceAll('\n', ' ');
}
