// Sums vitest's JSON reports: `node sum-reports.mjs <failed steps> <report>…` prints `N passed, N failed`.
import { existsSync, readFileSync } from 'node:fs';

const [failedSteps = '0', ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of files.filter((name) => existsSync(name))) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
}
// A step may fail before any test does: lint, types, a file that does not load, a deployment.
if (failed < Number(failedSteps)) failed = Number(failedSteps);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
