/** A letter in plain text and as simple HTML. It holds no secret. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export abstract class Mail {
  /**
   * Answers the addresses that were refused while others were taken. Throws a Fault when nobody gets it. The same id again
   * is the same letter again: whoever gets both can tell.
   */
  abstract send(letter: Letter, to: readonly string[], id: string): Promise<readonly string[]>;
}
