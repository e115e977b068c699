export { agencies, auditor, type Agency } from './agencies.js';
export { Bridge } from './bridge.js';
export { askJson, UnexpectedAnswer, waitFor, type Json } from './http.js';
export { mapSettings } from './map-settings.js';
export {
  ProductiveReader,
  type ProductiveExpense,
  type ProductiveInvoice,
  type ProductivePayment,
} from './productive.js';
export { Accountant, XeroReader, type XeroDocument, type XeroPayment } from './xero.js';
