import { decimal, money, personParty, roundToMoney } from '@bridge/domain';
import { aLine, anExpense, anInvoice, anOrder } from '@bridge/domain/testing';
import { FixedClock } from '../memory/fixed-clock.js';
import { describeSourceDocumentsContract } from './contract/source-documents-contract.js';
import { describeSourceIdentityContract } from './contract/source-identity-contract.js';
import { describeSourceMarksContract } from './contract/source-marks-contract.js';
import { describeSourcePaymentsContract } from './contract/source-payments-contract.js';
import { describeSourceReferenceContract } from './contract/source-reference-contract.js';
import { brightwell, type SourceWorld } from './contract/source-world.js';
import { FakeSource } from './fake-source.js';

const makeWorld = async (): Promise<SourceWorld> => {
  const clock = new FixedClock();
  const source = new FakeSource(clock);
  const organisation = source.organisation(brightwell);
  let lastId = 0;
  return {
    ...{ identity: source, documents: source, reference: source, marks: source, payments: source },
    now: () => clock.now(),
    hand: {
      addInvoice: async ({ net, subject, isSent = false, isDraft = false, creditFor }) => {
        clock.advance(1000);
        const id = String((lastId += 1));
        const isCreditNote = creditFor !== undefined;
        const lines = [aLine({ quantity: isCreditNote ? '-1' : '1', unitPrice: net.replace('-', '') })];
        const credit = isCreditNote && { isCreditNote, creditedInvoiceId: creditFor };
        const facts = { id, lines, isSent, isFinalised: !isDraft, ...credit };
        organisation.addInvoice(anInvoice({ ...facts, ...(subject && { subject }) }));
        return id;
      },
      addExpense: async ({ net, name, isReimbursable = false }) => {
        clock.advance(1000);
        const id = String((lastId += 1));
        const amount = roundToMoney(decimal(net), 'GBP');
        const tax = money(amount.minor / 5n, 'GBP');
        const person = personParty('26', 'Ana Novak', 'ana@brightwell.example');
        const spent = { id, net: amount, tax, isReimbursable, ...(isReimbursable && { person }) };
        organisation.addExpense(anExpense({ ...spent, approval: 'awaiting', ...(name && { name }) }));
        return id;
      },
      addPurchaseOrder: async ({ nets, subject }) => {
        clock.advance(1000);
        const id = String((lastId += 1));
        organisation.addPurchaseOrder(anOrder({ id, nets, ...(subject && { subject }) }));
        return id;
      },
      addReceipt: async (expenseId, name) => {
        clock.advance(1000);
        const id = String((lastId += 1));
        const attachment = { id, name, contentType: 'application/pdf', sizeBytes: 3 };
        organisation.editExpense(expenseId, { attachment });
        return id;
      },
      approve: async (id) => organisation.approve(id),
      rename: async (kind, id, title) => {
        if (kind === 'expense') organisation.editExpense(id, { name: title });
        else if (kind === 'invoice') organisation.editInvoice(id, { subject: title });
        else organisation.editPurchaseOrder(id, { subject: title });
      },
      delete: async (kind, id) => organisation.delete(kind, id),
    },
  };
};

describeSourceIdentityContract('in memory', makeWorld);
describeSourceDocumentsContract('in memory', makeWorld);
describeSourceReferenceContract('in memory', makeWorld);
describeSourceMarksContract('in memory', makeWorld);
describeSourcePaymentsContract('in memory', makeWorld);
