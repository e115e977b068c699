import type { Lease, Leases } from '@bridge/application';
import type { Database } from './engine/database.js';

/** Leases as rows, measured by the database's clock: servers need not agree on the time. */
export class MikroLeases implements Leases {
  constructor(private readonly database: Database) {}

  async take(name: string, forMs: number): Promise<Lease | undefined> {
    const rows = await this.#execute<{ token: string }>(
      `insert into leases as held (name, token, until) values (?, 1, clock_timestamp() + ? * interval '1 millisecond')
       on conflict (name) do update set token = held.token + 1, until = excluded.until
       where held.until <= clock_timestamp() returning token`,
      [name, forMs],
    );
    return rows[0] && { name, token: BigInt(rows[0].token) };
  }

  async extend({ name, token }: Lease, forMs: number): Promise<boolean> {
    const rows = await this.#execute(
      `update leases set until = clock_timestamp() + ? * interval '1 millisecond'
       where name = ? and token = ? and until > clock_timestamp() returning token`,
      [forMs, name, token.toString()],
    );
    return rows.length > 0;
  }

  /** Extends a lease that has ended, unless somebody has taken it since: then its token is another. */
  async revive({ name, token }: Lease, forMs: number): Promise<boolean> {
    const rows = await this.#execute(
      `update leases set until = clock_timestamp() + ? * interval '1 millisecond'
       where name = ? and token = ? returning token`,
      [forMs, name, token.toString()],
    );
    return rows.length > 0;
  }

  async release({ name, token }: Lease): Promise<void> {
    await this.#execute('update leases set until = clock_timestamp() where name = ? and token = ? returning token', [
      name,
      token.toString(),
    ]);
  }

  #execute<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.database.asHousekeeper((em) => em.execute<Row[]>(sql, [...parameters]));
  }
}
