import type { SourceAttachment } from '@bridge/domain';
import type { Resource } from '../client/json-api.js';
import { readDecimal, readText } from './values.js';

export function toAttachment(resource: Resource): SourceAttachment {
  return {
    id: resource.id,
    name: readText(resource, 'name') ?? `attachment-${resource.id}`,
    contentType: readText(resource, 'content_type') ?? 'application/octet-stream',
    sizeBytes: Number(readDecimal(resource, 'size') ?? 0),
  };
}
