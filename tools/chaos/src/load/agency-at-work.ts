import { type Agency, Bridge, mapSettings } from '@bridge/witness';
import { Desk, type Row } from './desk.js';

const OF_EACH = 2;
const PRICES = [12_500, 9_999, 48_000, 7_333, 125_050];

type Kind = 'invoice' | 'expense';

/** One agency whose people make documents and have them copied, and never ask for the same one only once in a while. */
export class AgencyAtWork {
  /** Documents that a copy was asked for, as `invoice 123`; the bridge has answered that it will. */
  readonly asked = new Set<string>();
  /** Documents that the bridge would not copy, and why. */
  readonly refused = new Map<string, string>();
  readonly connectionIds: string[] = [];
  readonly #desk: Desk;
  readonly #bridge: Bridge;
  #companies: string[] = [];
  #rates = new Map<string, string>();
  #serviceId = '';
  #made = 0;

  constructor(
    readonly agency: Agency,
    bridgeUrl: string,
    productiveUrl: string,
  ) {
    this.#bridge = new Bridge(bridgeUrl);
    this.#desk = new Desk(productiveUrl, agency.organisationId, agency.token);
  }

  /** So many payments are taken back within an hour that the bridge asks; here they are all meant. Throws when it does not. */
  async applyReversals(connectionId: string): Promise<void> {
    await this.#bridge.applyReversals(connectionId);
  }

  /** Signs in, connects every subsidiary, maps and saves. */
  async settle(): Promise<void> {
    const { agency } = this;
    await this.#bridge.signIn(agency.organisationId, agency.token);
    for (const { id, xeroUser, xeroOrganisationId } of agency.subsidiaries) {
      const connection = await this.#bridge.connect(id, xeroUser, xeroOrganisationId);
      const settings = await this.#bridge.settings(connection.id);
      await this.#bridge.saveSettings(connection.id, settings.version, mapSettings(settings, { historyNotes: false }));
      this.connectionIds.push(connection.id);
    }
    this.#companies = (await this.#desk.list('companies')).map(({ id }) => id).slice(0, 10);
    for (const rate of await this.#desk.list('tax_rates', { include: 'subsidiary' })) this.#noteRate(rate);
    const [sample] = await this.#desk.list('expenses', { include: 'service' });
    this.#serviceId = sample?.relationships?.['service']?.data?.id ?? '';
  }

  /** One round: some documents of each kind for each subsidiary, and the wish to have them copied. */
  async makeSome(): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    for (const { id } of this.agency.subsidiaries) {
      const invoices = await this.#makeInvoices(id, today);
      await this.#copy('invoice', invoices);
    }
    await this.#copy('expense', await this.#makeExpenses(today));
  }

  async #makeInvoices(subsidiaryId: string, today: string): Promise<readonly string[]> {
    const companies: string[] = [];
    for (let index = 0; index < OF_EACH; index += 1) companies.push(await this.#company());
    const rows = await this.#desk.createAll(
      'invoices',
      companies.map((company_id) => ({
        ...{ company_id, subsidiary_id: subsidiaryId, currency: this.agency.baseCurrency },
        ...{ invoiced_on: today, pay_on: today, subject: 'Work under fire' },
      })),
    );
    const lines = rows.flatMap(({ id }, index) =>
      [0, 1, 2].map((part) => ({
        ...{ invoice_id: id, tax_rate_id: this.#rates.get(subsidiaryId), description: `Part ${part + 1}` },
        ...{ quantity: '1.5', unit_price: PRICES[(this.#made + index + part) % PRICES.length] },
      })),
    );
    await this.#desk.createAll('line_items', lines);
    for (const { id } of rows) await this.#desk.act('invoices', id, 'finalize');
    this.#made += rows.length;
    return rows.map(({ id }) => id);
  }

  async #makeExpenses(today: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let index = 0; index < OF_EACH; index += 1) {
      const { id } = await this.#desk.create('expenses', {
        ...{ name: `Purchase ${(this.#made += 1)}`, date: today, pay_on: today, currency: this.agency.baseCurrency },
        ...{ amount: PRICES[this.#made % PRICES.length], quantity: '1.0', service_id: this.#serviceId },
        vendor_id: await this.#company(),
      });
      ids.push(id);
    }
    await this.#desk.approve(ids);
    return ids;
  }

  /** One in five is new: its contact has to be made first. */
  async #company(): Promise<string> {
    const known = this.#companies[Math.floor(Math.random() * this.#companies.length)];
    if (known !== undefined && Math.random() < 0.8) return known;
    const name = `Newcomer ${this.agency.organisationId}-${this.#companies.length} Ltd`;
    const { id } = await this.#desk.create('companies', { name, default_currency: this.agency.baseCurrency });
    this.#companies.push(id);
    return id;
  }

  /** As an impatient person does: again when nobody answers, and one time in four twice at once. */
  async #copy(kind: Kind, ids: readonly string[]): Promise<void> {
    const asking = [this.#copyOnce(kind, ids), ...(Math.random() < 0.25 ? [this.#copyOnce(kind, ids)] : [])];
    await Promise.all(asking);
  }

  async #copyOnce(kind: Kind, ids: readonly string[]): Promise<void> {
    for (;;) {
      const answer = await this.#bridge.copy(kind, ids).catch((error: unknown) => refusalIn(error));
      if (answer === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        continue;
      }
      const hopeless = new Map(
        answer.refused
          .map(({ sourceId, problems }) => [sourceId, problems.map(({ code }) => code).join()] as const)
          .filter(([, codes]) => !/already_copied|copy_in_progress/.test(codes)),
      );
      for (const id of ids) {
        const codes = hopeless.get(id);
        if (codes === undefined) this.asked.add(`${kind} ${id}`);
        else this.refused.set(`${kind} ${id}`, codes);
      }
      return;
    }
  }

  #noteRate({ id, attributes, relationships }: Row): void {
    const subsidiaryId = relationships?.['subsidiary']?.data?.id ?? '';
    const isUsable = attributes['archived_at'] === null && attributes['name'] !== this.agency.unmappedRate;
    if (isUsable && !this.#rates.has(subsidiaryId)) this.#rates.set(subsidiaryId, id);
  }
}

interface Refusals {
  readonly refused: readonly { readonly sourceId: string; readonly problems: readonly { readonly code: string }[] }[];
}

/** Undefined when the answer was lost or the server was in trouble: then it is asked again. */
function refusalIn(error: unknown): Refusals | undefined {
  if (!(error instanceof Error)) throw error;
  const { status, body } = error as { status?: number; body?: Partial<Refusals> };
  if (status === 422 || status === 409) return { refused: body?.refused ?? [] };
  if (status !== undefined && status < 500 && status !== 429) throw error;
  return undefined;
}
