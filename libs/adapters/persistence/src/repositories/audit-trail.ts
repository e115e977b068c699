import { createHash } from 'node:crypto';
import type { InferEntity } from '@mikro-orm/core';
import type { AuditEntry, AuditSubject, AuditTrail } from '@bridge/application';
import { pick, put, type Filled, type TenantSession } from '../engine/rows.js';
import { AuditEntryTable, AuditHeadTable } from '../tables/records.js';

type EntryRow = Filled<InferEntity<typeof AuditEntryTable>>;

/** What the first entry of a tenant follows. */
const BEGINNING = '0'.repeat(64);

/**
 * Each entry carries the hash of the one before it, so nothing can be changed, dropped or slipped in unseen. Entries of
 * one unit of work are written together, by `flush`, just before it ends.
 */
export class MikroAuditTrail implements AuditTrail {
  #pending: AuditEntry[] = [];

  constructor(private readonly session: TenantSession) {}

  async append(entry: AuditEntry): Promise<void> {
    this.#pending.push({ ...entry, detail: plain(entry.detail) });
  }

  async about(subject: AuditSubject): Promise<readonly AuditEntry[]> {
    await this.flush();
    const where = { subjectKind: subject.kind, subjectId: subject.id };
    return (await pick(this.session, AuditEntryTable, where, { orderBy: { position: 'asc' } })).map(entryOf);
  }

  async flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const { em, tenantId } = this.session;
    // Makes the head, or locks it as it is.
    const [head] = await em.execute<{ position: number; hash: string }[]>(
      `insert into audit_heads as head (tenant_id, position, hash) values (?, 0, ?)
       on conflict (tenant_id) do update set position = head.position returning position, hash`,
      [tenantId, BEGINNING],
    );
    let last = { position: Number(head?.position), hash: head?.hash ?? '' };
    const rows = this.#pending.map((entry) => {
      const row = chained(tenantId, entry, last);
      last = row;
      return row;
    });
    this.#pending = [];
    await em.insertMany(AuditEntryTable, rows);
    await put(this.session, AuditHeadTable, [{ position: last.position, hash: last.hash }]);
  }
}

export interface AuditBreak {
  /** Where an entry was changed, dropped or slipped in. */
  readonly position: number;
  /** What now stands there; absent when nothing does. */
  readonly entry?: AuditEntry;
  /** The chain holds within itself, and is not the one that was there: all of it was written anew from here, or before. */
  readonly isRewritten?: true;
}

/** Where a chain stood at some moment. */
export interface AuditHead {
  readonly position: number;
  readonly hash: string;
}

export interface AuditReport {
  readonly entries: number;
  /** Of the last entry that holds. */
  readonly hash: string;
  /** The first entry that is not what was written; absent: the chain holds from its beginning to its head. */
  readonly broken?: AuditBreak;
}

/** Whoever owns the database can write a whole chain that holds: `earlier`, kept elsewhere, is a head it must still pass through. */
export async function verifyChain(session: TenantSession, earlier?: AuditHead): Promise<AuditReport> {
  let last: AuditHead = { position: 0, hash: BEGINNING };
  const brokenAt = (position: number, more: Omit<AuditBreak, 'position'> = {}): AuditReport => ({
    ...{ entries: last.position, hash: last.hash },
    broken: { position, ...more },
  });
  for (;;) {
    const where = { position: { $gt: last.position } };
    const rows = await pick(session, AuditEntryTable, where, { orderBy: { position: 'asc' }, limit: 1000 });
    for (const row of rows) {
      const { position, hash } = chained(session.tenantId, entryOf(row), last);
      if (row.position !== position || row.hash !== hash || row.previousHash !== last.hash)
        return brokenAt(position, row.position === position ? { entry: entryOf(row) } : {});
      if (position === earlier?.position && hash !== earlier.hash)
        return brokenAt(position, { entry: entryOf(row), isRewritten: true });
      last = row;
    }
    if (rows.length > 0) continue;
    // Read after the entries: while the bridge is at work it may be ahead of them, and then there are more to come.
    const head = await headOf(session);
    if (head.position > last.position && (await isThereMore(session, last.position))) continue;
    const isComplete = head.position === last.position && head.hash === last.hash;
    if (!isComplete || (earlier?.position ?? 0) > last.position) return brokenAt(last.position + 1);
    return { entries: last.position, hash: last.hash };
  }
}

async function headOf({ em, tenantId }: TenantSession): Promise<AuditHead> {
  const [head] = await em.execute<AuditHead[]>('select position, hash from audit_heads where tenant_id = ?', [
    tenantId,
  ]);
  return head ? { position: Number(head.position), hash: head.hash } : { position: 0, hash: BEGINNING };
}

async function isThereMore({ em, tenantId }: TenantSession, position: number): Promise<boolean> {
  const rows = await em.execute<object[]>('select 1 from audit_entries where tenant_id = ? and position > ? limit 1', [
    tenantId,
    position,
  ]);
  return rows.length > 0;
}

export function entryOf(row: EntryRow): AuditEntry {
  const { at, by, action, subjectKind, subjectId, connectionId, detail } = row;
  return {
    at,
    by,
    action,
    subject: { kind: subjectKind, id: subjectId },
    ...(connectionId !== undefined && { connectionId }),
    detail,
  };
}

function chained(tenantId: string, entry: AuditEntry, last: { readonly position: number; readonly hash: string }) {
  const position = last.position + 1;
  const sealed = canonical({ tenantId, position, previousHash: last.hash, ...entry });
  return {
    tenantId,
    position,
    at: entry.at,
    by: entry.by,
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    connectionId: entry.connectionId ?? null,
    detail: entry.detail,
    previousHash: last.hash,
    hash: createHash('sha256').update(sealed).digest('hex'),
  };
}

/** JSON with sorted keys: the same entry gives the same text, however the database keeps its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** As it will come back from the database: only what JSON can hold. */
function plain(detail: AuditEntry['detail']): AuditEntry['detail'] {
  return JSON.parse(JSON.stringify(detail)) as AuditEntry['detail'];
}
