import { callsPerDocument } from './benches/calls-per-document.js';
const t = performance.now();
console.log(await callsPerDocument());
console.log(performance.now() - t);
