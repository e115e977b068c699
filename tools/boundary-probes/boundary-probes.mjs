// Proves that the architecture's rules are alive: plants one violation for each rule, lints the file, and fails when lint
// says nothing. A clean lint run alone cannot tell an enforced rule from a dead one.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const use = (name, from) => `import { ${name} } from '${from}';\nexport const planted = ${name};\n`;

/** [rule in words, project folder, source of the violation, the lint rule that must speak] */
const probes = [
  [
    'the domain knows no framework',
    'libs/core/domain',
    use('Injectable', '@nestjs/common'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'the domain knows no application',
    'libs/core/domain',
    use('Fault', '@bridge/application'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'the domain knows no test support',
    'libs/core/domain',
    use('anInvoice', '@bridge/domain/testing'),
    'no-restricted-imports',
  ],
  ['the domain knows no Node', 'libs/core/domain', use('readFileSync', 'node:fs'), 'no-restricted-imports'],
  [
    'the domain reads no clock',
    'libs/core/domain',
    'export const planted = () => new Date();\n',
    'no-restricted-syntax',
  ],
  [
    'the domain asks no Date.now',
    'libs/core/domain',
    'export const planted = () => Date.now();\n',
    'no-restricted-syntax',
  ],
  [
    'the domain rolls no dice',
    'libs/core/domain',
    'export const planted = () => Math.random();\n',
    'no-restricted-syntax',
  ],
  [
    'the domain reaches for no network',
    'libs/core/domain',
    "export const planted = () => fetch('/');\n",
    'no-restricted-globals',
  ],
  [
    'the domain sets no timer',
    'libs/core/domain',
    'export const planted = () => setTimeout(() => 1, 1);\n',
    'no-restricted-globals',
  ],
  [
    'the domain reads no environment',
    'libs/core/domain',
    'export const planted = process.env;\n',
    'no-restricted-globals',
  ],
  [
    'the domain prints nothing',
    'libs/core/domain',
    'export const planted = () => console.log(1);\n',
    'no-restricted-globals',
  ],
  ['the domain has no enums', 'libs/core/domain', 'export enum Planted {\n  A,\n}\n', 'no-restricted-syntax'],
  [
    'the application knows no adapter',
    'libs/core/application',
    use('createXero', '@bridge/xero'),
    '@nx/enforce-module-boundaries',
  ],
  ['the application uses no npm package', 'libs/core/application', use('of', 'rxjs'), '@nx/enforce-module-boundaries'],
  [
    'the application uses no test support',
    'libs/core/application',
    use('FakeLedger', './testing/index.js'),
    'no-restricted-imports',
  ],
  [
    'the application reads no clock',
    'libs/core/application',
    'export const planted = () => Date.now();\n',
    'no-restricted-syntax',
  ],
  [
    'adapters do not know each other',
    'libs/adapters/xero',
    use('openPersistence', '@bridge/persistence'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'only the Xero adapter knows the SDK of Xero',
    'libs/adapters/persistence',
    use('XeroClient', 'xero-node'),
    '@nx/enforce-module-boundaries',
  ],
  ['adapters know no Nest', 'libs/adapters/xero', use('Injectable', '@nestjs/common'), '@nx/enforce-module-boundaries'],
  [
    'adapters use no test support',
    'libs/adapters/xero',
    use('FakeLedger', '@bridge/application/testing'),
    'no-restricted-imports',
  ],
  [
    'adapters use no simulator',
    'libs/adapters/productive',
    use('startProductiveSimulator', '@bridge/simulator-productive'),
    'no-restricted-imports',
  ],
  [
    'the http library knows no vendor',
    'libs/adapters/http',
    use('createXero', '@bridge/xero'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'simulators know nothing of ours',
    'libs/simulators/xero',
    use('toDecimalText', '@bridge/domain'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'contracts know no domain',
    'libs/contracts',
    use('toDecimalText', '@bridge/domain'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'the api uses no simulator',
    'apps/api',
    use('startXeroSimulator', '@bridge/simulator-xero'),
    'no-restricted-imports',
  ],
  [
    'ui components load no data',
    'libs/admin/ui',
    "import * as data from '@bridge/admin-data-access';\nexport const planted = data;\n",
    '@nx/enforce-module-boundaries',
  ],
  [
    'browser code knows no domain',
    'libs/admin/settings',
    use('toDecimalText', '@bridge/domain'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'browser code knows no Nest',
    'libs/admin/settings',
    use('Injectable', '@nestjs/common'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'features do not know each other',
    'libs/admin/settings',
    "import * as other from '@bridge/admin-documents';\nexport const planted = other;\n",
    '@nx/enforce-module-boundaries',
  ],
  [
    'a promise is never left floating',
    'libs/adapters/jobs',
    'export function planted(work: () => Promise<void>): void {\n  work();\n}\n',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'a failure is never swallowed',
    'libs/adapters/jobs',
    'export function planted(work: () => void): void {\n  try {\n    work();\n  } catch {}\n}\n',
    'no-empty',
  ],
  [
    'a switch over a union is exhaustive',
    'libs/core/domain',
    "export function planted(side: 'a' | 'b'): number {\n  switch (side) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
];

// Without a project graph the boundary rule skips itself and says nothing at all.
run('nx', ['show', 'projects']);

// All plants of one project at once: starting a typed lint costs far more than linting a file.
const plants = probes.map(([words, folder, source, rule], index) => ({
  words,
  folder,
  source,
  rule,
  file: join(folder, 'src', `planted-violation-${index}.ts`),
}));
let caught = 0;
try {
  for (const plant of plants) writeFileSync(join(root, plant.file), plant.source);
  for (const folder of new Set(plants.map((plant) => plant.folder))) {
    const here = plants.filter((plant) => plant.folder === folder);
    const { stdout, stderr } = run('eslint', [
      '--config',
      join(folder, 'eslint.config.mjs'),
      '--format',
      'json',
      ...here.map((plant) => plant.file),
    ]);
    if (stdout === '') throw new Error(`eslint said nothing in ${folder}:\n${stderr}`);
    const results = JSON.parse(stdout);
    for (const plant of here) {
      const messages = results.find((result) => result.filePath.endsWith(plant.file))?.messages ?? [];
      const isCaught = messages.some((message) => message.ruleId === plant.rule && message.severity === 2);
      caught += isCaught ? 1 : 0;
      const heard = messages.map((message) => message.ruleId ?? message.message).join(', ') || 'nothing';
      console.log(
        isCaught ? `caught      ${plant.words}` : `NOT CAUGHT  ${plant.words}  (wanted ${plant.rule}, heard ${heard})`,
      );
    }
  }
} finally {
  for (const plant of plants) rmSync(join(root, plant.file), { force: true });
}
console.log(`${caught} passed, ${probes.length - caught} failed`);
process.exit(caught === probes.length ? 0 : 1);

function run(command, args) {
  const binary = join(root, 'node_modules', '.bin', command);
  if (!existsSync(binary)) throw new Error(`${command} is not installed: run npm ci first`);
  return spawnSync(binary, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } });
}
