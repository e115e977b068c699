import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ConnectionPageQuery } from '../views/page-query.js';

export class TranchesListQuery extends ConnectionPageQuery {
  @IsOptional() @IsString() @MaxLength(40) sourceInvoiceId?: string;
}
