// Mutation testing of one project of the core, run by tools/mutation/run.mjs, which knows where Stryker lies.
const {
  MUTATION_PROJECT: project = '',
  MUTATION_FILES: files = '',
  MUTATION_SPECS: specs = '',
  MUTATION_STRYKER: stryker = '',
} = process.env;

export default {
  plugins: [`${stryker}/@stryker-mutator/jest-runner/dist/src/index.js`],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  jest: {
    configFile: `${project}/jest.config.mjs`,
    enableFindRelatedTests: true,
    ...(specs !== '' && { config: { testMatch: specs.split(',').map((glob) => `<rootDir>/${glob}`) } }),
  },
  mutate: [...files.split(','), '!**/*.spec.ts', '!**/testing/**', '!**/index.ts'],
  ignorePatterns: ['/apps', '/dist', '/docs', '/libs/adapters', '/libs/admin', '/libs/simulators', '/libs/contracts'],
  // Tables and constants are read once, when a module is loaded: every spec would have to run for each of them.
  ignoreStatic: true,
  // There is nothing in ours to be rewritten, and rewriting needs a TypeScript of Stryker's own.
  tsconfigFile: 'none.json',
  concurrency: 2,
  timeoutMS: 6_000,
  reporters: ['json', 'clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'dist/mutation/report.json' },
};
