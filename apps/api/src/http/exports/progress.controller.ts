import { ActivityList, Clock, type Export } from '@bridge/application';
import type { ExportStateName, ProgressView } from '@bridge/contracts';
import { exportStates } from '@bridge/domain';
import { Controller, Query, Sse } from '@nestjs/common';
import { takeWhile, type Observable } from 'rxjs';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { text } from '../openapi/shape.js';
import { notFound } from '../problems/answers.js';
import { asEvents, newsAndHeartbeats, poll } from '../streams/poll.js';
import { StreamPlaces } from '../streams/stream-places.js';
import { exportView } from './export-view.js';
import { ProgressQuery } from './exports-query.js';
import { LedgerUrls } from './ledger-urls.js';

const EVERY_MS = 1000;
const PAGE = 200;
const MOST = 1000;

@Controller('api/v1/exports')
export class ProgressController {
  constructor(
    private readonly activity: ActivityList,
    private readonly urls: LedgerUrls,
    private readonly clock: Clock,
    private readonly places: StreamPlaces,
  ) {}

  /** Server-sent events about one request, until nothing of it is left to do. */
  @Sse('progress')
  @Needs('view')
  @Describe('Follow the copies of one request until nothing is left (server-sent events)', {
    answers: [200, 'ProgressView'],
    isStream: true,
    query: { 'requestId!': text },
  })
  async progress(
    @By() { tenantId }: Caller,
    @Query() { requestId }: ProgressQuery,
  ): Promise<Observable<{ readonly data: ProgressView }>> {
    const requestedAt = Number(requestId);
    if ((await this.#rows(tenantId, requestedAt)).length === 0) throw notFound();
    return this.places.hold(tenantId, asEvents(this.#stream(tenantId, requestedAt)));
  }

  #stream(tenantId: string, requestedAt: number): Observable<ProgressView> {
    const seen = new Map<string, string>();
    return poll(() => this.#read(tenantId, requestedAt, seen), EVERY_MS).pipe(
      newsAndHeartbeats(EVERY_MS, ({ changed }) => changed.length > 0),
      takeWhile(({ left }) => left > 0, true),
    );
  }

  async #read(tenantId: string, requestedAt: number, seen: Map<string, string>): Promise<ProgressView> {
    const rows = await this.#rows(tenantId, requestedAt);
    const changed = rows.filter((row) => seen.get(row.id) !== versionOf(row));
    for (const row of changed) seen.set(row.id, versionOf(row));
    const urls = await this.urls.of(tenantId, changed);
    const counts = countsOf(rows);
    const left = counts.queued + counts.sending + counts.uncertain;
    const minutes = Math.max(this.clock.now() - requestedAt, EVERY_MS) / 60_000;
    return {
      total: rows.length,
      counts,
      left,
      perMinute: Math.round((rows.length - left) / minutes),
      changed: changed.map((row) => exportView(row, urls)),
    };
  }

  /** All exports of one request were asked for at the same instant. */
  async #rows(tenantId: string, requestedAt: number): Promise<readonly Export[]> {
    const rows: Export[] = [];
    for (let offset = 0; offset < MOST; offset += PAGE) {
      const page = await this.activity.exports(tenantId, { from: requestedAt, to: requestedAt, offset, limit: PAGE });
      rows.push(...page.rows);
      if (page.rows.length < PAGE) break;
    }
    return rows;
  }
}

function versionOf({ state, changedAt, nextAttemptAt }: Export): string {
  return `${state}/${changedAt}/${nextAttemptAt}`;
}

function countsOf(rows: readonly Export[]): Readonly<Record<ExportStateName, number>> {
  const counts: Record<ExportStateName, number> = {
    queued: 0,
    sending: 0,
    uncertain: 0,
    exported: 0,
    refused: 0,
    skipped: 0,
  };
  for (const state of exportStates) counts[state] = rows.filter((row) => row.state === state).length;
  return counts;
}
