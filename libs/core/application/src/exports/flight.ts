/** How a call ended: whether more can be sent, or a defect. */
type Landing = { readonly id: string } & ({ readonly goesOn: boolean } | { readonly defect: unknown });

/** The batches that are on their way to the ledger at this moment. Each is settled by its own answer, in any order. */
export class Flight {
  readonly #underWay = new Map<string, Promise<Landing>>();

  get size(): number {
    return this.#underWay.size;
  }

  has(batchId: string): boolean {
    return this.#underWay.has(batchId);
  }

  /** `send` answers false when nothing more can be sent now. */
  start(batchId: string, send: () => Promise<boolean>): void {
    const landing = send().then(
      (goesOn) => ({ id: batchId, goesOn }),
      (defect: unknown) => ({ id: batchId, defect }),
    );
    this.#underWay.set(batchId, landing);
  }

  /** Waits until one has landed; true when more can be sent. Throws what `send` threw. */
  async next(): Promise<boolean> {
    const landing = await Promise.race(this.#underWay.values());
    this.#underWay.delete(landing.id);
    if ('defect' in landing) throw landing.defect;
    return landing.goesOn;
  }

  /** Waits for all of them: none is left behind when the lease is given back. Throws what the first of them threw. */
  async rest(): Promise<void> {
    const landings = await Promise.all(this.#underWay.values());
    this.#underWay.clear();
    for (const landing of landings) if ('defect' in landing) throw landing.defect;
  }
}
