import type { LedgerAddress } from '@bridge/application';
import { partnerEdition, sampleBill, sampleInvoice, starterCap, coolabahDigital } from '@bridge/application/testing';
import { startSimulatedWorld, type SimulatedWorld } from './testing/simulated-world.js';

describe('the books of Xero', () => {
  let world: SimulatedWorld;
  beforeEach(async () => {
    world = await startSimulatedWorld();
  });
  afterEach(() => world.close());

  const at = (organisationId: string): LedgerAddress => ({ ...world.studio, organisationId });
  const contactIn = async (address: LedgerAddress) => {
    const [outcome] = await world.contacts.create(address, [{ companyId: '501', name: 'Northwind' }], 'contact');
    return outcome?.ok ? outcome.contact.id : '';
  };

  it('pass over no document that changes while the pages are turned', async () => {
    const contactId = await contactIn(world.studio);
    const created: string[] = [];
    // 21 × 50 = 1,050 bills: two pages.
    for (let batch = 0; batch < 21; batch += 1) {
      const wire = world.documents.compose(Array.from({ length: 50 }, () => sampleBill(contactId)));
      const { outcomes } = await world.documents.create(world.studio, `batch-${batch}`, wire);
      created.push(...outcomes.flatMap((outcome) => (outcome.ok ? [outcome.receipt.ledgerId] : [])));
    }
    const first = await world.changes.documents(world.studio, world.now() - 60_000, 1);
    const { ledgerId } = first.snapshots.find((snapshot) => created.includes(snapshot.ledgerId)) ?? { ledgerId: '' };
    await world.hand.approve(ledgerId);
    const second = await world.changes.documents(world.studio, world.now() - 60_000, 2);
    const seen = new Set([...first.snapshots, ...second.snapshots].map((snapshot) => snapshot.ledgerId));
    expect([first.isLast, second.isLast]).toEqual([false, true]);
    expect(created.filter((id) => !seen.has(id))).toEqual([]);
  });

  it('pass over no contact that changes while the pages are turned', async () => {
    const created: string[] = [];
    // 21 × 50 = 1,050 contacts: two pages.
    for (let call = 0; call < 21; call += 1) {
      const parties = Array.from({ length: 50 }, (_, index) => ({
        companyId: `${call}-${index}`,
        name: `Client ${call}-${index}`,
      }));
      const outcomes = await world.contacts.create(world.studio, parties, `call-${call}`);
      created.push(...outcomes.flatMap((outcome) => (outcome.ok ? [outcome.contact.id] : [])));
    }
    const first = await world.contacts.changedSince(world.studio, undefined, 1);
    const known = first.contacts.filter((contact) => created.includes(contact.id));
    for (const { id } of known.slice(0, 3)) await world.hand.archiveContact(id);
    const second = await world.contacts.changedSince(world.studio, undefined, 2);
    const seen = new Set([...first.contacts, ...second.contacts].map((contact) => contact.id));
    expect([first.isLast, second.isLast]).toEqual([false, true]);
    expect(created.filter((id) => !seen.has(id))).toEqual([]);
  });

  it('of a partner edition keep no documents', async () => {
    world.connect(partnerEdition);
    expect((await world.chart.read(at(partnerEdition))).organisation.keepsDocuments).toBe(false);
  });

  it('in Australia have other rates, in their own currency', async () => {
    world.connect(coolabahDigital);
    const chart = await world.chart.read(at(coolabahDigital));
    expect(chart.organisation).toMatchObject({ countryCode: 'AU', baseCurrency: 'AUD' });
    const sales = chart.taxRates.find((rate) => rate.taxType === 'OUTPUT');
    expect([Number(sales?.ratePercent), sales?.appliesTo.includes('revenue')]).toEqual([10, true]);
  });

  it('of a starter plan approve five bills a month', async () => {
    world.connect(starterCap);
    const contactId = await contactIn(at(starterCap));
    const bills = Array.from({ length: 6 }, () => sampleBill(contactId, { status: 'approved' }));
    const { outcomes } = await world.documents.create(at(starterCap), 'k', world.documents.compose(bills));
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, true, true, true, false]);
    expect(outcomes[5]).toMatchObject({ problems: [{ code: 'plan_limit' }] });
  });

  it('of an organisation that was never connected stay closed', async () => {
    await expect(world.chart.read(at(coolabahDigital))).rejects.toMatchObject({ fault: { kind: 'disconnected' } });
  });

  it('get a file once, however often it is sent', async () => {
    const contactId = await contactIn(world.studio);
    for (const document of [sampleInvoice(contactId), sampleBill(contactId)]) {
      const { outcomes } = await world.documents.create(
        world.studio,
        document.kind,
        world.documents.compose([document]),
      );
      const ledgerId = outcomes[0]?.ok ? outcomes[0].receipt.ledgerId : '';
      const file = { name: 'invoice 1.pdf', contentType: 'application/pdf', bytes: new TextEncoder().encode('%PDF') };
      await world.documents.attach(world.studio, document.kind, ledgerId, file);
      await world.documents.attach(world.studio, document.kind, ledgerId, file);
      expect(await world.attachmentsOf(ledgerId)).toEqual([
        expect.objectContaining({ MimeType: 'application/pdf', ContentLength: 4 }),
      ]);
    }
  });
});
