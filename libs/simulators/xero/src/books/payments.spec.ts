import { Desk } from './testing/desk.js';

describe('payments', () => {
  it('leave an invoice approved until it is fully paid, then paid on that day', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    const first = desk.pay(InvoiceID, 50);
    expect(first.body.Payments[0]).toMatchObject({
      Amount: 50,
      PaymentType: 'ACCRECPAYMENT',
      Status: 'AUTHORISED',
      Invoice: { InvoiceID, Payments: [] },
    });
    // 120.00 − 50.00 = 70.00
    expect(desk.read(InvoiceID)).toMatchObject({ Status: 'AUTHORISED', AmountPaid: 50, AmountDue: 70 });
    expect(desk.read(InvoiceID).FullyPaidOnDate).toBeUndefined();
    desk.pay(InvoiceID, 70);
    expect(desk.read(InvoiceID)).toMatchObject({
      Status: 'PAID',
      AmountPaid: 120,
      AmountDue: 0,
      FullyPaidOnDate: '/Date(1795478400000+0000)/',
    });
    expect(desk.read(InvoiceID).Payments).toHaveLength(2);
  });

  it('give back what they paid when they are deleted, once', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    const { PaymentID } = desk.pay(InvoiceID, 120).body.Payments[0]!;
    desk.pass(1000);
    const reply = desk.post(`/Payments/${PaymentID}`, { Status: 'DELETED' });
    expect(reply.body.Payments[0]).toMatchObject({ PaymentID, Status: 'DELETED', Amount: 120 });
    expect(desk.read(InvoiceID)).toMatchObject({ Status: 'AUTHORISED', AmountPaid: 0, AmountDue: 120, Payments: [] });
    expect(desk.read(InvoiceID).FullyPaidOnDate).toBeUndefined();
    expect(desk.post(`/Payments/${PaymentID}`, { Status: 'DELETED' }).status).toBe(400);
    expect(desk.read(InvoiceID).AmountDue).toBe(120);
  });

  it.each([
    [true, true],
    [false, false],
  ])('bump their invoice and tell of it: %s', (paymentBumpsInvoice, bumped) => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, paymentBumpsInvoice };
    const invoice = desk.invoice();
    desk.pass(60_000);
    const reply = desk.pay(invoice.InvoiceID, 20);
    expect(desk.read(invoice.InvoiceID).UpdatedDateUTC !== invoice.UpdatedDateUTC).toBe(bumped);
    expect(reply.touched).toEqual(bumped ? [{ category: 'INVOICE', id: invoice.InvoiceID, type: 'UPDATE' }] : []);
    expect(desk.read(invoice.InvoiceID).AmountPaid).toBe(20);
  });

  it.each([true, false])('are changed by a reconciliation, and so is their invoice: %s', (reconcileBumpsInvoice) => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, reconcileBumpsInvoice };
    const { InvoiceID } = desk.invoice();
    const { PaymentID, UpdatedDateUTC } = desk.pay(InvoiceID, 120).body.Payments[0]!;
    const before = desk.read(InvoiceID);
    desk.pass(60_000);
    desk.books.accountant(desk.tenant).reconcile(PaymentID);
    const [payment] = desk.get(`/Payments/${PaymentID}`).body.Payments;
    expect(payment).toMatchObject({ IsReconciled: true });
    expect(payment?.UpdatedDateUTC).not.toBe(UpdatedDateUTC);
    expect(desk.read(InvoiceID).UpdatedDateUTC !== before.UpdatedDateUTC).toBe(reconcileBumpsInvoice);
    expect(desk.read(InvoiceID)).toMatchObject({ Status: 'PAID', AmountPaid: 120 });
    expect(desk.post(`/Payments/${PaymentID}`, { Status: 'DELETED' }).status).toBe(400);
  });

  it.each([
    [true, ['AUTHORISED', 'DELETED']],
    [false, ['AUTHORISED']],
  ])('are listed after they were deleted: %s', (deletedPaymentsListed, statuses) => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, deletedPaymentsListed };
    const { InvoiceID } = desk.invoice();
    const { PaymentID } = desk.pay(InvoiceID, 10).body.Payments[0]!;
    desk.pay(InvoiceID, 20);
    desk.pass(1000);
    desk.post(`/Payments/${PaymentID}`, { Status: 'DELETED' });
    expect(desk.get('/Payments').body.Payments.map(({ Status }) => Status)).toEqual(statuses);
    expect(desk.get('/Payments', { where: 'Status=="DELETED"' }).body.Payments).toHaveLength(1);
  });

  it.each([0, -5])('are never of %p', (amount) => {
    const desk = new Desk();
    expect(desk.pay(desk.invoice().InvoiceID, amount).status).toBe(400);
  });

  it('take the day rate for a foreign invoice, and bank what that makes in the base currency', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice({ CurrencyCode: 'EUR', CurrencyRate: 1.25 });
    // 100 EUR at 1.25 EUR per GBP = 80.00 GBP
    expect(desk.pay(InvoiceID, 100, { CurrencyRate: 1.25 }).body.Payments[0]).toMatchObject({
      Amount: 100,
      BankAmount: 80,
      CurrencyRate: 1.25,
    });
    expect(desk.pay(InvoiceID, 10, { BankAmount: 7.77 }).body.Payments[0]).toMatchObject({
      Amount: 10,
      BankAmount: 7.77,
    });
  });

  it('go to an account with payments enabled as well, but to no archived bank', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    expect(desk.pay(InvoiceID, 1, { Account: { Code: '091' } }).status).toBe(200);
    desk.books.accountant(desk.tenant).archiveAccount('090');
    expect(desk.pay(InvoiceID, 1).messages).toEqual([
      'Business Bank Account bank account is archived and cannot be used',
    ]);
  });

  it('name exactly one thing they pay', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    expect(desk.pay(InvoiceID, 1, { CreditNote: { CreditNoteID: InvoiceID } }).status).toBe(400);
    expect(desk.put('/Payments', { Account: { Code: '090' }, Amount: 1 }).status).toBe(400);
  });

  it('of a reconciled statement line stay', () => {
    const desk = new Desk();
    const { PaymentID } = desk.pay(desk.invoice().InvoiceID, 1, { IsReconciled: true }).body.Payments[0]!;
    expect(desk.post(`/Payments/${PaymentID}`, { Status: 'DELETED' }).status).toBe(400);
  });

  it('save nothing of a batch in which one is too much', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    const one = { Invoice: { InvoiceID }, Account: { Code: '090' }, Date: '2026-11-24' };
    const Payments = [
      { ...one, Amount: 100 },
      { ...one, Amount: 21 },
    ];
    expect(desk.put('/Payments', { Payments }).status).toBe(400);
    expect(desk.read(InvoiceID)).toMatchObject({ AmountPaid: 0, Payments: [] });
    expect(desk.put('/Payments', { Payments }, { query: { summarizeErrors: 'false' } }).status).toBe(200);
    expect(desk.read(InvoiceID).AmountPaid).toBe(100);
  });
});

describe('batch payments', () => {
  it('pay several invoices at once and give all of it back when deleted', () => {
    const desk = new Desk();
    const ids = [desk.invoice().InvoiceID, desk.invoice().InvoiceID];
    const Payments = ids.map((InvoiceID) => ({ Invoice: { InvoiceID }, Amount: 120 }));
    const batch = desk.put('/BatchPayments', { Account: { Code: '090' }, Date: '2026-11-24', Payments }).body
      .BatchPayments[0]!;
    expect(batch).toMatchObject({ Type: 'RECBATCH', Status: 'AUTHORISED', TotalAmount: 240 });
    expect(ids.map((id) => desk.read(id).Status)).toEqual(['PAID', 'PAID']);
    expect(desk.get('/Payments').body.Payments[0]).toMatchObject({ BatchPaymentID: batch.BatchPaymentID });
    desk.post('/BatchPayments', { BatchPaymentID: batch.BatchPaymentID, Status: 'DELETED' });
    expect(ids.map((id) => desk.read(id).AmountDue)).toEqual([120, 120]);
    expect(desk.get('/Payments').body.Payments.map(({ Status }) => Status)).toEqual(['DELETED', 'DELETED']);
  });

  it('pay nothing when one member is wrong', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    const member = (Amount: number) => ({ Invoice: { InvoiceID }, Amount });
    expect(desk.put('/BatchPayments', { Account: { Code: '090' }, Payments: [member(100), member(21)] }).status).toBe(
      400,
    );
    expect(desk.read(InvoiceID).AmountPaid).toBe(0);
  });

  it('are in the base currency and of one kind', () => {
    const desk = new Desk();
    const euro = desk.invoice({ CurrencyCode: 'EUR' }).InvoiceID;
    const bill = desk.put('/Invoices', desk.bill()).body.Invoices[0]!.InvoiceID;
    const batch = (...ids: string[]) =>
      desk.put('/BatchPayments', {
        Account: { Code: '090' },
        Payments: ids.map((InvoiceID) => ({ Invoice: { InvoiceID }, Amount: 1 })),
      });
    expect(batch(euro).status).toBe(400);
    expect(batch(bill, desk.invoice().InvoiceID).status).toBe(400);
    expect(batch(bill).body.BatchPayments[0]).toMatchObject({ Type: 'PAYBATCH' });
  });
});

describe('credits', () => {
  it('settle an invoice as credit, not as payment, and are undone', () => {
    const desk = new Desk();
    const accountant = desk.books.accountant(desk.tenant);
    const { InvoiceID } = desk.invoice();
    const note = accountant.creditNote({
      Contact: { ContactID: desk.contact() },
      Date: '2026-11-22',
      LineItems: [{ Description: 'Sorry', Quantity: 1, UnitAmount: 150, AccountCode: '200' }],
    });
    const id = String(note['CreditNoteID']);
    desk.pass(1000);
    const reply = desk.put(`/CreditNotes/${id}/Allocations`, { Amount: 120, Invoice: { InvoiceID } });
    // 150.00 + 20 % = 180.00; 180 − 120 = 60
    expect(desk.get(`/CreditNotes/${id}`).body.CreditNotes[0]).toMatchObject({
      RemainingCredit: 60,
      Status: 'AUTHORISED',
    });
    expect(desk.read(InvoiceID)).toMatchObject({ Status: 'PAID', AmountPaid: 0, AmountCredited: 120, AmountDue: 0 });
    expect(reply.touched.map(({ category }) => category)).toEqual(['CREDITNOTE', 'INVOICE']);
    expect(desk.put(`/CreditNotes/${id}/Allocations`, { Amount: 1, Invoice: { InvoiceID } }).status).toBe(400);
    desk.ask('DELETE', `/CreditNotes/${id}/Allocations/${reply.body.Allocations[0]!.AllocationID}`);
    expect(desk.read(InvoiceID)).toMatchObject({ Status: 'AUTHORISED', AmountCredited: 0, AmountDue: 120 });
    expect(desk.get(`/CreditNotes/${id}`).body.CreditNotes[0]!.RemainingCredit).toBe(180);
  });

  it('have a reference only when they are a customer’s, and no discounts', () => {
    const desk = new Desk();
    const line = { Description: 'Sorry', Quantity: 1, UnitAmount: 100, AccountCode: '200' };
    const put = (Type: string, more: object = {}, LineItems: object[] = [line]) =>
      desk.put('/CreditNotes', {
        ...{ Type, Contact: { ContactID: desk.contact() }, Reference: 'Note 1', LineItems },
        ...more,
      });
    expect(put('ACCRECCREDIT').body.CreditNotes[0]).toMatchObject({ Reference: 'Note 1' });
    const supplier = put('ACCPAYCREDIT', { CreditNoteNumber: 'EXP-1' }).body.CreditNotes[0];
    expect(supplier).toMatchObject({ CreditNoteNumber: 'EXP-1' });
    expect(supplier).not.toHaveProperty('Reference');
    expect(put('ACCPAYCREDIT', { CreditNoteNumber: 'EXP-1' }).status).toBe(200);
    expect(put('ACCRECCREDIT', { CreditNoteNumber: 'CN-77' }).status).toBe(200);
    expect(put('ACCRECCREDIT', { CreditNoteNumber: 'CN-77' }).status).toBe(400);
    expect(put('ACCRECCREDIT', {}, [{ ...line, DiscountRate: 10 }]).status).toBe(400);
  });

  it('belong to one contact and one currency, and are never used beyond what remains', () => {
    const desk = new Desk();
    const accountant = desk.books.accountant(desk.tenant);
    const made = accountant.overpayment({ contactId: desk.contact(), amount: '30.00' });
    const id = String(made['OverpaymentID']);
    const other = desk.invoice({ Contact: { ContactID: desk.contact('Northern Rail Museum') } }).InvoiceID;
    const euro = desk.invoice({ CurrencyCode: 'EUR' }).InvoiceID;
    const own = desk.invoice().InvoiceID;
    expect(() => accountant.allocate('Overpayments', id, other, '10.00')).toThrow('must belong to the same contact');
    expect(() => accountant.allocate('Overpayments', id, euro, '10.00')).toThrow('must be in the same currency');
    expect(() => accountant.allocate('Overpayments', id, own, '30.01')).toThrow('exceeds the remaining credit');
    accountant.allocate('Overpayments', id, own, '30.00');
    expect(desk.get(`/Overpayments/${id}`).body.Overpayments[0]).toMatchObject({
      Status: 'PAID',
      RemainingCredit: 0,
      Type: 'RECEIVE-OVERPAYMENT',
    });
    expect(desk.read(own)).toMatchObject({ AmountCredited: 30, AmountDue: 90 });
    expect(desk.read(own).Overpayments[0]).toMatchObject({ OverpaymentID: id, AppliedAmount: 30 });
    accountant.removeAllocations(id);
    expect(desk.read(own)).toMatchObject({ AmountCredited: 0, AmountDue: 120 });
  });

  it('are refunded by payments of another kind', () => {
    const desk = new Desk();
    const made = desk.books.accountant(desk.tenant).prepayment({ contactId: desk.contact(), amount: '50.00' });
    const PrepaymentID = String(made['PrepaymentID']);
    const refund = desk.put('/Payments', {
      Prepayment: { PrepaymentID },
      Account: { Code: '090' },
      Amount: 50,
      Date: '2026-11-24',
    });
    expect(refund.body.Payments[0]).toMatchObject({ PaymentType: 'ARPREPAYMENTPAYMENT', Prepayment: { PrepaymentID } });
    expect(desk.get(`/Prepayments/${PrepaymentID}`).body.Prepayments[0]).toMatchObject({
      Status: 'PAID',
      RemainingCredit: 0,
    });
  });

  it('lock the contact of the invoice they pay', () => {
    const desk = new Desk();
    const accountant = desk.books.accountant(desk.tenant);
    const { InvoiceID } = desk.invoice();
    const lines = [{ Description: 'Sorry', Quantity: 1, UnitAmount: 10, AccountCode: '200' }];
    const note = accountant.creditNote({
      Contact: { ContactID: desk.contact() },
      Date: '2026-11-22',
      LineItems: lines,
    });
    accountant.allocate('CreditNotes', String(note['CreditNoteID']), InvoiceID, '5.00');
    const moved = desk.post(`/Invoices/${InvoiceID}`, { Contact: { ContactID: desk.contact('Northern Rail Museum') } });
    expect(moved.messages).toEqual([
      'Invoice not of valid status for modification',
      'This document cannot be edited as it has a payment or credit note allocated to it.',
    ]);
  });
});
