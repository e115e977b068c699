import type { ExportMark } from '@bridge/domain';
import type { Resource } from '../client/json-api.js';
import { present, readFlag, readText } from './values.js';

/** What the document itself says about a copy, ours or another connector's. */
export function toExportMark(resource: Resource): ExportMark {
  return { isExported: readFlag(resource, 'exported'), ...present({ ledgerId: readText(resource, 'export_id') }) };
}
