import { brightwell, coolabah, type MakeSourceWorld, type SourceWorld } from './source-world.js';

export function describeSourceIdentityContract(name: string, makeWorld: MakeSourceWorld): void {
  describe(`Signing in with the source: ${name}`, () => {
    let world: SourceWorld;
    beforeEach(async () => {
      world = await makeWorld();
    });

    it('knows an admin, the organisation, its plan and its time zone', async () => {
      const person = await world.identity.verify(brightwell, 'sandbox-brightwell-admin');
      expect(person).toMatchObject({
        isAdmin: true,
        mayWrite: true,
        organisation: { id: brightwell, name: 'Brightwell Studio', plan: 'ultimate', timeZone: 'Europe/London' },
      });
      expect(person.name).not.toBe('');
      expect(person.email).toContain('@');
    });

    it('knows that a member is not an admin', async () => {
      expect(await world.identity.verify(brightwell, 'sandbox-brightwell-member')).toMatchObject({ isAdmin: false });
    });

    it('knows that a token may only read', async () => {
      const reader = await world.identity.verify(brightwell, 'sandbox-brightwell-readonly');
      expect(reader).toMatchObject({ isAdmin: true, mayWrite: false });
    });

    it.each([
      ['1002', 'sandbox-coolabah-admin', 'professional'],
      ['1004', 'sandbox-tiny-admin', 'essential'],
    ])('tells the plan of organisation %s', async (id, token, plan) => {
      expect((await world.identity.verify(id, token)).organisation.plan).toBe(plan);
    });

    it('refuses a token that nobody has', async () => {
      await expect(world.identity.verify(brightwell, 'no-such-token')).rejects.toMatchObject({
        fault: { kind: 'unauthorised' },
      });
    });

    it('finds nobody when the token belongs to another organisation', async () => {
      await expect(world.identity.verify(coolabah, 'sandbox-brightwell-admin')).rejects.toMatchObject({
        fault: { kind: 'not_found' },
      });
    });
  });
}
