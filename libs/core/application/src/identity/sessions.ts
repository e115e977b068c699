import type { Instant } from '@bridge/domain';

/** What a caller may do. `manage` includes `copy`, `copy` includes `view`. */
export const rights = ['view', 'copy', 'manage'] as const;
export type Right = (typeof rights)[number];

/** A signed-in person. Kept by the hash of a random secret that only the cookie holds. */
export interface Session {
  readonly secretHash: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly personName: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** A server's key, kept by its hash and shown once. */
export interface ApiKey {
  readonly id: string;
  readonly tenantId: string;
  readonly secretHash: string;
  readonly name: string;
  readonly right: Right;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly lastUsedAt?: Instant;
  readonly revokedAt?: Instant;
}

/** Who knocks: looked up before the tenant is known, by the hash of a secret. */
export abstract class Doorkeeper {
  abstract session(secretHash: string, now: Instant): Promise<Session | undefined>;
  abstract openSession(session: Session): Promise<void>;
  abstract closeSession(secretHash: string): Promise<void>;
  /** Marks it used; undefined when unknown or revoked. */
  abstract apiKey(secretHash: string, now: Instant): Promise<ApiKey | undefined>;
}

export abstract class ApiKeys {
  abstract add(key: ApiKey): Promise<void>;
  abstract all(tenantId: string): Promise<readonly ApiKey[]>;
  abstract revoke(tenantId: string, id: string, at: Instant): Promise<void>;
}
