/** The agencies of the sandbox's seed, and who of Xero may connect what. */
export interface Agency {
  readonly name: string;
  readonly organisationId: string;
  readonly token: string;
  /** The subsidiary that is connected. */
  readonly subsidiary: string;
  /** Whether there is another one, so that the admin asks which. */
  readonly hasSeveral: boolean;
  readonly xeroUser: string;
  readonly xeroOrganisation: string;
  readonly tenantId: string;
}

export const brightwell: Agency = {
  name: 'Brightwell Studio',
  organisationId: '1001',
  token: 'sandbox-brightwell-admin',
  subsidiary: 'Brightwell Studio Ltd',
  hasSeveral: true,
  xeroUser: 'Ada Brightwell',
  xeroOrganisation: 'Brightwell Studio Ltd',
  tenantId: '11111111-1111-4111-8111-111111111111',
};

export const coolabah: Agency = {
  name: 'Coolabah Digital',
  organisationId: '1002',
  token: 'sandbox-coolabah-admin',
  subsidiary: 'Coolabah Digital Pty Ltd',
  hasSeveral: false,
  xeroUser: 'Col Abah',
  xeroOrganisation: 'Coolabah Digital Pty Ltd',
  tenantId: '22222222-2222-4222-8222-111111111111',
};

export const cedar: Agency = {
  name: 'Cedar & Main',
  organisationId: '1003',
  token: 'sandbox-cedar-admin',
  subsidiary: 'Cedar & Main, Inc.',
  hasSeveral: false,
  xeroUser: 'Cedar Main',
  xeroOrganisation: 'Cedar & Main, Inc.',
  tenantId: '33333333-3333-4333-8333-111111111111',
};
