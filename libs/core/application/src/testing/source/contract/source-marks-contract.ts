import { brightwell, coolabah, type MakeSourceWorld, type SourceWorld } from './source-world.js';

const copy = { ledgerId: '0b0c0d0e-0000-4000-8000-000000000001', url: 'https://books.example/1' };

export function describeSourceMarksContract(name: string, makeWorld: MakeSourceWorld): void {
  describe(`Export marks in the source: ${name}`, () => {
    let world: SourceWorld;
    let id: string;
    beforeEach(async () => {
      world = await makeWorld();
      id = await world.hand.addInvoice({ net: '100.00' });
    });
    const invoice = async () => (await world.documents.invoices(brightwell, [id]))[0];

    it('shows which copy an invoice has, however often it is said', async () => {
      await world.marks.announce(brightwell, id, copy);
      await world.marks.announce(brightwell, id, copy);
      expect((await invoice())?.exportMark).toEqual({ isExported: true, ledgerId: copy.ledgerId });
    });

    it('leaves the number alone, unless the ledger gave one', async () => {
      const before = (await invoice())?.number;
      await world.marks.announce(brightwell, id, copy);
      expect((await invoice())?.number).toBe(before);
      await world.marks.announce(brightwell, id, { ...copy, number: 'LEDGER-7' });
      expect((await invoice())?.number).toBe('LEDGER-7');
    });

    it('takes the mark off again, and does not mind being asked twice', async () => {
      await world.marks.announce(brightwell, id, copy);
      await world.marks.withdraw(brightwell, id);
      await world.marks.withdraw(brightwell, id);
      expect((await invoice())?.exportMark).toEqual({ isExported: false });
    });

    it('cannot mark what does not exist, nor what belongs to another organisation', async () => {
      const notFound = { fault: { kind: 'not_found' } };
      await expect(world.marks.announce(brightwell, '99999999', copy)).rejects.toMatchObject(notFound);
      await expect(world.marks.announce(coolabah, id, copy)).rejects.toMatchObject(notFound);
      expect((await invoice())?.exportMark).toEqual({ isExported: false });
    });
  });
}
