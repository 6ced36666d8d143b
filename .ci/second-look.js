// The few test files that failed in the whole run are run once more, alone: the machine of the first run is never quiet, and a page that took longer
// than a test waits for is no fault of the product. What fails alone too is red; what does not is named as unsteady, so that somebody mends the test.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

// The report of the second look, and those of the runs that failed.
const [second, ...reports] = process.argv.slice(2);
const FILES_AT_MOST = 8;

const refuse = why => { process.stderr.write(`No second look: ${why}.\n`); process.exit(1); };
const failed = reports.flatMap(report => {
  if (!existsSync(report)) refuse(`the run ended before it could write ${report}`);
  const files = JSON.parse(readFileSync(report, 'utf8')).testResults.filter(file => file.status !== 'passed');
  if (files.length === 0) refuse(`no test of ${report} failed, and yet the run did`);
  return files;
});
if (failed.length > FILES_AT_MOST) refuse(`${failed.length} files failed`);

const files = failed.map(file => path.relative('.', file.name));
process.stdout.write(`\nOnce more, alone: ${files.join(', ')}\n`);
const { status } = spawnSync('npx', ['vitest', 'run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${second}`], { stdio: 'inherit' });
if (status) process.exit(1);
for (const { name, assertionResults } of failed)
  for (const { fullName, status: result } of assertionResults) if (result === 'failed') process.stdout.write(`UNSTEADY ${path.relative('.', name)}: ${fullName}\n`);
