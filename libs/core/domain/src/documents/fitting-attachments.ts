import { problem, type Problem } from '../problems/problem.js';
import type { SourceAttachment } from './source-document.js';

/** Xero's file limit; larger ones stay behind and are named in a notice. */
export const MAX_ATTACHMENT_BYTES = 10_000_000;

/** Splits attachments into those the ledger takes and notices about those it does not. */
export function fittingAttachments(all: readonly SourceAttachment[]): {
  files: readonly SourceAttachment[];
  notices: readonly Problem[];
} {
  return {
    files: all.filter((file) => file.sizeBytes <= MAX_ATTACHMENT_BYTES),
    notices: all
      .filter((file) => file.sizeBytes > MAX_ATTACHMENT_BYTES)
      .map((file) =>
        problem(
          'attachment_too_large',
          'attachments',
          `“${file.name}” has ${Math.ceil(file.sizeBytes / 1_000_000)} MB.`,
        ),
      ),
  };
}
