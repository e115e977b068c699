import { rotateKeys } from './commands/rotate-keys.js';
import { runCommand } from './commands/with-database.js';

process.exitCode = await runCommand(rotateKeys, process.argv.slice(2), process.env, (line) =>
  process.stdout.write(`${line}\n`),
);
