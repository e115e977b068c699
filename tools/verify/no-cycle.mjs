// The project graph has no cycle: a library that needs its user is two libraries in disguise.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'graph-'));
const file = join(folder, 'graph.json');
const drawn = spawnSync('npx', ['nx', 'graph', `--file=${file}`], {
  encoding: 'utf8',
  env: { ...process.env, NX_DAEMON: 'false' },
});
if (drawn.status !== 0) throw new Error(`nx graph failed:\n${drawn.stderr}`);
const { dependencies } = JSON.parse(readFileSync(file, 'utf8')).graph;
rmSync(folder, { recursive: true });

const done = new Set();
function visit(project, path) {
  if (path.includes(project)) {
    process.stdout.write(`cycle: ${[...path.slice(path.indexOf(project)), project].join(' → ')}\n`);
    process.exit(1);
  }
  if (done.has(project)) return;
  for (const { target } of dependencies[project] ?? []) if (target in dependencies) visit(target, [...path, project]);
  done.add(project);
}
for (const project of Object.keys(dependencies)) visit(project, []);
process.stdout.write(`graph: ${Object.keys(dependencies).length} projects, no cycle\n`);
