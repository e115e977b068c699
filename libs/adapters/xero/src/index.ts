export { type Xero, type XeroOptions, type XeroUrls, xeroUrls, createXero } from './create-xero.js';
export { type XeroLogEntry } from './client/xero-client.js';
export { xeroScopes } from './xero-access.js';
export { ledgerLink } from './ledger-link.js';
export { type XeroEvent, verifyXeroSignature, readXeroEvents } from './webhooks.js';
