import type { Agency } from '../bridge/agencies.js';
import type { Job } from './workers.js';

/** What the schedule, the sweeper or a webhook starts for an agency, again and again. */
export function choresOf({ tenantId, connectionId, name }: Agency): readonly Job[] {
  const send: Job = { what: `send of ${name}`, run: (uses) => uses.sendExports.run(tenantId, connectionId) };
  const settle: Job = { what: `settle of ${name}`, run: (uses) => uses.settleSource.run(tenantId, connectionId) };
  const read: Job = {
    what: `import of ${name}`,
    run: (uses) => uses.importPayments.run(tenantId, connectionId, 'webhook'),
  };
  return [
    ...[send, send, read, read, settle, settle],
    { what: `announce of ${name}`, run: (uses) => uses.announceCopies.run(tenantId, connectionId) },
    { what: `extras of ${name}`, run: (uses) => uses.sendExtras.run(tenantId, connectionId) },
    { what: `check of ${name}`, run: (uses) => uses.checkConnection.run(tenantId, connectionId) },
  ];
}
