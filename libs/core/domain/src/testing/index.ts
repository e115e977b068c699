export { aChart } from './chart.js';
export { anInvoice, aLine, anExpense, anOrder, vat20, vat5, design } from './documents.js';
export type { Over } from './over.js';
export { settings } from './settings.js';
export { asShown } from './editions.js';
