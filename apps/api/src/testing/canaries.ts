/**
 * People's data that tests plant in the simulators: it belongs on pages and in answers for its own people, and in no log.
 * The whole output of the test run is searched for the word CANARY as well: `npm run verify`.
 */
export const canaries = {
  company: 'CANARY Quillfeather & Daughters',
  /** On the invoice, as people write it there. */
  iban: 'GB33 CANARY 2020 1555 5555 55',
} as const;
