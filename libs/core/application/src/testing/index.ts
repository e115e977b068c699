export { FixedClock } from './memory/fixed-clock.js';
export { SequentialIds } from './memory/sequential-ids.js';
export { MemoryCallBudget } from './memory/memory-call-budget.js';
export { createMemoryWorld, type MemoryWorld } from './memory/memory-world.js';
