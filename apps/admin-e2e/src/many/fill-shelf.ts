import { randomBytes } from 'node:crypto';
import type { DocumentRow } from '@bridge/application';
import { addDays, money } from '@bridge/domain';
import { openPersistence } from '@bridge/persistence';

const AT_ONCE = 2_000;
const PROGRESS = ['sent', 'sent', 'sent', 'finalised', 'draft'] as const;
const COMPANIES = 500;

/** Puts this many invoices on an agency's shelf, in the embedded database of a data folder that no product uses yet. */
export async function fillShelf(dataDir: string, tenantId: string, count: number): Promise<void> {
  const persistence = await openPersistence({
    dataDir,
    // Nothing that is sealed goes in.
    encryptionKeys: { keys: { k: randomBytes(32) }, current: 'k' },
    jobsFor: () => ({ wake: () => Promise.resolve() }),
  });
  for (let made = 0; made < count; made += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - made) }, (_, index) => invoice(made + index + 1));
    await persistence.unitOfWork.run(tenantId, (store) => store.documents.put(rows));
  }
  await persistence.unitOfWork.run(tenantId, (store) => store.documents.markFilled('invoice', Date.now()));
  await persistence.close();
}

function invoice(number: number): DocumentRow {
  const minor = BigInt(10_000 + ((number * 7_919) % 900_000));
  const company = number % COMPANIES;
  return {
    kind: 'invoice',
    sourceId: `many-${number}`,
    subsidiaryId: number % 10 === 0 ? '12' : '11',
    number: `MANY-${String(number).padStart(6, '0')}`,
    title: `Work no. ${number}`,
    companyId: `many-${company}`,
    companyName: `Client ${company} Ltd`,
    issuedOn: addDays('2022-01-01', number % 1_700),
    dueOn: addDays('2022-01-31', number % 1_700),
    net: money(minor, 'GBP'),
    total: money(minor, 'GBP'),
    progress: PROGRESS[number % PROGRESS.length] ?? 'sent',
    isCreditNote: false,
    url: `https://app.productive.example/invoices/${number}`,
    changedAt: 1,
    ...(number % 20 === 0 && { exportedAs: `elsewhere-${number}` }),
  };
}
