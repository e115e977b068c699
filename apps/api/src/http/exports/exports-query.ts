import type { ExportQuery } from '@bridge/application';
import { documentKinds, exportStateNames, type DocumentKindName } from '@bridge/contracts';
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsCommaListOf, chosenOf } from '../views/comma-list.js';
import { ConnectionPageQuery } from '../views/page-query.js';

const INSTANT = { message: 'Write the moment as 2026-11-24T09:00:00Z, or a day as 2026-11-24.' };
const DAY_MS = 86_400_000;

export class ExportsListQuery extends ConnectionPageQuery {
  @IsOptional() @IsIn(documentKinds) kind?: DocumentKindName;
  @IsOptional() @IsCommaListOf(exportStateNames) state?: string;
  @IsOptional() @IsISO8601({ strict: true }, INSTANT) from?: string;
  @IsOptional() @IsISO8601({ strict: true }, INSTANT) to?: string;
  @IsOptional() @IsString() @MaxLength(200) text?: string;
}

export class ProgressQuery {
  @Matches(/^\d{1,15}$/, { message: 'Give the requestId that POST /api/v1/exports answered.' }) requestId!: string;
}

export function toExportQuery(query: ExportsListQuery): ExportQuery {
  const states = chosenOf(query.state, exportStateNames);
  return {
    ...(query.connectionId && { connectionId: query.connectionId }),
    ...(query.kind && { kind: query.kind }),
    ...(states && { states }),
    ...(query.from && { from: Date.parse(query.from) }),
    ...(query.to && { to: endOf(query.to) }),
    ...(query.text && { text: query.text }),
    offset: query.offset,
    limit: query.limit,
  };
}

/** A day counts to its end. */
function endOf(text: string): number {
  const at = Date.parse(text);
  return text.includes('T') ? at : at + DAY_MS - 1;
}
