import { randomUUID } from 'node:crypto';

/** One user's link between an organisation and the app. Disconnecting keeps the row: reconnecting shows in `updatedAt`. */
export interface Connection {
  id: string;
  userId: string;
  tenantId: string;
  authEventId: string;
  createdAt: number;
  updatedAt: number;
  connected: boolean;
}

export class Connections {
  constructor(
    private readonly rows: Connection[],
    private readonly now: () => number,
  ) {}

  connect(userId: string, tenantId: string, authEventId: string): void {
    const now = this.now();
    const known = this.rows.find((row) => row.userId === userId && row.tenantId === tenantId);
    if (known === undefined)
      this.rows.push({
        id: randomUUID(),
        userId,
        tenantId,
        authEventId,
        createdAt: now,
        updatedAt: now,
        connected: true,
      });
    else Object.assign(known, { authEventId, updatedAt: now, connected: true });
  }

  of(userId: string, authEventId?: string): Connection[] {
    return this.live().filter(
      (row) => row.userId === userId && (authEventId === undefined || row.authEventId === authEventId),
    );
  }

  find(userId: string, tenantId: string): Connection | undefined {
    return this.of(userId).find((row) => row.tenantId === tenantId);
  }

  /** Organisations connected by anyone; each counts once towards the app's limit. */
  tenantIds(): Set<string> {
    return new Set(this.live().map((row) => row.tenantId));
  }

  live(): Connection[] {
    return this.rows.filter((row) => row.connected);
  }

  disconnect(connectionId: string, userId: string): boolean {
    return this.#drop((row) => row.id === connectionId && row.userId === userId) > 0;
  }

  /** From Xero's side: for one user of the organisation, or for all of them. */
  disconnectTenant(tenantId: string, userId?: string): number {
    return this.#drop((row) => row.tenantId === tenantId && (userId === undefined || row.userId === userId));
  }

  disconnectUser(userId: string): void {
    this.#drop((row) => row.userId === userId);
  }

  #drop(matches: (row: Connection) => boolean): number {
    const dropped = this.live().filter(matches);
    for (const row of dropped) row.connected = false;
    return dropped.length;
  }
}
