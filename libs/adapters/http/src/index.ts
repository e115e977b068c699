export {
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  type HttpResponse,
  createHttpClient,
} from './http-client.js';
export { type HttpLogEntry, redactUrl } from './redact-url.js';
export { type SentState, transportFault, sentState } from './transport-fault.js';
export { retryAfterMs } from './retry-after.js';
export { type CallLimit, type RateLimiter, createRateLimiter } from './rate-limiter.js';
