import { TheBooks } from './0001-the-books.js';
import { ForTheOperator } from './0003-for-the-operator.js';
import { WhatTheBooksHold } from './0005-what-the-books-hold.js';
import { ReversalsInDoubt } from './0002-reversals-in-doubt.js';
import { PurchaseOrders } from './0004-purchase-orders.js';
import { ChangedSinceCopied } from './0006-changed-since-copied.js';
import { ImportsByOutcome } from './0014-imports-by-outcome.js';
import { InterruptedImports } from './0007-interrupted-imports.js';
import { Updates } from './0008-updates.js';
import { DaysOfClosedPeriods } from './0009-days-of-closed-periods.js';
import { VersionsInTheBooks } from './0015-versions-in-the-books.js';
import { Watching } from './0011-watching.js';
import { CreditNotes } from './0016-credit-notes.js';
import { CopiedByThemselves } from './0018-copied-by-themselves.js';
import { QuickAtAnySize } from './0019-quick-at-any-size.js';
import { SourceBudgets } from './0020-source-budgets.js';
import { StatusWhereItChanges } from './0021-status-where-it-changes.js';
import { MayActAsTheRoles } from './0022-may-act-as-the-roles.js';

/** In the order they run. A migration that has been released never changes; another one follows it. */
export const migrations = [
  { name: '0001-the-books', class: TheBooks },
  { name: '0002-reversals-in-doubt', class: ReversalsInDoubt },
  { name: '0003-for-the-operator', class: ForTheOperator },
  { name: '0004-purchase-orders', class: PurchaseOrders },
  { name: '0005-what-the-books-hold', class: WhatTheBooksHold },
  { name: '0006-changed-since-copied', class: ChangedSinceCopied },
  { name: '0007-interrupted-imports', class: InterruptedImports },
  { name: '0008-updates', class: Updates },
  { name: '0009-days-of-closed-periods', class: DaysOfClosedPeriods },
  { name: '0011-watching', class: Watching },
  { name: '0014-imports-by-outcome', class: ImportsByOutcome },
  { name: '0015-versions-in-the-books', class: VersionsInTheBooks },
  { name: '0016-credit-notes', class: CreditNotes },
  { name: '0018-copied-by-themselves', class: CopiedByThemselves },
  { name: '0019-quick-at-any-size', class: QuickAtAnySize },
  { name: '0020-source-budgets', class: SourceBudgets },
  { name: '0021-status-where-it-changes', class: StatusWhereItChanges },
  { name: '0022-may-act-as-the-roles', class: MayActAsTheRoles },
];
