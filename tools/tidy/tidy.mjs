// House rules that no linter knows, as a test: what it finds is printed with the mend, and fails the run.
import { execFileSync } from 'node:child_process';
import { readFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const read = (file) => readFileSync(join(root, file), 'utf8');
const found = [];
const report = (file, words) => found.push(`${file}: ${words}`);

const sources = files.filter((file) => /\.(ts|mjs|html|scss)$/.test(file) && !file.startsWith('tools/tidy/'));
const specs = sources.filter((file) => /\.spec\.ts$/.test(file));
const production = sources.filter((file) => /\.ts$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file));

for (const file of specs) {
  const text = read(file);
  if (/\b(it|test|describe)\.(only|skip|todo)\b|\b(xit|fit|xdescribe|fdescribe)\(/.test(text))
    report(file, 'a test that does not run: finish it or delete it');
  if (/toMatch(Inline)?Snapshot/.test(text)) report(file, 'a snapshot of an object: say in literals what is expected');
  if (/jest\.mock\(/.test(text)) report(file, 'jest.mock: pass a fake instead');
  if (/\b(it|test)(\.each)?\b/.test(text) && !/expect\w*\(|fc\.assert|Contract\(|expectTypeOf/.test(text))
    report(file, 'no assertion: a test that cannot fail');
}
for (const file of production) {
  const text = read(file);
  if (/\bas any\b|@ts-(ignore|expect-error|nocheck)/.test(text)) report(file, 'a type is forced: mend the type');
  const lines = text.split('\n');
  if (lines.some((line, index) => /as unknown as/.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(lines[index - 1] ?? '')))
    report(file, 'a type is forced without a reason above it');
  if (/eslint-disable/.test(text))
    report(file, 'lint is switched off: mend the code, or change the rule for everybody');
  if (/\b(TODO|FIXME|HACK|XXX)\b/.test(text)) report(file, 'something is left open: finish it, or write an issue');
  if (/^export \* from/m.test(text)) report(file, 'export *: list the names');
  if (/catch\s*(\([^)]*\))?\s*\{\s*\}|\.catch\(\(\)\s*=>\s*(\{\s*\}|undefined|null)\)/.test(text))
    report(file, 'a failure is swallowed: decide what it means');
  if (/\.(service|helper|util|manager|utils)\.ts$/.test(file))
    report(file, 'a stereotype for a name: say what it holds');
}
for (const file of production.filter((each) => /^(apps|libs)\/admin/.test(each))) {
  if (/innerHTML|outerHTML|insertAdjacentHTML|bypassSecurityTrust|document\.write/.test(read(file)))
    report(file, 'words of others become HTML: bind them as text');
}
for (const file of files) {
  if (/(^|\/)(shared|common|utils)\//.test(file))
    report(file, 'a folder for everything: put it in the library whose word it is');
}

const libraries = files.filter((file) => /^libs\/.*\/project\.json$/.test(file)).map(dirname);
for (const library of libraries) {
  const readme = join(library, 'README.md');
  if (!existsSync(join(root, readme))) report(library, 'has no README.md (Language · Boundaries · Gotchas)');
  else if (read(readme).split('\n').length > 61) report(readme, 'is longer than 60 lines');
}

const scripts = JSON.parse(read('package.json')).scripts;
for (const document of ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md']) {
  if (!existsSync(join(root, document))) report(document, 'is missing');
  else
    for (const [, name] of read(document).matchAll(/npm run ([a-z0-9:-]+)/g))
      if (!(name in scripts)) report(document, `names “npm run ${name}”, which package.json lacks`);
}
// A path that a document names must exist: documents are true at every commit.
for (const document of files.filter((file) => /\.md$/.test(file))) {
  for (const [, path] of read(document).matchAll(/`((?:apps|libs|tools|docs|docker)\/[A-Za-z0-9_./-]+)`/g)) {
    if (!existsSync(join(root, path)) && !path.includes('…')) report(document, `names ${path}, which does not exist`);
  }
}

// The security list cannot rot: each of its numbers has tests of that name, in exactly the files that its row names.
const securityList = 'docs/security.md';
for (let number = 1; number <= 24; number += 1) {
  const row =
    read(securityList)
      .split('\n')
      .find((line) => line.startsWith(`| ${number} `)) ?? '';
  const named = [...row.matchAll(/`([^`]+\.spec\.ts)`/g)].map(([, file]) => file);
  const tested = specs.filter((file) => new RegExp(`describe\\('Security ${number}: `).test(read(file)));
  if (tested.length === 0) report(securityList, `has no test called “Security ${number}: …”`);
  for (const file of tested.filter((each) => !named.includes(each)))
    report(securityList, `does not name ${file} in row ${number}`);
  for (const file of named.filter((each) => !tested.includes(each)))
    report(securityList, `names ${file} in row ${number}, which has no “Security ${number}: …”`);
}

for (const line of found) console.log(line);
console.log(found.length === 0 ? `tidy: ${files.length} files` : `tidy: ${found.length} to mend`);
process.exit(found.length === 0 ? 0 : 1);
