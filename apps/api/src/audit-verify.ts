import { verifyAudit } from './commands/verify-audit.js';
import { runCommand } from './commands/with-database.js';

process.exitCode = await runCommand(verifyAudit, process.argv.slice(2), process.env, (line) =>
  process.stdout.write(`${line}\n`),
);
