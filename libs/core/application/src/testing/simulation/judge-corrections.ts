import { describeMoney, equal } from '@bridge/domain';
import type { Verdict } from './judge.js';
import type { People } from './people.js';
import type { Stage } from './stage.js';
import { isOverwritten } from './updates.js';

/** S12: what a bookkeeper corrected in the books stands there, unless a person has confirmed that an update goes over it. */
export async function judgeCorrections(stage: Stage, people: People, verdict: Verdict): Promise<void> {
  const { agency, bookkeeper } = people;
  const books = stage.ledger.accountant(agency.organisationId);
  for (const [ledgerId, { total, at }] of bookkeeper.corrections) {
    const shown = books.document(ledgerId).total;
    if (equal(shown, total) || (await isOverwritten(stage, agency, ledgerId, at))) continue;
    const words = `${ledgerId} was corrected to ${describeMoney(total)} and shows ${describeMoney(shown)}`;
    verdict.violations.push(`S12 ${agency.name}: ${words}`);
  }
}
