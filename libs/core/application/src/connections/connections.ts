import type { Connection } from './connection.js';

export abstract class Connections {
  abstract all(): Promise<readonly Connection[]>;
  abstract find(id: string): Promise<Connection | undefined>;
  abstract add(connection: Connection): Promise<void>;
  /** Reads, changes and writes in one step; throws a RangeError when there is no such connection. */
  abstract update(id: string, change: (current: Connection) => Connection): Promise<Connection>;
}
