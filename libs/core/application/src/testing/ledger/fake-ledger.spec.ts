import { money, type Instant } from '@bridge/domain';
import type { LedgerAddress } from '../../connections/connection.js';
import { describeLedgerAccessContract } from './contract/ledger-access-contract.js';
import { describeLedgerChangesContract } from './contract/ledger-changes-contract.js';
import { describeLedgerInventoryContract } from './contract/ledger-inventory-contract.js';
import { describeLedgerChartContract } from './contract/ledger-chart-contract.js';
import { describeLedgerContactsContract } from './contract/ledger-contacts-contract.js';
import { describeLedgerCreditsContract } from './contract/ledger-credits-contract.js';
import { describeLedgerDocumentsContract } from './contract/ledger-documents-contract.js';
import { describeLedgerUpdatesContract } from './contract/ledger-updates-contract.js';
import { codesOf, faultOf, send, sendOne, someContact } from './contract/expectations.js';
import type { LedgerWorld } from './contract/ledger-world.js';
import { sampleBill, sampleInvoice } from './contract/sample-documents.js';
import { FakeLedger } from './fake-ledger.js';
import type { LedgerHabits } from './ledger-habits.js';
import { brightwellLabs, brightwellStudio, starterCap } from './fake-organisations.js';

const MINUTE = 60_000;

describeLedgerDocumentsContract('in memory', inMemory);
describeLedgerUpdatesContract('in memory', inMemory);
describeLedgerCreditsContract('in memory', inMemory);
describeLedgerContactsContract('in memory', inMemory);
describeLedgerChangesContract('in memory', inMemory);
describeLedgerInventoryContract('in memory', inMemory);
describeLedgerChartContract('in memory', inMemory);
describeLedgerAccessContract('in memory', inMemory);

describe('FakeLedger', () => {
  it('applies a late write when its time has come, and not before', async () => {
    const world = inMemory();
    const contactId = await someContact(world);
    world.ledger.applyLate(90_000);
    expect((await faultOf(send(world, [sampleBill(contactId)]))).kind).toBe('uncertain');
    expect(world.ledger.accountant(brightwellStudio).documents()).toEqual([]);
    await world.advance(90_000);
    expect(world.ledger.accountant(brightwellStudio).documents()).toHaveLength(1);
  });

  it('lets a replay wait for the first request instead of doubling it', async () => {
    const world = inMemory();
    const wire = world.documents.compose([sampleBill(await someContact(world))]);
    world.ledger.applyLate(90_000);
    await faultOf(world.documents.create(world.studio, 'k', wire));
    const replay = await world.documents.create(world.studio, 'k', wire);
    await world.advance(5 * MINUTE);
    expect(replay.outcomes[0]?.ok).toBe(true);
    expect(world.ledger.accountant(brightwellStudio).documents()).toHaveLength(1);
  });

  it('lets a replay overtake the first request, where keys are not held: one document still', async () => {
    const world = inMemory({ lateWritesHoldKey: false });
    const wire = world.documents.compose([sampleBill(await someContact(world))]);
    world.ledger.applyLate(90_000);
    await faultOf(world.documents.create(world.studio, 'k', wire));
    const replay = await world.documents.create(world.studio, 'k', wire);
    expect(replay.outcomes[0]?.ok).toBe(true);
    // By now the key is forgotten; it was not when the first request arrived.
    await world.advance(30 * MINUTE);
    expect(world.ledger.accountant(brightwellStudio).documents()).toHaveLength(1);
  });

  it('repeats a server error under its key', async () => {
    const world = inMemory();
    const wire = world.documents.compose([sampleBill(await someContact(world))]);
    const serverError = { kind: 'uncertain', isReplayable: false } as const;
    world.ledger.failNext(serverError, { method: 'createDocuments', applied: true });
    expect(await faultOf(world.documents.create(world.studio, 'k', wire))).toEqual(serverError);
    expect(await faultOf(world.documents.create(world.studio, 'k', wire))).toEqual(serverError);
    expect(world.ledger.accountant(brightwellStudio).documents()).toHaveLength(1);
  });

  it('writes nothing when it was told to be unavailable', async () => {
    const world = inMemory();
    const contactId = await someContact(world);
    world.ledger.failNext({ kind: 'unavailable' });
    expect(await faultOf(send(world, [sampleBill(contactId)]))).toEqual({ kind: 'unavailable' });
    expect(world.ledger.accountant(brightwellStudio).documents()).toEqual([]);
  });

  it('refuses the element that it was told to refuse', async () => {
    const world = inMemory();
    const contactId = await someContact(world);
    world.ledger.accountant(brightwellStudio).refuseElement(1);
    const { outcomes } = await send(world, [sampleBill(contactId), sampleBill(contactId)]);
    expect(outcomes.map(codesOf)).toEqual([[], ['ledger_refused']]);
  });

  it('does not find what somebody entered by hand', async () => {
    const world = inMemory();
    const contactId = await someContact(world);
    const bill = sampleBill(contactId);
    const { marker } = bill;
    const byHand = { kind: 'expense', contactId, issuedOn: '2026-11-02', total: money(3600n, 'GBP'), marker } as const;
    world.ledger.accountant(brightwellStudio).enterByHand(byHand);
    expect(await world.documents.findByMarker(world.studio, [bill], 0)).toEqual(new Map());
  });

  it('approves no more bills in a month than the plan allows', async () => {
    const world = inMemory();
    const address = at(starterCap);
    const id = world.ledger.accountant(starterCap).addContactFor({ companyId: '1', name: 'Vendor' });
    const bills = Array.from({ length: 6 }, () => sampleBill(id, { status: 'approved' }));
    const { outcomes } = await world.documents.create(address, 'k', world.documents.compose(bills));
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, true, true, true, false]);
    expect(codesOf(outcomes[5])).toEqual(['plan_limit']);
  });

  it('frees the number of a deleted draft', async () => {
    const world = inMemory();
    const contactId = await someContact(world);
    const { ledgerId } = await sendOne(world, sampleInvoice(contactId));
    world.ledger.accountant(brightwellStudio).delete(ledgerId);
    expect((await send(world, [sampleInvoice(contactId)])).outcomes[0]?.ok).toBe(true);
  });

  it('shows an unreadable row beside the readable ones', async () => {
    const world = inMemory();
    const contactId = await someContact(world);
    const bad = await sendOne(world, sampleBill(contactId));
    const good = await sendOne(world, sampleBill(contactId));
    world.ledger.accountant(brightwellStudio).makeUnreadable(bad.ledgerId);
    const page = await world.changes.documents(world.studio, 0, 1);
    expect(page.unreadable.map((row) => row.ledgerId)).toEqual([bad.ledgerId]);
    expect(page.snapshots.map((row) => row.ledgerId)).toEqual([good.ledgerId]);
  });

  it('cuts the feed into pages', async () => {
    const world = inMemory({ pageSize: 2 });
    const contactId = await someContact(world);
    for (const number of ['1', '2', '3']) await sendOne(world, sampleBill(contactId, { number }));
    const pages = [
      await world.changes.documents(world.studio, 0, 1),
      await world.changes.documents(world.studio, 0, 2),
    ];
    expect(pages.map((page) => [page.snapshots.length, page.isLast])).toEqual([
      [2, false],
      [1, true],
    ]);
  });

  it('passes over no contact when another changes while the pages are turned', async () => {
    const world = inMemory({ pageSize: 1 });
    const first = await world.hand.addContact({ name: 'Northwind' });
    const second = await world.hand.addContact({ name: 'Contoso' });
    const seen = [...(await world.contacts.changedSince(world.studio, undefined, 1)).contacts];
    await world.hand.archiveContact(first);
    seen.push(...(await world.contacts.changedSince(world.studio, undefined, 2)).contacts);
    expect(seen.map((contact) => contact.id)).toEqual([first, second]);
  });

  it('has the same storm for the same dice', async () => {
    const run = async () => {
      const world = inMemory();
      const contactId = await someContact(world);
      let seed = 7;
      const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
      world.ledger.storm({ random, lost: 0.2, late: 0.2, serverError: 0.2, rateLimited: 0.1, unavailable: 0.1 });
      const results: string[] = [];
      for (let i = 0; i < 50; i += 1)
        results.push(
          await send(world, [sampleBill(contactId)]).then(
            () => 'ok',
            (error) => error.fault.kind,
          ),
        );
      world.ledger.storm(undefined);
      return { results, count: world.ledger.accountant(brightwellStudio).documents().length };
    };
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    expect(new Set(first.results)).toEqual(new Set(['ok', 'uncertain', 'rate_limited', 'unavailable']));
  });
});

function inMemory(options: Partial<LedgerHabits> = {}): LedgerWorld & { readonly ledger: FakeLedger } {
  let now: Instant = Date.parse('2026-11-24T09:00:00Z');
  const clock = { now: () => now, sleep: async (ms: number) => void (now += ms) };
  const ledger = new FakeLedger(clock, options);
  return {
    ledger,
    ...{ documents: ledger.documents, credits: ledger.credits, contacts: ledger.contacts, chart: ledger.chart },
    ...{ changes: ledger.changes, inventory: ledger.inventory, access: ledger.access },
    studio: at(brightwellStudio),
    labs: at(brightwellLabs),
    hand: ledger.accountant(brightwellStudio),
    now: () => now,
    advance: (ms) => void (now += ms),
    loseNextAnswer: () => ledger.loseNextAnswer(),
    loseNextUpdate: () => ledger.loseNextAnswer('updateDocuments'),
    disconnect: () => ledger.disconnect(brightwellStudio),
    consent: () => ledger.access.allow('ada', [brightwellStudio]),
  };
}

function at(organisationId: string): LedgerAddress {
  return { tenantId: '1001', connectionId: `connection-${organisationId}`, organisationId, grantId: 'grant-1' };
}
