import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { documentKinds, type DocumentKindName, type DocumentsQuery } from './documents.js';
import type { MoneyView } from './money.js';
import type { ProblemDocument, ProblemView } from './problems.js';

export const initialStatusNames = ['draft', 'submitted', 'approved'] as const;
export type InitialStatusName = (typeof initialStatusNames)[number];

/** `update` changes the newest copy that exists, and never makes one. */
export const copyWays = ['create', 'update'] as const;
export type CopyWayName = (typeof copyWays)[number];

/** POST /api/v1/previews → readonly PreviewView[]; POST /api/v1/exports → ExportsView. Name `sourceIds`, or `matching`. */
export class CopyRequestBody {
  @IsIn(documentKinds) kind!: DocumentKindName;

  @IsOptional()
  @IsArray()
  @ArrayNotEmpty({ message: 'Choose at least one document.' })
  @ArrayMaxSize(1000, { message: 'At most 1,000 documents at a time.' })
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  sourceIds?: string[];

  /** The query of the documents list: copies all that match (at most 1,000). */
  @IsOptional()
  matching?: DocumentsQuery;

  @IsOptional() @IsIn(initialStatusNames) status?: InitialStatusName;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(80) contactId?: string;
  /** “Create new” although a copy exists. */
  @IsOptional() @IsBoolean() isAgain?: boolean;
  /** Absent: `create`. */
  @IsOptional() @IsIn(copyWays) how?: CopyWayName;
  /** With `update`: what was edited in Xero since it was copied is written over. */
  @IsOptional() @IsBoolean() overwritesEdits?: boolean;
}

export interface LedgerLineView {
  readonly description: string;
  readonly quantity: string;
  readonly unitAmount: string;
  readonly discountPercent?: string;
  readonly accountCode: string;
  readonly accountName: string;
  readonly taxType: string;
  readonly taxName: string;
  /** “Region: North”, one for each tracking option. */
  readonly tracking?: readonly string[];
  readonly net: MoneyView;
  readonly tax: MoneyView;
}

/** The exact Xero document that a copy makes. */
export interface LedgerDocumentView {
  readonly kind: DocumentKindName;
  /** Set on a credit note, whose amounts are positive: an invoice's is for a customer, an expense's of a supplier. */
  readonly isCreditNote?: boolean;
  readonly number?: string;
  readonly reference?: string;
  readonly contactName: string;
  readonly contactId?: string;
  readonly issuedOn: string;
  readonly dueOn?: string;
  readonly currency: string;
  readonly status: InitialStatusName;
  readonly lines: readonly LedgerLineView[];
  readonly net: MoneyView;
  readonly tax: MoneyView;
  readonly total: MoneyView;
  readonly attachments: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly notes: readonly string[];
}

export interface SourceDocumentView {
  readonly number?: string;
  readonly title: string;
  readonly companyName?: string;
  readonly issuedOn: string;
  readonly dueOn?: string;
  readonly net: MoneyView;
  readonly tax: MoneyView;
  readonly total: MoneyView;
  readonly lines: readonly {
    readonly description: string;
    readonly quantity: string;
    /** Absent for expenses: Productive keeps their cost as a whole. */
    readonly unitPrice?: string;
    readonly net: MoneyView;
    readonly taxName?: string;
    readonly serviceType?: string;
  }[];
  readonly url: string;
}

/** A document as Xero shows it now. Lines of text alone have no figures. */
export interface LedgerEditionView {
  readonly ledgerId: string;
  readonly number?: string;
  readonly reference?: string;
  readonly contactName: string;
  readonly issuedOn: string;
  readonly dueOn?: string;
  readonly currency: string;
  /** draft, submitted, approved, paid, voided, deleted or unknown. */
  readonly status: string;
  readonly lines: readonly {
    readonly description: string;
    readonly quantity?: string;
    readonly unitAmount?: string;
    readonly discountPercent?: string;
    readonly accountCode?: string;
    readonly accountName?: string;
    readonly taxName?: string;
    readonly net: MoneyView;
  }[];
  readonly net: MoneyView;
  readonly tax: MoneyView;
  readonly total: MoneyView;
}

export const editedFieldNames = ['currency', 'total', 'issuedOn', 'dueOn', 'reference', 'lines'] as const;
export type EditedFieldName = (typeof editedFieldNames)[number];

export interface UpdatePreviewView {
  readonly shown: LedgerEditionView;
  /** What was edited in Xero since it was copied: an update writes over it, and asks for `overwritesEdits` first. */
  readonly edits: readonly { readonly field: EditedFieldName; readonly copied: string; readonly inBooks: string }[];
}

export interface PreviewView {
  readonly sourceId: string;
  readonly connectionId?: string;
  readonly source?: SourceDocumentView;
  /** Absent when there are problems. Of an update it is shown beside them, whenever it can be made. */
  readonly document?: LedgerDocumentView;
  /** Of an update: what stands in Xero now. */
  readonly update?: UpdatePreviewView;
  readonly notices: readonly ProblemView[];
  readonly problems: readonly ProblemView[];
}

export const exportStateNames = ['queued', 'sending', 'uncertain', 'exported', 'refused', 'skipped'] as const;
export type ExportStateName = (typeof exportStateNames)[number];

export interface ExportView {
  readonly id: string;
  readonly connectionId: string;
  readonly kind: DocumentKindName;
  /** Set where it makes a credit note of an invoice or an expense. */
  readonly isCreditNote?: boolean;
  readonly sourceId: string;
  readonly copy: number;
  /** Whether it makes a document in Xero, or changes one. */
  readonly how: CopyWayName;
  readonly state: ExportStateName;
  readonly number?: string;
  readonly contactName: string;
  readonly total: MoneyView;
  readonly notices: readonly ProblemView[];
  readonly problems: readonly ProblemView[];
  readonly correlationId?: string;
  readonly attempts: number;
  readonly nextAttemptAt?: string;
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly changedAt: string;
  readonly ledgerId?: string;
  readonly ledgerNumber?: string;
  readonly ledgerUrl?: string;
}

/** 202 when something was queued, 422 (as a ProblemDocument with `refused`) when nothing could be. */
export interface ExportsView {
  /** Names the request in GET /api/v1/exports/progress. */
  readonly requestId: string;
  readonly queued: readonly ExportView[];
  readonly refused: readonly { readonly sourceId: string; readonly problems: readonly ProblemView[] }[];
}

/** 422 (409 for expenses on a plan without them): nothing was queued; `refused` says why, for each document. */
export interface ExportsRefusedDocument extends ProblemDocument {
  readonly refused: ExportsView['refused'];
}

/** One event of GET /api/v1/exports/progress?requestId= (server-sent events), until nothing is left. */
export interface ProgressView {
  readonly total: number;
  readonly counts: Readonly<Record<ExportStateName, number>>;
  readonly left: number;
  readonly perMinute: number;
  /** Changed since the last event. */
  readonly changed: readonly ExportView[];
}

/** GET /api/v1/exports/:id → ExportDetailView */
export interface ExportDetailView extends ExportView {
  readonly document: LedgerDocumentView;
  readonly timeline: readonly TimelineEntry[];
}

export interface TimelineEntry {
  readonly at: string;
  readonly by: string;
  /** For example `export.queued`. */
  readonly action: string;
  /** The same in plain words. */
  readonly words: string;
  readonly problems: readonly ProblemView[];
}

/** POST /api/v1/exports/retry → readonly RetryView[]; POST /api/v1/exports/skip → { skipped: string[] } */
export class ExportIdsBody {
  @IsArray()
  @ArrayNotEmpty({ message: 'Choose at least one.' })
  @ArrayMaxSize(1000, { message: 'At most 1,000 at a time.' })
  @IsString({ each: true })
  @MaxLength(80, { each: true })
  exportIds!: string[];
}

export interface RetryView {
  readonly exportId: string;
  /** Empty: it is queued again. */
  readonly problems: readonly ProblemView[];
}

/** POST /api/v1/documents/:kind/:sourceId/mark-copied → CopyView (201): links an existing Xero document by its id or number. */
export class MarkCopiedBody {
  @IsString()
  @IsNotEmpty({ message: 'Enter the number or id of the document in Xero.' })
  @MaxLength(255)
  ledgerDocument!: string;
}
