import type { IconName } from '@bridge/admin-ui';

/** Every string of the shell, ready for translation. */
export const texts = {
  product: 'Productive Bridge',
  skip: 'Skip to content',
  menu: 'Open the menu',
  closeMenu: 'Close the menu',
  navigation: 'Main',
  signOut: 'Sign out',
  notSignedOut: 'You are still signed in',
  offline: 'You are offline',
  offlineDetail: 'What is on the screen may be old. Copies that were queued go on without this page.',
  ended: 'Your session has ended',
  endedDetail: 'Nothing was lost.',
  signInAgain: 'Sign in again',
  notFound: 'There is no such page',
  notFoundDetail: 'The address may be old or mistyped.',
  home: 'Go to the App marketplace',
} as const;

export interface NavigationLink {
  readonly to: string;
  readonly words: string;
  readonly icon: IconName;
  /** Shown only where the plan has it. */
  readonly needs?: 'purchase_orders';
}

export const navigation: readonly { readonly heading: string; readonly links: readonly NavigationLink[] }[] = [
  {
    heading: 'Copy',
    links: [
      { to: '/invoices', words: 'Invoices', icon: 'invoice' },
      { to: '/expenses', words: 'Expenses', icon: 'expense' },
      { to: '/purchase-orders', words: 'Purchase orders', icon: 'purchase_order', needs: 'purchase_orders' },
      { to: '/sync', words: 'Sync status', icon: 'sync' },
      { to: '/payments', words: 'Payments', icon: 'payment' },
      { to: '/reconciliation', words: 'Reconciliation', icon: 'balance' },
    ],
  },
  {
    heading: 'Settings',
    links: [
      { to: '/settings/apps', words: 'App marketplace', icon: 'apps' },
      { to: '/settings/alerts', words: 'Alerts', icon: 'mail' },
      { to: '/settings/api-keys', words: 'API keys', icon: 'key' },
      { to: '/audit', words: 'Audit trail', icon: 'audit' },
    ],
  },
];
