import { importOutcomes, type ImportOutcome, type ImportQuery } from '@bridge/application';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { ConnectionPageQuery } from '../views/page-query.js';
import { IsMoment, periodOf } from '../views/period.js';

export class TranchesListQuery extends ConnectionPageQuery {
  @IsOptional() @IsString() @MaxLength(40) sourceInvoiceId?: string;
}

export class ImportsListQuery extends ConnectionPageQuery {
  @IsOptional() @IsIn(importOutcomes) outcome?: ImportOutcome;
  @IsOptional() @IsMoment() from?: string;
  @IsOptional() @IsMoment() to?: string;
}

export function toImportQuery(query: ImportsListQuery): ImportQuery {
  const { connectionId, outcome, offset, limit } = query;
  return { ...(connectionId && { connectionId }), ...(outcome && { outcome }), ...periodOf(query), offset, limit };
}
