import type { ChangedEvent } from '@bridge/contracts';
import { Controller, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { asEvents } from '../streams/poll.js';
import { StreamPlaces } from '../streams/stream-places.js';
import { ChangeFeed } from './change-feed.js';

@Controller('api/v1/events')
export class EventsController {
  constructor(
    private readonly feed: ChangeFeed,
    private readonly places: StreamPlaces,
  ) {}

  /** Server-sent events that say what to read again. */
  @Sse()
  @Needs('view')
  @Describe('Hear what changed (server-sent events)', { answers: [200, 'ChangedEvent'], isStream: true })
  follow(@By() { tenantId }: Caller): Observable<{ readonly data: ChangedEvent }> {
    return this.places.hold(tenantId, asEvents(this.feed.of(tenantId)));
  }
}
