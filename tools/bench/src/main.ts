import { paymentPoll } from './benches/payment-poll.js';
const t = performance.now();
console.log(await paymentPoll([10, 1_000], [1, 1000]));
console.log(performance.now() - t);
const u = performance.now();
console.log(await paymentPoll([100_000], [1, 1000, 2500]));
console.log(performance.now() - u);
