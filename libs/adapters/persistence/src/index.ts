export { openPersistence, type Persistence, type PersistenceOptions } from './open-persistence.js';
export { type JobsFor } from './unit-of-work.js';
export { createVault, readKey, type Vault, type VaultKeys } from './engine/vault.js';
export { FolderInUse } from './data-folder.js';
export { NewerDatabase } from './migrate-database.js';
