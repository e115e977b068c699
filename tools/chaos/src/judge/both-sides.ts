import {
  type Agency,
  auditor,
  ProductiveReader,
  type ProductiveExpense,
  type ProductiveInvoice,
  type ProductivePayment,
  type XeroDocument,
  XeroReader,
} from '@bridge/witness';

/** What both vendors' public APIs say about one agency. */
export interface BothSides {
  readonly invoices: readonly ProductiveInvoice[];
  readonly expenses: readonly ProductiveExpense[];
  readonly payments: readonly ProductivePayment[];
  /** Live documents that our app has made. */
  readonly xero: readonly XeroDocument[];
}

const CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' };

export async function readBothSides(agency: Agency, xeroUrl: string, productiveUrl: string): Promise<BothSides> {
  const productive = new ProductiveReader(productiveUrl, agency.organisationId, agency.readerToken);
  const xero: XeroDocument[] = [];
  for (const { xeroOrganisationId } of agency.subsidiaries) {
    const reader = new XeroReader(xeroUrl, CLIENT, xeroOrganisationId);
    await reader.open(auditor);
    xero.push(...(await reader.documents()));
  }
  return {
    invoices: await productive.invoices(),
    expenses: await productive.expenses(),
    payments: await productive.payments(),
    xero,
  };
}
