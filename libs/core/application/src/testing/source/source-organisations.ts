import type { SourceTaxRate } from '@bridge/domain';
import type { Plan } from '../../identity/tenants.js';
import type { SourceReference, SourceReferenceData } from '../../settings/source-reference.js';

export interface SourceColleague {
  readonly token: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly mayWrite: boolean;
}

/** What a fake organisation starts with, before a person enters documents. */
export interface SourceOrganisation {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  readonly timeZone: string;
  readonly people: readonly SourceColleague[];
  readonly reference: SourceReferenceData;
  readonly projects: readonly Named[];
  readonly clients: readonly Named[];
  /** Of select fields, by the id of the field. */
  readonly fieldOptions: Readonly<Record<string, readonly Named[]>>;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export function valuesOf(
  { reference, projects, clients, fieldOptions }: SourceOrganisation,
  from: Parameters<SourceReference['trackingValues']>[1],
): readonly Named[] {
  if (typeof from === 'object') return fieldOptions[from.customFieldId] ?? [];
  const { subsidiaries: subsidiary, serviceTypes: service_type } = reference;
  const all = { project: projects, client: clients, subsidiary, service_type }[from];
  return [...all].sort((one, other) => one.name.localeCompare(other.name));
}

/** Four agencies: two plans that may connect, one that may not, and enough of them to find a leak between tenants. */
export function sourceOrganisations(): readonly SourceOrganisation[] {
  return [
    organisation('1001', 'Brightwell Studio', 'brightwell', 'ultimate', 'Europe/London', [
      ['11', 'Brightwell Studio Ltd', '501', 'VAT 20%', '20'],
      ['12', 'Brightwell Labs Ltd', '503', 'VAT 20%', '20'],
    ]),
    organisation('1002', 'Coolabah Digital', 'coolabah', 'professional', 'Australia/Sydney', [
      ['21', 'Coolabah Digital Pty Ltd', '521', 'GST 10%', '10'],
    ]),
    organisation('1003', 'Cedar & Main', 'cedar', 'professional', 'America/New_York', [
      ['31', 'Cedar & Main, Inc.', '531', 'Tax Exempt', '0'],
    ]),
    organisation('1004', 'Tiny Essentials', 'tiny', 'essential', 'Europe/London', [
      ['41', 'Tiny Essentials', '541', 'VAT 20%', '20'],
    ]),
  ];
}

function organisation(
  id: string,
  name: string,
  slug: string,
  plan: Plan,
  timeZone: string,
  branches: readonly (readonly [subsidiaryId: string, name: string, rateId: string, rate: string, percent: string])[],
): SourceOrganisation {
  const taxRates = branches.map(([subsidiaryId, , rateId, rate, percent]): SourceTaxRate => ({
    id: rateId,
    name: rate,
    percent,
    isActive: true,
    subsidiaryId,
  }));
  return {
    id,
    name,
    plan,
    timeZone,
    people: [
      {
        token: `sandbox-${slug}-admin`,
        id: `${id}1`,
        name: `${name} Admin`,
        email: `admin@${slug}.example`,
        isAdmin: true,
        mayWrite: true,
      },
      {
        token: `sandbox-${slug}-readonly`,
        id: `${id}1`,
        name: `${name} Admin`,
        email: `admin@${slug}.example`,
        isAdmin: true,
        mayWrite: false,
      },
      {
        token: `sandbox-${slug}-member`,
        id: `${id}2`,
        name: `${name} Member`,
        email: `member@${slug}.example`,
        isAdmin: false,
        mayWrite: true,
      },
    ],
    reference: {
      subsidiaries: branches.map(([subsidiaryId, branch]) => ({ id: subsidiaryId, name: branch })),
      taxRates,
      serviceTypes: [
        { id: '601', name: 'Design' },
        { id: '602', name: 'Development' },
        { id: '604', name: 'Admin work' },
      ],
      documentTypes: branches.map(([subsidiaryId], index) => ({
        id: String(651 + index),
        name: 'Invoice',
        subsidiaryId,
      })),
      invoiceCustomFields: [{ id: '671', name: 'Note for the accountant' }],
      selectFields: [{ id: '672', name: 'Department', of: 'invoice' }],
      paymentImports: [],
    },
    projects: [
      { id: '811', name: 'North' },
      { id: '812', name: 'Website relaunch' },
    ],
    clients: [{ id: '701', name: 'Acme Ltd' }],
    fieldOptions: {
      '672': [
        { id: '6721', name: 'Brand' },
        { id: '6722', name: 'Growth' },
      ],
    },
  };
}
