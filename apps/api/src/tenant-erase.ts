import { eraseTenant } from './commands/erase-tenant.js';
import { runCommand } from './commands/with-database.js';

process.exitCode = await runCommand(eraseTenant, process.argv.slice(2), process.env, (line) =>
  process.stdout.write(`${line}\n`),
);
