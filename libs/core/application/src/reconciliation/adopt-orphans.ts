import { isLive, isOpen, readMarker, type DocumentKind, type Instant, type LedgerPicture } from '@bridge/domain';
import { changeExport } from '../exports/change-export.js';
import type { Export } from '../exports/export.js';
import type { Link } from '../exports/links.js';
import type { LedgerLinks } from '../exports/settle-batch.js';
import { readAgainFrom } from '../payments/read-again-from.js';
import type { Store } from '../runtime/unit-of-work.js';

/** Which document of the source a page is of; undefined for a page that is none of this tenant's. */
export interface SourcePlaces {
  (tenantId: string, url: string): { readonly kind: DocumentKind; readonly sourceId: string } | undefined;
}

export interface Place {
  readonly tenantId: string;
  readonly connectionId: string;
}

export interface Adopters {
  readonly places: SourcePlaces;
  readonly ledgerLink: LedgerLinks;
}

interface Orphan {
  readonly picture: LedgerPicture;
  readonly marker: string;
  readonly sourceId: string;
  readonly copy: number;
}

const BY = 'the bridge';

/**
 * Links copies that we made and do not remember, by the marker that they carry: the links were lost, or the database was put
 * back to an older day. One that a person unlinked is left alone, one whose answer is still awaited is left to the look-up,
 * and a second document with the same marker is a twin and is not linked.
 */
export async function adoptOrphans(
  store: Store,
  { tenantId, connectionId }: Place,
  { places, ledgerLink }: Adopters,
  pictures: readonly LedgerPicture[],
  now: Instant,
): Promise<readonly Link[]> {
  const unknown = await unknownOf(store, connectionId, pictures);
  const orphans = unknown.flatMap((picture) => orphanOf(picture, (url) => places(tenantId, url)));
  if (orphans.length === 0) return [];
  const shortCode = (await store.charts.find(connectionId))?.organisation.shortCode;
  const adopted: Link[] = [];
  for (const kind of ['invoice', 'expense'] as const) {
    const ofKind = orphans.filter(({ picture }) => picture.kind === kind);
    const ids = [...new Set(ofKind.map(({ sourceId }) => sourceId))];
    if (ids.length === 0) continue;
    const latest = new Map((await store.exports.latestOf(kind, ids)).map((row) => [row.sourceId, row]));
    const linked = new Set((await store.links.of(kind, ids)).map(({ sourceId, copy }) => `${sourceId}/${copy}`));
    for (const orphan of ofKind) {
      const name = `${orphan.sourceId}/${orphan.copy}`;
      if (linked.has(name)) continue;
      if (!(await settleExport(store, latest.get(orphan.sourceId), orphan, now))) continue;
      const url = ledgerLink(kind, orphan.picture.ledgerId, shortCode);
      const link = linkOf({ tenantId, connectionId }, orphan, url, now);
      await store.links.save(link);
      await store.audit.append({
        at: now,
        by: BY,
        action: 'link.adopted',
        subject: { kind: 'link', id: link.ledgerId },
        connectionId,
        detail: { kind, sourceId: orphan.sourceId, copy: orphan.copy },
      });
      linked.add(name);
      adopted.push(link);
    }
  }
  await goOn(store, { tenantId, connectionId }, orphans, adopted);
  return adopted;
}

/** Live ones that carry a marker, and that no link, not even an archived one, ever knew. */
async function unknownOf(store: Store, connectionId: string, pictures: readonly LedgerPicture[]) {
  const marked = pictures.filter((picture) => picture.marker !== undefined && isLive(picture));
  const known = await store.links.known(
    connectionId,
    marked.map((picture) => picture.ledgerId),
  );
  return marked.filter((picture) => !known.has(picture.ledgerId));
}

function orphanOf(picture: LedgerPicture, placeOf: (url: string) => ReturnType<SourcePlaces>): readonly Orphan[] {
  const { marker } = picture;
  if (marker === undefined) return [];
  const { url, copy } = readMarker(marker);
  const place = placeOf(url);
  return place?.kind === picture.kind ? [{ picture, marker, sourceId: place.sourceId, copy }] : [];
}

/** A copy of it that waits to be sent was made already. False when its answer is awaited: the look-up settles that. */
async function settleExport(
  store: Store,
  latest: Export | undefined,
  { picture, marker }: Orphan,
  now: Instant,
): Promise<boolean> {
  if (latest === undefined || !isOpen(latest.state) || latest.document.marker !== marker) return true;
  // What is to be done to it is another matter than whose it is.
  if (latest.target !== undefined) return true;
  if (latest.state !== 'queued') return false;
  const { ledgerId, number, status, total, contactId } = picture;
  const receipt = { ledgerId, ...(number !== undefined && { number }), status, total, contactId };
  await changeExport(store, latest.id, 'sending', BY, now, {});
  await changeExport(store, latest.id, 'exported', BY, now, { receipt, problems: [] }, { ledgerId, origin: 'adopted' });
  return true;
}

/** The source is told, and the ledger's payments are read again from before these documents changed. */
async function goOn(
  store: Store,
  { tenantId, connectionId }: Place,
  orphans: readonly Orphan[],
  adopted: readonly Link[],
): Promise<void> {
  if (adopted.length === 0) return;
  const ids = new Set(adopted.map((link) => link.ledgerId));
  const changes = orphans.filter(({ picture }) => ids.has(picture.ledgerId)).map(({ picture }) => picture.changedAt);
  await readAgainFrom(
    store,
    connectionId,
    changes.reduce((a, b) => Math.min(a, b)),
  );
  for (const task of ['announce', 'import'] as const) await store.jobs.wake({ tenantId, connectionId, task });
}

function linkOf({ tenantId, connectionId }: Place, { picture, ...orphan }: Orphan, url: string, now: Instant): Link {
  const { kind, ledgerId, number, status, total, paid, credited, due } = picture;
  return {
    ...{ tenantId, connectionId, kind, sourceId: orphan.sourceId, ledgerId, copy: orphan.copy, origin: 'adopted' },
    marker: orphan.marker,
    ...(number !== undefined && { number }),
    ...{ url, linkedAt: now, linkedBy: BY, status, total, paid, credited, due, seenAt: now },
    ...(kind === 'invoice' && { announcement: { attempts: 0, nextAttemptAt: now } }),
  };
}
