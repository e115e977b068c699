import { writeBatch } from '../batch.js';
import type { Saved } from '../batch.js';
import { notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { renderInstant } from '../calendar.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Account } from '../ledger.js';
import { say } from '../messages.js';
import { list } from '../query/list.js';
import type { Fields } from '../query/where.js';
import { accountTypes, classOf } from '../seed/chart-of-accounts.js';
import { defaultTaxes } from '../seed/tax-rate-tables.js';
import { flagOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { attachments } from './attachments.js';
import { headerOf } from './header.js';
import { listAnswer } from './invoices.js';

const shape: Shape = {
  AccountID: 'guid',
  Code: 'text',
  Name: 'text',
  Type: { choice: 'AccountType', of: accountTypes },
  Status: { choice: 'AccountStatus', of: ['ACTIVE', 'ARCHIVED', 'DELETED'] },
  Description: 'text',
  TaxType: 'text',
  BankAccountNumber: 'text',
  CurrencyCode: 'text',
  EnablePaymentsToAccount: 'flag',
};

export function accounts(work: Work): Answer {
  const [id, part, ...rest] = work.path;
  const { method } = work.call;
  const batch = { key: 'Accounts', what: 'Account', shape, only: 'one' as const };
  if (id === undefined) {
    if (method === 'GET') return listAccounts(work);
    return method === 'PUT'
      ? writeBatch(work, { ...batch, save: (element) => save(work, element, undefined) })
      : notImplemented();
  }
  const account = work.ledger.accounts.get(id);
  if (!account) return notFound();
  if (part === 'Attachments')
    return attachments(work, { ownerId: account.id, endpoint: 'Accounts', online: false, rest });
  if (part !== undefined) return notImplemented();
  if (method === 'GET') return ok(work, { Accounts: [renderAccount(account)] });
  if (method === 'POST') return writeBatch(work, { ...batch, save: (element) => save(work, element, account) });
  if (method !== 'DELETE') return notImplemented();
  const removal =
    work.call.body === undefined ? { ...work, call: { ...work.call, body: { Status: 'DELETED' } } } : work;
  return writeBatch(removal, { ...batch, save: () => remove(work, account) });
}

export function renderAccount(account: Account): Json {
  return {
    AccountID: account.id,
    ...(account.code === undefined ? {} : { Code: account.code }),
    Name: account.name,
    Status: account.status,
    Type: account.type,
    TaxType: account.taxType,
    Class: account.class,
    ...(account.description === undefined ? {} : { Description: account.description }),
    ...(account.systemAccount === undefined ? {} : { SystemAccount: account.systemAccount }),
    EnablePaymentsToAccount: account.payable,
    ShowInExpenseClaims: account.class === 'EXPENSE',
    ...(account.type === 'BANK'
      ? {
          BankAccountNumber: account.bankAccountNumber ?? '',
          BankAccountType: 'BANK',
          CurrencyCode: account.currency ?? '',
        }
      : {}),
    ReportingCode: account.class.slice(0, 3),
    HasAttachments: false,
    UpdatedDateUTC: renderInstant(account.updatedAt),
    AddToWatchlist: false,
  };
}

function listAccounts(work: Work): Answer {
  const { query } = work.call;
  const result = list<Account>({
    table: work.ledger.accounts,
    fields,
    type: 'Account',
    query,
    modifiedSince: headerOf(work.call, 'if-modified-since'),
    paging: 'never',
  });
  return listAnswer(work, result, 'Accounts', renderAccount);
}

const fields: Fields<Account> = {
  AccountID: { kind: 'guid', read: (row) => row.id },
  Code: { kind: 'text', read: (row) => row.code },
  Name: { kind: 'text', read: (row) => row.name },
  Type: { kind: 'text', read: (row) => row.type },
  Class: { kind: 'text', read: (row) => row.class },
  Status: { kind: 'text', read: (row) => row.status },
  TaxType: { kind: 'text', read: (row) => row.taxType },
  SystemAccount: { kind: 'text', read: (row) => row.systemAccount },
  EnablePaymentsToAccount: { kind: 'flag', read: (row) => row.payable },
  UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
};

function save(work: Work, element: Json, before: Account | undefined): Saved {
  const account = plan(work, element, before);
  const problems = problemsOf(work, element, account, before);
  if (problems.length > 0) return { ok: false, echo: { AccountID: before?.id ?? ZERO_GUID, ...element }, problems };
  return { ok: true, rendered: renderAccount(work.ledger.accounts.put(account)) };
}

function plan(work: Work, element: Json, before: Account | undefined): Account {
  const organisation = work.ledger.organisation();
  const type = textOf(element, 'Type') ?? before?.type ?? '';
  const accountClass = classOf(type) ?? 'EXPENSE';
  const taxes = defaultTaxes[organisation.version];
  const usual = accountClass === 'REVENUE' ? taxes.sales : accountClass === 'EXPENSE' ? taxes.purchases : taxes.none;
  const currency = textOf(element, 'CurrencyCode') ?? before?.currency;
  return {
    id: before?.id ?? newId(),
    updatedAt: stamp(work),
    code: textOf(element, 'Code') ?? before?.code,
    name: textOf(element, 'Name') ?? before?.name ?? '',
    type,
    class: accountClass,
    status: (textOf(element, 'Status') as Account['status'] | undefined) ?? before?.status ?? 'ACTIVE',
    taxType: textOf(element, 'TaxType') ?? before?.taxType ?? usual,
    description: textOf(element, 'Description') ?? before?.description,
    systemAccount: before?.systemAccount,
    payable: flagOf(element, 'EnablePaymentsToAccount') ?? before?.payable ?? false,
    bankAccountNumber: textOf(element, 'BankAccountNumber') ?? before?.bankAccountNumber,
    currency: type === 'BANK' ? (currency ?? organisation.baseCurrency) : undefined,
  };
}

function problemsOf(work: Work, element: Json, account: Account, before: Account | undefined): string[] {
  if (before?.systemAccount !== undefined) return [say('accountSystem')];
  const { accounts: table, currencies, taxRates } = work.ledger;
  const taken = (lookup: string, key: string) =>
    table.find(lookup, key).some((other) => other.id !== account.id && other.status !== 'DELETED');
  const bank = account.type === 'BANK';
  const changed = Object.keys(element).filter((name) => name !== 'AccountID' && name !== 'Status');
  const moves = before !== undefined && account.status !== before.status;
  const currency = account.currency;
  return [
    ...(moves && changed.length > 0 ? [say('archiveAlone')] : []),
    ...(!account.name || !account.type || (!bank && !account.code) || (account.code?.length ?? 0) > 10
      ? [say('accountFields')]
      : []),
    ...(bank && !account.bankAccountNumber ? [say('accountBankNumber')] : []),
    ...(taken('name', foldName(account.name)) ? [say('accountNameTaken')] : []),
    ...(account.code && taken('code', account.code) ? [say('accountCodeTaken')] : []),
    ...(currency !== undefined && !currencies.get(currency) ? [say('accountCurrency', { currency })] : []),
    ...(taxRates.get(account.taxType) ? [] : [say('taxUnknown', { tax: account.taxType })]),
  ];
}

function remove(work: Work, account: Account): Saved {
  if (account.systemAccount !== undefined) return refuse(account, say('accountSystem'));
  const paid = [...work.ledger.payments.all()].some((payment) => payment.accountId === account.id);
  const used = [...work.ledger.invoices.all()].some(({ lines }) => lines.some((line) => line.accountId === account.id));
  if (used || paid) return refuse(account, say('accountInUse'));
  const gone = work.ledger.accounts.put({ ...account, status: 'DELETED', updatedAt: stamp(work) });
  return { ok: true, rendered: renderAccount(gone) };
}

function refuse(account: Account, problem: string): Saved {
  return { ok: false, echo: { AccountID: account.id, Code: account.code }, problems: [problem] };
}
