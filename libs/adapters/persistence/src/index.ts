export { openPersistence, type Persistence, type PersistenceOptions } from './open-persistence.js';
export { type JobsFor } from './unit-of-work.js';
export { createVault, keyVersion, readKey, type Vault, type VaultKeys } from './engine/vault.js';
export { FolderInUse, holdsDatabase } from './data-folder.js';
export { NewerDatabase } from './migrate-database.js';
export { type RotatedRow } from './rotate-keys.js';
export { type AuditBreak, type AuditHead, type AuditReport } from './repositories/audit-trail.js';
