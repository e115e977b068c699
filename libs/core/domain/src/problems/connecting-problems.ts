import type { ProblemEntry } from './problem-entry.js';

/** Signing in and connecting an organisation. */
export const connectingProblems = {
  not_admin: {
    title: 'Not an admin',
    owner: 'admin',
    whatToDo: 'Only an admin of the Productive organisation may set up the integration. Ask an admin to sign in.',
  },
  token_unknown: {
    title: 'Token not accepted',
    owner: 'author',
    whatToDo: 'Generate a new token in Productive under Settings > API integrations, and paste all of it.',
  },
  token_read_only: {
    title: 'Token may only read',
    owner: 'author',
    whatToDo:
      'Payments are entered in Productive with it. Generate a token that may read and write, under Settings > API integrations.',
  },
  organisation_unknown: {
    title: 'Wrong organisation',
    owner: 'author',
    whatToDo: 'Check the organisation id: it is the number in the address of Productive, right after the host.',
  },
  subsidiary_unknown: {
    title: 'Subsidiary not found',
    owner: 'admin',
    whatToDo: 'Choose one of your subsidiaries. It may have been archived in Productive.',
  },
  consent_expired: {
    title: 'Start again',
    owner: 'admin',
    whatToDo: 'Choose “Connect app” once more and finish at Xero within ten minutes, in the same browser.',
  },
  consent_untrusted: {
    title: 'Xero’s answer cannot be trusted',
    owner: 'admin',
    whatToDo:
      'Nothing was connected. Choose “Connect app” once more; if it happens again, have the clock and the Xero addresses of this server checked.',
  },
  consent_denied: {
    title: 'Permission was not given',
    owner: 'admin',
    whatToDo: 'Nothing was connected. Choose “Connect app” once more and allow access at Xero.',
  },
  organisation_missing: {
    title: 'No organisation granted',
    owner: 'admin',
    whatToDo: 'Connect again and choose the Xero organisation on Xero’s page.',
  },
  organisation_taken: {
    title: 'Organisation already connected',
    owner: 'admin',
    whatToDo: 'A Xero organisation serves one subsidiary. Choose another one, or disconnect it there first.',
  },
  organisation_differs: {
    title: 'Another organisation than before',
    owner: 'admin',
    whatToDo: 'Confirm to connect the other organisation; the links to the old one are archived.',
  },
} as const satisfies Record<string, ProblemEntry>;
