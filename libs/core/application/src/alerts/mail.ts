/** A letter in plain text and as simple HTML. It holds no secret. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export abstract class Mail {
  /** The same id again is the same letter again: whoever gets both can tell. Throws a Fault when it was not taken. */
  abstract send(letter: Letter, to: readonly string[], id: string): Promise<void>;
}
