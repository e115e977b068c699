export { type Productive, type ProductiveOptions, createProductive } from './create-productive.js';
export { type Subscription, ProductiveHooks } from './webhooks/productive-hooks.js';
export { verifyProductiveSignature } from './webhooks/signature.js';
export { type ProductiveEvent, readProductiveEvent } from './webhooks/event.js';
