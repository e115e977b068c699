import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// The architecture as a table: which layer may import which, and which npm packages. tools/boundary-probes plants violations of it.
const xeroSdk = ['xero-node', 'openid-client'];
const depConstraints = [
  {
    sourceTag: 'layer:domain',
    onlyDependOnLibsWithTags: ['layer:domain'],
    allowedExternalImports: ['decimal.js', 'fast-check'],
  },
  {
    sourceTag: 'layer:application',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:application'],
    allowedExternalImports: ['fast-check'],
  },
  {
    sourceTag: 'layer:util',
    onlyDependOnLibsWithTags: ['layer:application', 'layer:domain'],
    allowedExternalImports: ['undici'],
  },
  {
    sourceTag: 'layer:adapter',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:application', 'layer:util', 'layer:simulator'],
    bannedExternalImports: ['@nestjs/*', '@angular/*', ...xeroSdk],
  },
  {
    sourceTag: 'layer:ledger',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:application', 'layer:util', 'layer:simulator'],
    bannedExternalImports: ['@nestjs/*', '@angular/*'],
  },
  {
    sourceTag: 'layer:simulator',
    onlyDependOnLibsWithTags: [],
    allowedExternalImports: ['ajv', 'ajv-formats', 'yaml', 'xero-node', 'openid-client', 'fast-check'],
  },
  {
    sourceTag: 'layer:contracts',
    onlyDependOnLibsWithTags: [],
    allowedExternalImports: ['class-validator', 'class-transformer'],
  },
  { sourceTag: 'layer:data', onlyDependOnLibsWithTags: ['layer:contracts'] },
  { sourceTag: 'layer:ui', onlyDependOnLibsWithTags: ['layer:ui', 'layer:contracts'] },
  { sourceTag: 'layer:feature', onlyDependOnLibsWithTags: ['layer:data', 'layer:ui', 'layer:contracts'] },
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: [
      'layer:domain',
      'layer:application',
      'layer:util',
      'layer:adapter',
      'layer:ledger',
      'layer:contracts',
      'layer:feature',
      'layer:data',
      'layer:ui',
    ],
    bannedExternalImports: xeroSdk,
  },
  { sourceTag: 'layer:sandbox', onlyDependOnLibsWithTags: ['layer:simulator'] },
  { sourceTag: 'layer:witness', onlyDependOnLibsWithTags: ['layer:contracts'] },
  {
    sourceTag: 'layer:e2e',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:application', 'layer:adapter', 'layer:ledger'],
  },
  {
    sourceTag: 'layer:tool',
    onlyDependOnLibsWithTags: [
      'layer:witness',
      'layer:domain',
      'layer:application',
      'layer:adapter',
      'layer:ledger',
      'layer:util',
      'layer:contracts',
      'layer:simulator',
    ],
  },
  {
    sourceTag: 'runs:browser',
    onlyDependOnLibsWithTags: ['runs:browser', 'runs:anywhere'],
    bannedExternalImports: ['@nestjs/*', '@mikro-orm/*', 'class-validator', 'class-transformer'],
  },
  {
    sourceTag: 'runs:node',
    onlyDependOnLibsWithTags: ['runs:node', 'runs:anywhere'],
    bannedExternalImports: ['@angular/*'],
  },
  {
    sourceTag: 'runs:anywhere',
    onlyDependOnLibsWithTags: ['runs:anywhere'],
    bannedExternalImports: ['@angular/*', '@nestjs/*', '@mikro-orm/*'],
  },
];

const noTestSupport = {
  group: ['@bridge/*/testing', '@bridge/simulator-*', '**/testing/**'],
  message: 'Test support stays out of production files.',
};

export default [
  { ignores: ['**/dist/**', '**/node_modules/**', '**/coverage/**', '**/*.mjs', '**/*.cjs'] },
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], depConstraints }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-empty-function': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-empty-function': 'off' },
  },
  { files: ['**/migrations/*.ts', '**/*.spec.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**', 'apps/sandbox/**', 'apps/admin-e2e/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noTestSupport] }] },
  },
  prettier,
];

/** Added by the core's two libraries: what Nx cannot see. The core takes time, chance and the outside as parameters. */
export const core = [
  {
    files: ['**/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'The core is pure.' }, noTestSupport] },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'fetch',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
        'crypto',
        'console',
        'performance',
        'Buffer',
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as a parameter.' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Take `now` as a parameter.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Take the id as a parameter.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union with an as-const table.' },
        { selector: 'Decorator', message: 'No decorators in the core.' },
      ],
    },
  },
];
