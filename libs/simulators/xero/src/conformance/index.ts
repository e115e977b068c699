export { createConformance } from './conformance.js';
export type { Conformance, Exchange } from './conformance.js';
