import { notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { note } from '../history.js';
import { newId } from '../identifiers.js';
import type { Attachment } from '../ledger.js';
import { headerOf } from './header.js';
import { refusal } from './invoices.js';

export interface AttachmentsOf {
  readonly ownerId: string;
  readonly endpoint: string;
  /** Whether the owner can be seen online by its contact. */
  readonly online: boolean;
  /** What follows `Attachments` in the path. */
  readonly rest: readonly string[];
}

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 10;

/** The files of one document. The same name overwrites; whether that bumps the document is not documented: it does not. */
export function attachments(work: Work, of: AttachmentsOf): Answer {
  const { method } = work.call;
  const [name] = of.rest;
  const kept = work.ledger.attachments.find('owner', of.ownerId);
  if (name === undefined)
    return method === 'GET' ? ok(work, { Attachments: kept.map((file) => render(file)) }) : notImplemented();
  const before = kept.find((file) => file.fileName === name || file.id === name.toLowerCase());
  if (method === 'GET') {
    if (!before) return notFound();
    return {
      status: 200,
      headers: { 'Content-Type': before.mimeType },
      body: Buffer.from(before.base64, 'base64'),
      touched: [],
    };
  }
  return method === 'PUT' || method === 'POST' ? upload(work, of, name, kept) : notImplemented();
}

function upload(work: Work, of: AttachmentsOf, fileName: string, kept: readonly Attachment[]): Answer {
  const bytes = bytesOf(work.call.body);
  const before = kept.find((file) => file.fileName === fileName);
  const includeOnline = work.call.query.get('IncludeOnline')?.toLowerCase() === 'true';
  if (!fileName || /[<>:"/\\|?*+]/.test(fileName) || fileName.includes('\0')) return refusal('attachmentName');
  if (bytes.length === 0 || bytes.length > MOST_BYTES) return refusal('attachmentSize');
  if (!before && kept.length >= MOST_FILES) return refusal('attachmentCount');
  if (includeOnline && !of.online) return refusal('attachmentOnline');
  const file = work.ledger.attachments.put({
    id: before?.id ?? newId(),
    updatedAt: stamp(work),
    ownerId: of.ownerId,
    endpoint: of.endpoint,
    fileName,
    mimeType: headerOf(work.call, 'content-type') ?? 'application/octet-stream',
    includeOnline,
    base64: bytes.toString('base64'),
    length: bytes.length,
  });
  note(
    work,
    of.ownerId,
    'Attached a file',
    `Attached the file ${fileName} through the Xero API using ${work.call.app.name}`,
  );
  return ok(work, { Attachments: [render(file)] });
}

function render(file: Attachment): Record<string, unknown> {
  return {
    AttachmentID: file.id,
    FileName: file.fileName,
    Url: `https://api.xero.com/api.xro/2.0/${file.endpoint}/${file.ownerId}/Attachments/${encodeURIComponent(file.fileName)}`,
    MimeType: file.mimeType,
    ContentLength: file.length,
    IncludeOnline: file.includeOnline,
  };
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : '');
}
