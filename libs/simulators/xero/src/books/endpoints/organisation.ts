import { writeBatch } from '../batch.js';
import { caller, notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { renderDay, renderInstant } from '../calendar.js';
import type { BrandingTheme, Currency, User } from '../ledger.js';
import { say } from '../messages.js';
import { list } from '../query/list.js';
import { currencyNames } from '../seed/organisations.js';
import { textOf } from '../shape.js';
import type { Json } from '../shape.js';
import { headerOf } from './header.js';
import { listAnswer } from './invoices.js';

export function organisation(work: Work): Answer {
  const [part] = work.path;
  if (work.call.method !== 'GET') return notImplemented();
  if (part === 'Actions') return ok(work, { Actions: actions(work) });
  return part === undefined ? ok(work, { Organisations: [renderOrganisation(work)] }) : notImplemented();
}

export function users(work: Work): Answer {
  const [id] = work.path;
  if (work.call.method !== 'GET') return notImplemented();
  if (id !== undefined) {
    const user = work.ledger.users.get(id);
    return user ? ok(work, { Users: [renderUser(user)] }) : notFound();
  }
  const result = list<User>({
    table: work.ledger.users,
    fields: {
      EmailAddress: { kind: 'text', read: (row) => row.email },
      IsSubscriber: { kind: 'flag', read: (row) => row.subscriber },
      OrganisationRole: { kind: 'text', read: (row) => row.role },
    },
    type: 'User',
    query: work.call.query,
    modifiedSince: headerOf(work.call, 'if-modified-since'),
    paging: 'never',
  });
  return listAnswer(work, result, 'Users', renderUser);
}

/** Currencies are added and never removed. */
export function currencies(work: Work): Answer {
  const { method } = work.call;
  if (work.path.length > 0) return notImplemented();
  if (method === 'PUT') {
    return writeBatch(work, {
      key: 'Currencies',
      what: 'Currency',
      shape: { Code: 'text', Description: 'text' },
      only: 'one',
      plain: true,
      save,
    });
  }
  if (method !== 'GET') return notImplemented();
  const result = list<Currency>({
    table: work.ledger.currencies,
    fields: {
      Code: { kind: 'text', read: (row) => row.code },
      Description: { kind: 'text', read: (row) => row.description },
    },
    type: 'Currency',
    query: work.call.query,
    modifiedSince: undefined,
    paging: 'never',
  });
  return listAnswer(work, result, 'Currencies', renderCurrency);

  function save(element: Json) {
    const code = textOf(element, 'Code')?.toUpperCase() ?? '';
    const description = currencyNames[code];
    const problems = [
      ...(description === undefined ? [say('currencyUnknown', { currency: code })] : []),
      ...(work.ledger.organisation().multicurrency ? [] : [say('currencyPlan')]),
    ];
    if (problems.length > 0 || description === undefined) return { ok: false as const, echo: element, problems };
    const currency = { id: code.toLowerCase(), updatedAt: stamp(work), code, description };
    return { ok: true as const, rendered: renderCurrency(work.ledger.currencies.put(currency)) };
  }
}

export function brandingThemes(work: Work): Answer {
  const [id, part] = work.path;
  if (work.call.method !== 'GET' || part !== undefined) return notImplemented();
  const found = [...work.ledger.themes.all()].filter((theme) => id === undefined || theme.id === id.toLowerCase());
  if (id !== undefined && found.length === 0) return notFound();
  return ok(work, { BrandingThemes: found.map(renderTheme) });
}

function renderOrganisation(work: Work): Json {
  const own = work.ledger.organisation();
  return {
    OrganisationID: own.id,
    Name: own.name,
    LegalName: own.name,
    PaysTax: true,
    Version: own.version,
    OrganisationType: 'COMPANY',
    BaseCurrency: own.baseCurrency,
    CountryCode: own.country,
    IsDemoCompany: false,
    OrganisationStatus: 'ACTIVE',
    FinancialYearEndDay: 31,
    FinancialYearEndMonth: 3,
    SalesTaxBasis: own.version === 'US' ? 'NONE' : 'ACCRUALS',
    SalesTaxPeriod: 'QUARTERLY1',
    DefaultSalesTax: 'Tax Exclusive',
    DefaultPurchasesTax: 'Tax Exclusive',
    ...(own.periodLockedOn === undefined ? {} : { PeriodLockDate: renderDay(own.periodLockedOn) }),
    ...(own.yearLockedOn === undefined ? {} : { EndOfYearLockDate: renderDay(own.yearLockedOn) }),
    CreatedDateUTC: renderInstant(own.createdAt),
    Timezone: own.timeZoneName,
    OrganisationEntityType: 'COMPANY',
    ShortCode: own.shortCode,
    Class: own.plan,
    Edition: own.edition,
    LineOfBusiness: 'Advertising and design',
    Addresses: [],
    Phones: [],
    ExternalLinks: [],
    PaymentTerms: { Bills: { Day: 30, Type: 'DAYSAFTERBILLDATE' }, Sales: { Day: 30, Type: 'DAYSAFTERBILLDATE' } },
  };
}

const actionNames = [
  'CreateApprovedInvoice',
  'CreateApprovedBill',
  'CreateDraftInvoice',
  'CreateDraftBill',
  'CreateInvoicePayment',
  'CreateBillPayment',
  'VoidInvoice',
  'VoidBill',
  'UpdatePaidInvoice',
  'CreateContact',
  'UpdateContact',
  'UseMulticurrency',
  'ApproveTransactionsBeforePeriodLockDate',
] as const;

function actions(work: Work): Json[] {
  const own = work.ledger.organisation();
  const role = caller(work)?.role ?? 'STANDARD';
  const allowed = (name: (typeof actionNames)[number]): boolean => {
    if (name === 'UseMulticurrency') return own.multicurrency;
    if (name === 'ApproveTransactionsBeforePeriodLockDate') return role === 'FINANCIALADVISER';
    if (role === 'READONLY') return false;
    if (role === 'INVOICEONLY')
      return !['CreateInvoicePayment', 'CreateBillPayment', 'UpdatePaidInvoice'].includes(name);
    return own.plan !== 'LEDGER' || name === 'CreateContact' || name === 'UpdateContact';
  };
  return actionNames.map((Name) => ({ Name, Status: allowed(Name) ? 'ALLOWED' : 'NOT-ALLOWED' }));
}

function renderUser(user: User): Json {
  return {
    UserID: user.id,
    EmailAddress: user.email,
    FirstName: user.firstName,
    LastName: user.lastName,
    UpdatedDateUTC: renderInstant(user.updatedAt),
    IsSubscriber: user.subscriber,
    OrganisationRole: user.role,
  };
}

function renderCurrency(currency: Currency): Json {
  return { Code: currency.code, Description: currency.description };
}

function renderTheme(theme: BrandingTheme): Json {
  return {
    BrandingThemeID: theme.id,
    Name: theme.name,
    Type: 'INVOICE',
    SortOrder: theme.sortOrder,
    CreatedDateUTC: renderInstant(theme.updatedAt),
  };
}
