import { AccountingApi } from 'xero-node';
import { ways, type PeerTask } from './peers.js';

/** A process of its own: the SDK as it comes, and no CPU in the figure but the peer's. Answers milliseconds of CPU. */
process.on('disconnect', () => process.exit(0));
process.on('message', (task: PeerTask) => {
  void run(task).then((cpuMs) => process.send?.({ cpuMs }));
});

async function run(task: PeerTask): Promise<number> {
  const api = new AccountingApi(`${task.apiUrl}/api.xro/2.0`);
  api.accessToken = task.token;
  const before = process.cpuUsage();
  await ways[task.way].run(api, task);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
