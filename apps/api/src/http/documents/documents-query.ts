import { copyStatuses, documentSorts, type DocumentQuery } from '@bridge/application';
import { documentKinds, type DocumentKindName, type DocumentsQuery } from '@bridge/contracts';
import { isCalendarDay } from '@bridge/domain';
import { plainToInstance } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, MaxLength, validateSync } from 'class-validator';
import { fields, invalid, invalidField } from '../problems/validation.js';
import { IsCommaListOf, chosenOf } from '../views/comma-list.js';
import { PageQuery } from '../views/page-query.js';

export const progresses = ['draft', 'finalised', 'sent', 'awaiting', 'approved', 'rejected'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MESSAGE = 'Write the date as YYYY-MM-DD.';

/** The query of the documents list. */
export class DocumentsListQuery extends PageQuery {
  @IsIn(documentKinds) kind!: DocumentKindName;
  @IsOptional() @IsCommaListOf(copyStatuses) copyStatus?: string;
  @IsOptional() @IsCommaListOf(progresses) progress?: string;
  @IsOptional() @IsString() @MaxLength(40) sourceId?: string;
  @IsOptional() @IsString() @MaxLength(40) subsidiaryId?: string;
  @IsOptional() @IsString() @MaxLength(200) text?: string;
  @IsOptional() @Matches(DAY, { message: DAY_MESSAGE }) issuedFrom?: string;
  @IsOptional() @Matches(DAY, { message: DAY_MESSAGE }) issuedTo?: string;
  @IsOptional() @IsIn(documentSorts) sort?: DocumentQuery['sort'];
  @IsOptional() @IsIn(['true', 'false']) descending?: string;
}

export function toDocumentQuery(query: DocumentsListQuery): DocumentQuery {
  const wrong = (['issuedFrom', 'issuedTo'] as const).filter((name) => query[name] && !isCalendarDay(query[name]));
  if (wrong.length > 0)
    throw invalid(wrong.map((name) => invalidField(name, `“${query[name]}” is not a day of the calendar.`)));
  const copyStatusList = chosenOf(query.copyStatus, copyStatuses);
  const progressList = chosenOf(query.progress, progresses);
  return {
    kind: query.kind,
    ...(query.sourceId && { sourceIds: [query.sourceId] }),
    ...(query.subsidiaryId && { subsidiaryIds: [query.subsidiaryId] }),
    ...(copyStatusList && { copyStatuses: copyStatusList }),
    ...(progressList && { progress: progressList }),
    ...(query.text && { text: query.text }),
    ...(query.issuedFrom && { issuedFrom: query.issuedFrom }),
    ...(query.issuedTo && { issuedTo: query.issuedTo }),
    sort: query.sort ?? 'issued_on',
    descending: (query.descending ?? 'true') === 'true',
    offset: query.offset,
    limit: query.limit,
  };
}

/** The same query inside a body: “all that match”. */
export function readMatching(matching: DocumentsQuery): DocumentQuery {
  const query = plainToInstance(DocumentsListQuery, matching);
  const errors = validateSync(query, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) throw invalid(errors.flatMap((error) => fields(error, 'matching')));
  return toDocumentQuery(query);
}
