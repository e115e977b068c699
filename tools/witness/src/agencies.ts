/** The seeded agencies that the demo acts for, and what each leaves unmapped on purpose. */
export interface Agency {
  readonly name: string;
  readonly organisationId: string;
  readonly token: string;
  readonly readerToken: string;
  readonly subsidiaries: readonly {
    readonly id: string;
    readonly xeroOrganisationId: string;
    readonly xeroUser: string;
  }[];
  readonly baseCurrency: string;
  readonly unmappedRate: string;
  /** On the Ultimate plan, which has purchase orders. */
  readonly hasPurchaseOrders?: boolean;
}

const AUDITOR = 'zoe@advisors.example';

export const auditor = AUDITOR;

export const agencies: readonly Agency[] = [
  {
    name: 'Brightwell Studio',
    organisationId: '1001',
    token: 'sandbox-brightwell-admin',
    readerToken: 'sandbox-brightwell-readonly',
    subsidiaries: [
      { id: '11', xeroOrganisationId: '11111111-1111-4111-8111-111111111111', xeroUser: 'ada@brightwell.example' },
      { id: '12', xeroOrganisationId: '11111111-1111-4111-8111-222222222222', xeroUser: 'ada@brightwell.example' },
    ],
    baseCurrency: 'GBP',
    unmappedRate: 'Reverse charge',
    hasPurchaseOrders: true,
  },
  {
    name: 'Coolabah Digital',
    organisationId: '1002',
    token: 'sandbox-coolabah-admin',
    readerToken: 'sandbox-coolabah-readonly',
    subsidiaries: [
      { id: '21', xeroOrganisationId: '22222222-2222-4222-8222-111111111111', xeroUser: 'col@coolabah.example' },
    ],
    baseCurrency: 'AUD',
    unmappedRate: 'Wine equalisation 29%',
  },
  {
    name: 'Cedar & Main',
    organisationId: '1003',
    token: 'sandbox-cedar-admin',
    readerToken: 'sandbox-cedar-readonly',
    subsidiaries: [
      { id: '31', xeroOrganisationId: '33333333-3333-4333-8333-111111111111', xeroUser: 'cam@cedar.example' },
    ],
    baseCurrency: 'USD',
    unmappedRate: 'NY sales tax 8.875%',
  },
];
