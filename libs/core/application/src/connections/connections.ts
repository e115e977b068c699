import type { Connection } from './connection.js';

/** Fault of `add` and `update`: `refused` with `organisation_taken`, when a live connection of any tenant has the organisation. */
export abstract class Connections {
  abstract all(): Promise<readonly Connection[]>;
  abstract find(id: string): Promise<Connection | undefined>;
  abstract add(connection: Connection): Promise<void>;
  /** Reads, changes and writes in one step; throws a RangeError when there is no such connection. */
  abstract update(id: string, change: (current: Connection) => Connection): Promise<Connection>;
}
