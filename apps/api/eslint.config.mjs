import base from '../../eslint.config.mjs';

const BOUNDARIES = '@nx/enforce-module-boundaries';

// Specs, and only they, run the application against the simulators; everything else that the table says holds for them too.
const [severity, options] = base.find((config) => config.rules?.[BOUNDARIES])?.rules[BOUNDARIES] ?? [];
const depConstraints = options.depConstraints.map((row) =>
  row.sourceTag === 'layer:app'
    ? { ...row, onlyDependOnLibsWithTags: [...row.onlyDependOnLibsWithTags, 'layer:simulator'] }
    : row,
);

export default [
  ...base,
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts'],
    rules: { [BOUNDARIES]: [severity, { ...options, depConstraints }] },
  },
];
