import type { Engine } from '../engine.js';
import type { Received, Reply } from '../http/request.js';
import { textOf } from '../world/json.js';

/** Attachments: the token travels in the address, as Productive's does. */
export function serveFile(engine: Engine, request: Received): Reply | undefined {
  const match = /^\/attachments\/files\/(\d+)\/original\/[^/]+$/.exec(request.path);
  if (match === null) return undefined;
  const attachment = engine.world.find('attachments', match[1] ?? null);
  const content = attachment === undefined ? undefined : engine.world.files.get(attachment.id);
  const isAllowed = attachment !== undefined && request.query.get('token') === attachment.attributes['token'];
  if (!isAllowed || content === undefined)
    return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Access denied' };
  return {
    status: 200,
    headers: { 'content-type': textOf(attachment.attributes['content_type']) },
    body: Buffer.from(content, 'base64'),
  };
}
