import type { Bug } from './bug.js';

const watermark = 'libs/core/domain/src/sync/watermark.ts';
const plan = 'libs/core/domain/src/payments/plan-tranches.ts';
const imports = 'libs/core/application/src/payments/import-payments.ts';
const apply = 'libs/core/application/src/payments/apply-tranche.ts';
const settle = 'libs/core/application/src/payments/settle-source.ts';
const takeIn = 'libs/core/application/src/payments/take-in-snapshot.ts';
const custody = 'libs/core/application/src/connections/token-custody.ts';
const passSpec = 'libs/core/application/src/payments/import-pass.spec.ts';
const importSpec = 'libs/core/application/src/payments/import-payments.spec.ts';
const custodySpec = 'libs/core/application/src/connections/token-custody.spec.ts';

/** Payments on their way back, and the tokens that every call needs. */
export const paymentBugs: readonly Bug[] = [
  {
    name: 'payments of a document that is linked anew stay with the old invoice',
    file: 'libs/core/application/src/payments/plan-document.ts',
    find: 'isElsewhere: tranche.sourceInvoiceId !== link.sourceId',
    replace: 'isElsewhere: false',
    specs: ['libs/core/application/src/payments/relinked.spec.ts'],
  },
  {
    name: 'a payment is entered for an invoice that the document is no longer a copy of',
    file: apply,
    find: 'if (link?.sourceId !== planned.sourceInvoiceId) {',
    replace: 'if (link === undefined) {',
    specs: ['libs/core/application/src/payments/relinked.spec.ts'],
  },
  {
    name: 'reversals of earlier passes are forgotten',
    file: 'libs/core/application/src/payments/take-in-reversals.ts',
    find: 'const isDoubted = isMassReversal(new Set([...reversed, ...lately]).size, paid);',
    replace: 'const isDoubted = isMassReversal(reversed.size, paid);',
    specs: ['libs/core/application/src/payments/mass-reversal.spec.ts'],
  },
  {
    name: 'watermark advanced before the last page',
    file: imports,
    find: 'if (page.changes.isLast) return await this.#finish(',
    replace: 'if (page.changes.isLast || run.documentsSeen > 0) return await this.#finish(',
  },
  {
    name: 'watermark advanced to our own clock',
    file: watermark,
    find: 'const reached = Math.min(cycle.maxSeen, cycle.startedAt) - OVERLAP_MS;',
    replace: 'const reached = cycle.startedAt + OVERLAP_MS;',
  },
  {
    name: 'overlap zero',
    file: watermark,
    find: 'export const OVERLAP_MS = 5 * 60_000;',
    replace: 'export const OVERLAP_MS = 0;',
    specs: ['libs/core/domain/src/sync/watermark.spec.ts'],
  },
  {
    name: 'a pass overwrites a position that was moved back meanwhile',
    file: imports,
    find: 'if (watermark.lowerBound === lowerBound) await',
    replace: 'if (watermark.lowerBound <= lowerBound) await',
    specs: [passSpec],
  },
  {
    name: 'fence dropped when a page is taken in',
    file: imports,
    find: `        return { ...taken, reversals };
      },
      lease,`,
    replace: `        return { ...taken, reversals };
      },`,
  },
  {
    name: 'deletion route ignored',
    file: plan,
    find: '!MISSED.has(tranche.state) && !live.has(',
    replace: `tranche.state === 'planned' && !live.has(`,
  },
  {
    name: 'payment known already is entered again',
    file: plan,
    find: 'const versions = known.filter((tranche) => ledgerPaymentId(tranche) === payment.id);',
    replace: 'const versions = known.filter((tranche) => tranche.paymentId === `${payment.id}#`);',
  },
  {
    name: 'second version of a payment under the name of the first',
    file: plan,
    find: '`${payment.id}#${versions.length + 1}`',
    replace: 'payment.id',
    specs: ['libs/core/domain/src/payments/plan-tranches.spec.ts'],
  },
  {
    name: 'more paid than the document is worth, and nobody says so',
    file: plan,
    find: 'if (compare(settled, total) <= 0) return [];',
    replace: 'if (compare(settled, total) < 9) return [];',
    specs: ['libs/core/domain/src/payments/plan-tranches.spec.ts'],
  },
  {
    name: 'an unknown status taken for no payments',
    file: plan,
    find: `if (problems.length > 0 || snapshot.status === 'unknown')\n    return { remove`,
    replace: 'if (problems.length > 0)\n    return { remove',
    specs: ['libs/core/domain/src/payments/plan-tranches.spec.ts'],
  },
  {
    name: 'a payment that was reconciled since is taken for new',
    file: plan,
    find: "return isDatedBefore ? 'unsure' : 'new';",
    replace: "return 'new';",
    specs: ['libs/core/domain/src/payments/plan-tranches.spec.ts'],
  },
  {
    name: 'payments from before the sync are entered',
    file: plan,
    find: "if (payment.recordedAt < since.switchedOnAt) return 'old';",
    replace: '',
    specs: ['libs/core/domain/src/payments/plan-tranches.spec.ts'],
  },
  {
    name: 'a bill that is no longer paid stays paid in the source',
    file: plan,
    find: `if (snapshot.status !== 'paid') return told === undefined ? undefined : null;`,
    replace: `if (snapshot.status !== 'paid') return undefined;`,
  },
  {
    name: 'lost answer of a payment forgotten',
    file: apply,
    find: `await this.#save(tranche, lease, { problems: [decision.problem], nextAttemptAt: now + LOOK_AGAIN_MS });
        return 'next';
      case 'pause':`,
    replace: `await this.#change(tranche, 'planned', lease, { problems: [decision.problem], nextAttemptAt: now + LOOK_AGAIN_MS });
        return 'next';
      case 'pause':`,
  },
  {
    name: 'payment not looked for before it is entered again',
    file: apply,
    find: 'const [found] = await this.#find(tranche);',
    replace: 'const [found] = (await this.#find(tranche)).slice(9);',
  },
  {
    name: 'payment entered again while the first may still arrive',
    file: apply,
    find: 'this.clock.now() - tranche.firstSentAt < QUARANTINE_MS;',
    replace: 'this.clock.now() - tranche.firstSentAt < 0;',
  },
  {
    name: 'payment removed without looking for it',
    file: apply,
    find: ': (await this.#find(tranche)).map((payment) => payment.id);',
    replace: ': (await this.#find(tranche)).slice(9).map((payment) => payment.id);',
  },
  {
    name: 'removal done before the payment has arrived',
    file: apply,
    find: 'if (found.length === 0 && this.#mayStillArrive(tranche)) {',
    replace: 'if (found.length > 9 && this.#mayStillArrive(tranche)) {',
    specs: ['libs/core/application/src/payments/settle-source.spec.ts'],
  },
  {
    name: 'entered while another payment still has to go',
    file: apply,
    find: 'if (siblings.some(({ state }) => STILL_THERE.has(state))) {',
    replace: 'if (siblings.length > 99) {',
    specs: ['libs/core/application/src/payments/settle-source.spec.ts'],
  },
  {
    name: 'zombie enters a payment after it stood still',
    file: apply,
    find: `if (this.clock.now() >= tranche.nextAttemptAt) return 'next';`,
    replace: '',
  },
  {
    name: 'a newer wish about a payment is overwritten',
    file: apply,
    find: 'return current?.state === tranche.state ? work(store, current) : undefined;',
    replace: 'return current ? work(store, { ...current, state: tranche.state }) : undefined;',
    specs: ['libs/core/application/src/payments/settle-source.spec.ts'],
  },
  {
    name: 'fence dropped when a payment is written down',
    file: apply,
    find: `return current?.state === tranche.state ? work(store, current) : undefined;
      },
      lease,`,
    replace: `return current?.state === tranche.state ? work(store, current) : undefined;
      },`,
  },
  {
    name: 'removal of a payment that was entered is only noted',
    file: takeIn,
    find: `if (tranche.state === 'planned' && tranche.firstSentAt === undefined) return 'removed';`,
    replace: `if (tranche.state === 'planned') return 'removed';`,
    specs: ['libs/core/application/src/payments/settle-source.spec.ts'],
  },
  {
    name: 'a payment changes state without an audit entry',
    file: 'libs/core/application/src/payments/change-tranche.ts',
    find: 'action: `tranche.${to}`',
    replace: "action: 'tranche.planned'",
  },
  {
    name: 'the ledger changes its mind while an expense is told',
    file: settle,
    find: '...(settlement.paidOn !== paidOn && { settlement: changedMeanwhile(settlement, now) }),',
    replace: '',
    specs: ['libs/core/application/src/payments/settle-expense.spec.ts'],
  },
  {
    name: 'a newer paid day told while an older one may still arrive',
    file: 'libs/core/application/src/payments/next-telling.ts',
    find: "if (standing?.problem?.code !== 'answer_lost') return wish;",
    replace: 'if (standing?.problem === undefined || now > 0) return wish;',
  },
  {
    name: 'a failed mark on an expense is taken for done',
    file: settle,
    find: 'if (decision !== undefined) {',
    replace: 'if (decision !== undefined && current.toldPaidOn === current.ledgerId) {',
  },
  {
    name: 'a document that cannot be read is passed over in silence',
    file: imports,
    find: 'for (const row of changes.unreadable.filter((unreadable) => links.has(unreadable.ledgerId))) {',
    replace: 'for (const row of changes.unreadable.filter((unreadable) => !links.has(unreadable.ledgerId))) {',
    specs: [importSpec],
  },
  {
    name: 'a voided copy is not mentioned',
    file: takeIn,
    find: `if (snapshot.status !== 'voided' && snapshot.status !== 'deleted')`,
    replace: `if (snapshot.status !== 'deleted')`,
  },
  {
    name: 'mass reversal is not stopped',
    file: 'libs/core/domain/src/payments/mass-reversal.ts',
    find: 'return reversed > ALWAYS_ALLOWED && reversed * 20 > paidBefore;',
    replace: 'return reversed > ALWAYS_ALLOWED && reversed * 20 > paidBefore * 99;',
    specs: ['libs/core/application/src/payments/mass-reversal.spec.ts'],
  },
  {
    name: 'renewed tokens are used and not stored',
    file: custody,
    find: 'await this.#replace(grant, renewed(grant, tokens), lease)',
    replace: 'await this.#replace(grant, grant, lease)',
    specs: [custodySpec],
  },
  {
    name: 'the lost answer of a renewal is not asked for again',
    file: custody,
    find: `if (isFault(error) && error.fault.kind === 'uncertain') return this.access.refresh(refreshToken);`,
    replace: '',
    specs: [custodySpec],
  },
  {
    name: 'two renewals of one grant at once',
    file: custody,
    find: 'if (grant.tokens.accessToken !== stale && this.#isFresh(grant.tokens)) return grant.tokens.accessToken;',
    replace: '',
    specs: [custodySpec],
  },
  {
    name: 'a refused grant is asked for again and again',
    file: custody,
    find: 'this.clock.now() - grant.refusedAt < GRACE_MS',
    replace: 'this.clock.now() - grant.refusedAt < 0',
    specs: [custodySpec],
  },
  {
    name: 'payments go on waiting though their invoice was sent',
    file: 'libs/core/application/src/documents/refresh-documents.ts',
    find: 'await enterSent(store, sentSince(changes.rows, before), this.clock.now());',
    replace: '',
    specs: ['libs/core/application/src/payments/settle-source.spec.ts'],
  },
  {
    name: 'an unsent invoice costs calls every half hour for ever',
    file: 'libs/core/application/src/payments/apply-tranche.ts',
    find: 'NOT_SENT_PAUSE_MS * 2 ** Math.min(attempts, 10)',
    replace: 'NOT_SENT_PAUSE_MS',
    specs: ['libs/core/application/src/payments/settle-source.spec.ts'],
  },
  {
    name: 'a worker that stood still tells an expense’s paid day at the end of the quarantine',
    file: settle,
    find: 'const LEAVES_WITHIN_MS = 60_000;',
    replace: 'const LEAVES_WITHIN_MS = 600_000;',
    specs: ['libs/core/application/src/payments/settle-expense.spec.ts'],
  },
];
