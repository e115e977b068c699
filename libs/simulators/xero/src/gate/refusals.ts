import { randomUUID } from 'node:crypto';
import { json, type Reply, text } from '../http/message.js';

// The answers Xero gives before its books are opened. Texts are Xero's own unless a comment says otherwise.

export const unauthorised = (detail: string, headers: Record<string, string> = {}): Reply =>
  json(401, problem('Unauthorized', 401, detail), headers);

export const insufficientScope = (): Reply =>
  unauthorised('AuthorizationUnsuccessful', { 'WWW-Authenticate': 'insufficient_scope' });

export const forbidden = (): Reply => json(403, problem('Forbidden', 403, 'AuthenticationUnsuccessful'));

export const notFound = (): Reply => text(404, "The resource you're looking for cannot be found");

export const preconditionFailed = (): Reply => text(412, 'Precondition Failed');

export const serverError = (): Reply =>
  text(500, 'An unhandled error with the Xero API occurred. Contact the Xero API team if problems persist.');

export const notImplemented = (): Reply =>
  json(501, {
    ErrorNumber: 20,
    Type: 'ApiMethodNotImplementedException',
    Message: 'The Api Method called is not implemented',
  });

export const maintenance = (): Reply => text(503, 'The Xero API is currently offline for maintenance');

export const unavailable = (): Reply => text(503, 'The Xero API is temporarily unavailable');

export const organisationOffline = (): Reply => text(503, 'The Organisation is offline');

/** What stands in front of Xero and speaks for itself: no wording of Xero's, and it knows nothing of idempotency keys. */
export const gateway = (status = 502): Reply =>
  text(
    status,
    `<html><head><title>${status}</title></head><body><h1>${status} ${gatewayWords[status]}</h1></body></html>`,
  );

const gatewayWords: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

export const validationFailed = (message: string): Reply =>
  json(400, {
    ErrorNumber: 10,
    Type: 'ValidationException',
    Message: 'A validation exception occurred',
    Elements: [{ ValidationErrors: [{ Message: message }] }],
  });

/** The wording after the colon is ours: Xero passes its parser's message on. */
export const unparseable = (detail: string): Reply =>
  json(400, {
    ErrorNumber: 14,
    Type: 'PostDataInvalidException',
    Message: `JSON for post data was invalid, ${detail}`,
  });

const problem = (title: string, status: number, detail: string) => ({
  Type: null,
  Title: title,
  Status: status,
  Detail: detail,
  Instance: randomUUID(),
  Extensions: {},
});
