import { createHash } from 'node:crypto';
import type { Assumptions } from './assumptions.js';
import type { SimulatorClock } from './clock.js';
import type { Faults } from './faults/faults.js';
import type { Desk, Notice } from './resources/resource.js';
import { resourceOf } from './resources/catalogue.js';
import type { JsonObject } from './world/json.js';
import { textOf } from './world/json.js';
import type { Links } from './world/row.js';
import { linkOf } from './world/row.js';
import { dayOf } from './world/time.js';
import type { World } from './world/world.js';
import type { Webhooks } from './webhooks/webhooks.js';

/** Where work is done: inside one transaction, with its activities written and its webhooks announced at the end. */
export interface Engine {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly assumptions: Assumptions;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly webUrl: () => string;
  work<T>(organizationId: string, personId: string | null, via: Desk['via'], task: (desk: Desk) => T): T;
}

export function createEngine(parts: Omit<Engine, 'work'>): Engine {
  return {
    ...parts,
    work: (organizationId, personId, via, task) => {
      const notices: Notice[] = [];
      const result = parts.world.transaction(() => {
        const desk = openDesk(parts, organizationId, personId, via, notices);
        const value = task(desk);
        notices.forEach((notice) => recordActivity(desk, notice));
        return value;
      });
      parts.webhooks.announce(notices);
      return result;
    },
  };
}

function openDesk(
  parts: Omit<Engine, 'work'>,
  organizationId: string,
  personId: string | null,
  via: Desk['via'],
  notices: Notice[],
): Desk {
  const organization = parts.world.find('organizations', organizationId);
  const zone = textOf(organization?.attributes['time_zone']) || 'UTC';
  const now = parts.clock.now();
  return {
    world: parts.world,
    organizationId,
    personId,
    now,
    zone,
    today: dayOf(now, zone),
    currency: textOf(organization?.attributes['currency']),
    assumptions: parts.assumptions,
    webUrl: parts.webUrl(),
    notices,
    via,
    secret: (seed) => createHash('md5').update(`productive simulator/${organizationId}/${seed}`).digest('hex'),
  };
}

function recordActivity(desk: Desk, { kind, row, changeset }: Notice): void {
  const resource = resourceOf(row.type);
  if (resource === undefined) return;
  const links: Links = {
    creator: desk.personId,
    invoice: row.type === 'invoices' ? row.id : linkOf(row, 'invoice'),
    expense: row.type === 'expenses' ? row.id : linkOf(row, 'expense'),
    company: row.type === 'companies' ? row.id : linkOf(row, 'company'),
  };
  const attributes: JsonObject = {
    event: kind,
    item_id: Number(row.id),
    item_type: resource.item,
    item_name: textOf(row.attributes['name']) || textOf(row.attributes['number']) || null,
    item_deleted_at: row.attributes['deleted_at'] ?? null,
    made_by_automation: false,
    changeset: { ...changeset },
    created_at: new Date(desk.now).toISOString(),
  };
  const id = desk.world.nextId('activities', desk.organizationId);
  desk.world.put({ id, type: 'activities', organizationId: desk.organizationId, attributes, links });
}
