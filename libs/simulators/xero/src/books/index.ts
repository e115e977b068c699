export { Refused } from './accountant.js';
export type { Accountant, CreditKind, CreditRequest, PaymentRequest } from './accountant.js';
export { createBooks } from './books.js';
export type { Books, BooksOptions, TenantSummary } from './books.js';
export type { Answer, Call, Touched } from './call.js';
export { messages } from './messages.js';
