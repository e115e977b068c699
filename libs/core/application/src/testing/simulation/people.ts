import { type DocumentKind } from '@bridge/domain';
import { isFault } from '../../faults/fault.js';
import type { Agency } from '../bridge/agencies.js';
import type { UseCases } from '../bridge/wire-use-cases.js';
import { Bookkeeper } from './bookkeeper.js';
import { choresOf } from './chores.js';
import type { Dice } from './dice.js';
import { Mischiefs } from './mischief.js';
import { Office } from './office.js';
import { beyondRecall, mended, updateAll, updateJob } from './updates.js';
import type { Stage } from './stage.js';
import type { Job } from './workers.js';

/** The people around one agency: they copy documents, and meanwhile others pay, correct, credit, archive and delete. */
export class People {
  /** `kind/id` of what the bridge has promised to copy. */
  readonly promised = new Set<string>();
  /** `kind/id` of what people have changed on one side, so that both sides cannot agree any more. */
  readonly disturbed = new Set<string>();
  readonly chores: readonly Job[];
  readonly bookkeeper: Bookkeeper;
  private readonly mischiefs: Mischiefs;
  private readonly office: Office;

  constructor(
    private readonly stage: Stage,
    private readonly dice: Dice,
    readonly agency: Agency,
    private readonly documents: number,
  ) {
    this.chores = choresOf(agency);
    this.bookkeeper = new Bookkeeper(stage, dice, agency);
    this.mischiefs = new Mischiefs(stage, dice, agency);
    this.office = new Office(stage, dice, agency);
    for (let index = 1; index <= documents; index += 1) this.office.write(String(index));
  }

  /** “Copy to Xero” on some documents, now and then pressed twice. */
  copy(): Job {
    const { dice } = this;
    const kind: DocumentKind = dice.happens(0.5) ? 'invoice' : 'expense';
    const sourceIds = Array.from({ length: 1 + dice.below(4) }, () => String(1 + dice.below(this.documents)));
    const { tenantId } = this.agency;
    return {
      what: `copy ${kind} ${sourceIds.join(', ')}`,
      run: async (uses) => {
        const { queued } = await uses.requestExports.run({ tenantId, kind, sourceIds, choices: {}, by: 'Ada' });
        for (const copy of queued) this.promised.add(`${kind}/${copy.sourceId}`);
      },
    };
  }

  /** “Update existing” on some documents. */
  update(): Job {
    return updateJob(this.agency, this.dice, this.documents);
  }

  /** Somebody updates whatever people have changed. */
  makeUp(uses: UseCases): Promise<void> {
    return updateAll(uses, this.agency, this.disturbed);
  }

  /** What an update has mended is judged like anything else. */
  async forgetMended(): Promise<void> {
    for (const name of await mended(this.stage, this.agency)) this.disturbed.delete(name);
  }

  /** A person says “again” to whatever was refused. */
  retry(exportIds: readonly string[]): Job {
    return { what: 'retry', run: (uses) => uses.retryExports.run(this.agency.tenantId, exportIds, 'Ada') };
  }

  /** A moment passes, in the books and in the office. */
  async live(): Promise<void> {
    const { dice } = this;
    if (dice.happens(0.12)) this.disturb(this.bookkeeper.act(await beyondRecall(this.stage, this.agency)));
    if (dice.happens(0.01)) this.disturb(this.office.revise());
    if (dice.happens(0.002)) this.disturb(this.office.disturb());
    if (dice.happens(0.006)) this.mischiefs.begin();
    if (dice.happens(0.03)) await this.tryToMend();
  }

  /** Everybody is kind in the end: whatever was wrong is mended, and every invoice goes out to its client. */
  async makePeace(): Promise<void> {
    await this.mischiefs.mendAll();
    this.office.sendAll();
  }

  private async tryToMend(): Promise<void> {
    try {
      await this.mischiefs.mendOne();
    } catch (error) {
      // The ledger did not answer: the person tries again later.
      if (!isFault(error)) throw error;
    }
  }

  /** Takes `kind/id`, or a marker: the page of the document. */
  private disturb(what: string | undefined): void {
    if (what === undefined) return;
    const [, kind, id] = /(invoice|expense)s?\/(\d+)/.exec(what) ?? [];
    this.disturbed.add(`${kind}/${id}`);
  }
}
