import { Migration } from '@mikro-orm/migrations';

/** Purchase orders are copied like invoices and expenses. */
export class PurchaseOrders extends Migration {
  override up(): void {
    for (const table of ['documents', 'exports', 'links']) {
      this.addSql(`alter table ${table} drop constraint ${table}_kind_check`);
      this.addSql(
        `alter table ${table} add constraint ${table}_kind_check check (kind in ('invoice', 'expense', 'purchase_order'))`,
      );
    }
  }
}
