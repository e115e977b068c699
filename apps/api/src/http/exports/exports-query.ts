import type { ExportQuery } from '@bridge/application';
import { documentKinds, exportStateNames, type DocumentKindName } from '@bridge/contracts';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsCommaListOf, chosenOf } from '../views/comma-list.js';
import { ConnectionPageQuery } from '../views/page-query.js';
import { IsMoment, periodOf } from '../views/period.js';

export class ExportsListQuery extends ConnectionPageQuery {
  @IsOptional() @IsIn(documentKinds) kind?: DocumentKindName;
  @IsOptional() @IsCommaListOf(exportStateNames) state?: string;
  @IsOptional() @IsMoment() from?: string;
  @IsOptional() @IsMoment() to?: string;
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
    ...periodOf(query),
    ...(query.text && { text: query.text }),
    offset: query.offset,
    limit: query.limit,
  };
}
