import { Fault } from '../../faults/fault.js';
import type { Letter, Mail } from '../../alerts/mail.js';

export interface SentLetter extends Letter {
  readonly to: readonly string[];
  readonly id: string;
}

/** A post office that keeps what it was given. */
export class FakeMail implements Mail {
  readonly sent: SentLetter[] = [];
  /** Set: it takes nothing and says this. */
  trouble: string | undefined;
  /** It takes the letter, and its answer is lost. */
  losesAnswers = false;

  /** Addresses that it knows nobody at. */
  readonly refused = new Set<string>();

  async send(letter: Letter, to: readonly string[], id: string): Promise<readonly string[]> {
    if (this.trouble !== undefined) throw new Fault({ kind: 'unavailable' }, this.trouble);
    this.sent.push({ ...letter, to, id });
    if (this.losesAnswers) throw new Fault({ kind: 'uncertain', isReplayable: true }, 'The answer was lost');
    return to.filter((address) => this.refused.has(address));
  }
}
