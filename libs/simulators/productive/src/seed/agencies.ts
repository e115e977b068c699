import { defaultAssumptions } from '../assumptions.js';
import { createEngine } from '../engine.js';
import type { Engine } from '../engine.js';
import { openOffice } from '../office/office.js';
import { makeAwkwardDocuments, makeOrdinaryDocuments } from './documents.js';
import { foundAgency } from './organization.js';
import { profiles } from './profiles.js';

/** Fills the world with the four agencies. The same every time: their past is dated by a clock of its own. */
export function seedAgencies(engine: Engine): void {
  let now = Date.parse('2026-08-31T10:00:00Z');
  const clock = {
    now: () => now,
    set: (ms: number) => {
      now = ms;
    },
    advance: (ms: number) => {
      now += ms;
    },
  };
  const past = createEngine({ ...engine, clock, assumptions: { ...defaultAssumptions } });
  engine.world.transaction(() => {
    for (const profile of profiles) {
      clock.set(Date.parse('2026-08-31T10:00:00Z'));
      const agency = foundAgency(past, profile);
      const office = openOffice(past, profile.id);
      // Noon in London, New York's morning and Sydney's evening: the same calendar day everywhere.
      const on = (day: string): void => clock.set(Date.parse(`${day}T12:00:00Z`));
      makeOrdinaryDocuments(office, agency, on);
      if (profile.plan !== 'essential') makeAwkwardDocuments(office, agency, on);
    }
  });
}
