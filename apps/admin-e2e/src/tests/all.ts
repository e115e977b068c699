import type { Test } from '../runner.js';
import { bulkTests } from './bulk.js';
import { consentTests } from './consent.js';
import { creditNoteTests } from './credit-notes.js';
import { everyScreenTests } from './every-screen.js';
import { keyboardTests } from './keyboard.js';
import { mainStory } from './main-story.js';
import { mendingTests } from './mending.js';
import { reconciliationTests } from './reconciliation.js';
import { settingsTests } from './settings.js';
import { signInTests } from './sign-in.js';
import { stateTests } from './states.js';
import { updatingTests } from './updating.js';

/**
 * In this order: consent is cancelled before it is given, the many that use up Xero's calls come late, the last screens show
 * what the others did.
 */
export const tests: readonly Test[] = [
  ...signInTests,
  ...mainStory,
  ...reconciliationTests,
  ...consentTests,
  ...keyboardTests,
  ...mendingTests,
  ...settingsTests,
  ...creditNoteTests,
  ...updatingTests,
  ...bulkTests,
  ...stateTests,
  ...everyScreenTests,
];
