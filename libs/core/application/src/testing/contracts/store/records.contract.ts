import type { LedgerContact } from '@bridge/domain';
import type { AuditEntry } from '../../../audit/audit-trail.js';
import type { Finding } from '../../../audit/findings.js';
import type { Store } from '../../../runtime/unit-of-work.js';
import { aConnection, aDocumentRow, freshId, gbp, MINUTE, NOW, refusal, without } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeContactBookContract(name: string, make: MakeStoreWorld): void {
  describe(`Contact book: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);
    const nobody = { ids: [], numbers: [], taxNumbers: [], emails: [], names: [] };
    const northwind: LedgerContact = {
      id: freshId(),
      name: 'Northwind  Traders',
      number: 'PRODUCTIVE-77',
      taxNumber: 'GB 123',
      email: 'Pay@Northwind.example',
      isActive: true,
    };
    const acme: LedgerContact = { id: freshId(), name: 'Acme 100%_plus', isActive: true };

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
      await run((store) => store.contacts.takeIn(connectionId, [northwind, acme], NOW));
    });

    it('knows how far it has been refreshed', async () => {
      expect(await run((store) => store.contacts.refreshedThrough(connectionId))).toBe(NOW);
      await run((store) => store.contacts.takeIn(connectionId, [], NOW + MINUTE));
      expect(await run((store) => store.contacts.refreshedThrough(connectionId))).toBe(NOW + MINUTE);
      expect(await run((store) => store.contacts.refreshedThrough(freshId()))).toBeUndefined();
    });

    it('finds candidates by each sign, whatever the case and the spaces', async () => {
      const signs = [
        { ids: [northwind.id] },
        { numbers: ['productive-77'] },
        { taxNumbers: ['gb 123'] },
        { emails: ['pay@northwind.EXAMPLE'] },
        { names: [' northwind traders '] },
      ];
      for (const sign of signs)
        expect(await run((store) => store.contacts.candidates(connectionId, { ...nobody, ...sign }))).toEqual([
          northwind,
        ]);
      expect(await run((store) => store.contacts.candidates(connectionId, nobody))).toEqual([]);
    });

    it('brings the contact along that a candidate was merged into', async () => {
      const merged = { ...northwind, isActive: false, mergedInto: acme.id };
      await run((store) => store.contacts.takeIn(connectionId, [merged], NOW));
      const found = await run((store) => store.contacts.candidates(connectionId, { ...nobody, ids: [merged.id] }));
      expect(new Set(found)).toEqual(new Set([merged, acme]));
    });

    it('searches active contacts by part of name, e-mail or number, taking the text as it is', async () => {
      const search = (text: string) => run((store) => store.contacts.search(connectionId, text));
      expect(await search('NORTH')).toEqual([northwind]);
      expect(await search('@northwind')).toEqual([northwind]);
      expect(await search('ctive-77')).toEqual([northwind]);
      expect(await search('100%_')).toEqual([acme]);
      expect(await search('1%')).toEqual([]);
      expect(await search('')).toEqual([acme, northwind]);
      await run((store) => store.contacts.takeIn(connectionId, [{ ...acme, isActive: false }], NOW));
      expect(await search('')).toEqual([northwind]);
    });

    it('remembers the contact chosen for a company, the last choice', async () => {
      await run(async (store) => {
        expect(await store.contacts.remembered(connectionId, ['77'])).toEqual({});
        await store.contacts.remembered(connectionId, [], { '77': northwind.id });
        expect(await store.contacts.remembered(connectionId, ['77', '78'], { '77': acme.id })).toEqual({
          '77': acme.id,
        });
      });
    });

    it('forgets the contacts and choices of one connection when it is told to', async () => {
      const connection = aConnection(tenantId);
      const other = connection.id;
      await run(async (store) => {
        await store.connections.add(connection);
        await store.contacts.takeIn(other, [acme], NOW);
        await store.contacts.remembered(connectionId, [], { '77': northwind.id });
        await store.contacts.forget(connectionId);
      });
      await run(async (store) => {
        expect(await store.contacts.search(connectionId, '')).toEqual([]);
        expect(await store.contacts.remembered(connectionId, ['77'])).toEqual({});
        expect(await store.contacts.refreshedThrough(connectionId)).toBeUndefined();
        expect(await store.contacts.search(other, '')).toEqual([acme]);
      });
    });
  });
}

export function describeDocumentShelfContract(name: string, make: MakeStoreWorld): void {
  describe(`Document shelf: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);

    beforeEach(async () => {
      world = await make();
      ({ tenantId } = await aSettledTenant(world));
    });

    it('keeps a document whatever the length of its words', async () => {
      const words = (of: number) =>
        String.fromCodePoint(...Array.from({ length: 5_000 }, (_, index) => 0x4e00 + ((index * 7919 + of) % 20_000)));
      const document = aDocumentRow({ number: words(1), companyName: words(2), title: words(3) });
      await run((store) => store.documents.put([document]));
      expect(await run((store) => store.documents.find('invoice', [document.sourceId]))).toEqual([document]);
    });

    it('keeps the last state of each document, also when both come at once', async () => {
      const row = aDocumentRow({ paidOn: '2026-02-28', exportedAs: freshId() });
      const bare = without(row, 'number', 'companyId', 'companyName', 'dueOn');
      const changed = { ...bare, total: gbp(-1n), isCreditNote: true };
      await run(async (store) => {
        await store.documents.put([row]);
        expect(await store.documents.find('invoice', [row.sourceId, freshId()])).toEqual([row]);
        await store.documents.put([row, changed]);
        expect(await store.documents.find('invoice', [row.sourceId])).toEqual([changed]);
      });
    });

    it('removes documents of the given kind only', async () => {
      const invoice = aDocumentRow();
      const expense = aDocumentRow({ kind: 'expense', sourceId: invoice.sourceId, progress: 'approved' });
      await run(async (store) => {
        await store.documents.put([invoice, expense]);
        await store.documents.remove('invoice', [invoice.sourceId, freshId()]);
        expect(await store.documents.find('invoice', [invoice.sourceId])).toEqual([]);
        expect(await store.documents.find('expense', [invoice.sourceId])).toEqual([expense]);
      });
    });

    it('knows how far each kind has been filled', async () => {
      await run(async (store) => {
        expect(await store.documents.filledThrough('invoice')).toBeUndefined();
        await store.documents.markFilled('invoice', NOW);
        await store.documents.markFilled('invoice', NOW + MINUTE);
        expect(await store.documents.filledThrough('invoice')).toBe(NOW + MINUTE);
        expect(await store.documents.filledThrough('expense')).toBeUndefined();
      });
    });
  });
}

export function describeAuditContract(name: string, make: MakeStoreWorld): void {
  describe(`Audit trail and findings: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('tells the story of one thing, oldest first', async () => {
      const subject = { kind: 'export', id: freshId() } as const;
      const entry = (action: string): AuditEntry => ({
        at: NOW,
        by: 'the bridge',
        action,
        subject,
        detail: { z: 1, a: [null] },
      });
      await run(async (store) => {
        await store.audit.append({ ...entry('export.queued'), connectionId });
        await store.audit.append({ ...entry('settings.saved'), subject: { kind: 'settings', id: subject.id } });
        await store.audit.append(entry('export.sent'));
        expect(await store.audit.about(subject)).toHaveLength(2);
      });
      await run((store) => store.audit.append(entry('export.exported')));
      expect(await run((store) => store.audit.about(subject))).toEqual([
        { ...entry('export.queued'), connectionId },
        entry('export.sent'),
        entry('export.exported'),
      ]);
    });

    it('keeps a finding once, opens it again when it is found again, and resolves it', async () => {
      const finding: Finding = { key: 'unreadable:1', connectionId, problem: refusal, foundAt: NOW };
      await run(async (store) => {
        await store.findings.report(finding);
        await store.findings.report({ ...finding, foundAt: NOW + MINUTE });
        expect(await store.findings.open(connectionId)).toEqual([{ ...finding, foundAt: NOW + MINUTE }]);
        await store.findings.resolve(connectionId, finding.key, NOW);
        expect(await store.findings.open(connectionId)).toEqual([]);
        await store.findings.resolve(connectionId, 'never reported', NOW);
        await store.findings.report(finding);
        expect(await store.findings.open(connectionId)).toEqual([finding]);
      });
    });
  });
}
