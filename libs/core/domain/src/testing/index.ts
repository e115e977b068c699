export { type Over, anInvoice, aLine, anExpense, aChart, settings, vat20, vat5, design } from './builders.js';
