import type { Issue } from '../functions/config/readable-issues.ts';
import type { Config } from '../functions/config/schema.ts';
import { countText } from '../functions/core/number-text.ts';
import { type Mismatch, timeText } from '../functions/evaluate/rule-test/compare.ts';
import { type RuleTestResult, runRuleTest } from '../functions/evaluate/rule-test/run-rule-test.ts';
import { readRuleTests } from './rule-test-files.ts';

export type RulesTestTools = { config: Config; print(text: string): void };

type FileResult = { file: string; tests: RuleTestResult[]; errors: readonly Issue[] };

/** Runs files of rule tests. @returns the exit code: 1 if any test fails or any file cannot be read */
export async function rulesTest(
  files: readonly string[],
  { json }: { json?: boolean | undefined },
  { config, print }: RulesTestTools,
): Promise<number> {
  const results: FileResult[] = [];
  for (const file of files) {
    const result = await runFile(file, config);
    results.push(result);
    if (!json) print(fileText(result));
  }
  const tests = results.flatMap((result) => result.tests);
  const refused = results.filter(({ errors }) => errors.length > 0).length;
  const passed = tests.filter(hasPassed).length;
  const failed = tests.length - passed;
  if (json) print(JSON.stringify({ passed, failed, refused, files: results.map(forMachines) }, null, 2));
  else print(summary(passed, failed, refused));
  return failed + refused > 0 ? 1 : 0;
}

async function runFile(file: string, config: Config): Promise<FileResult> {
  const read = await readRuleTests(file, config);
  if (read.kind === 'refused') return { file, tests: [], errors: read.errors };
  const tests: RuleTestResult[] = [];
  for (const test of read.tests) tests.push(await runRuleTest(test, read.config));
  return { file, tests, errors: [] };
}

function hasPassed({ wrong, errors }: RuleTestResult): boolean {
  return wrong.length === 0 && errors.length === 0;
}

function forMachines({ file, tests, errors }: FileResult) {
  const told = tests.map(({ name, wrong, errors: failures }) => ({
    name,
    passed: wrong.length + failures.length === 0,
    errors: failures,
    wrong: wrong.map((one) => ({ ...one, at: timeText(one.at) })),
  }));
  return { file, tests: told, errors };
}

function fileText({ file, tests, errors }: FileResult): string {
  const refused = errors.map(({ path, message }) => `  ✗ ${path === '' ? '' : `${path}: `}${message}`);
  return [file, ...refused, ...tests.map(testText)].join('\n');
}

/** A range that is wrong is wrong at many times: the first ones tell enough. */
const shown = 3;

/** `  ✓ name`, or what was not as expected. */
export function testText(result: RuleTestResult): string {
  const { name, wrong, errors } = result;
  const more = wrong.length > shown ? [`      … and ${countText(wrong.length - shown)} more`] : [];
  const failures = errors.map((error) => `      ${error}`);
  return [
    `  ${hasPassed(result) ? '✓' : '✗'} ${name}`,
    ...failures,
    ...wrong.slice(0, shown).map(mismatchText),
    ...more,
  ].join('\n');
}

function mismatchText({ at, what, expected, actual }: Mismatch): string {
  const lines = (title: string, found: readonly string[]) =>
    (found.length > 0 ? found : ['nothing']).map(
      (text, index) => `        ${index === 0 ? title : '        '}  ${text}`,
    );
  return [`      ${what} at ${timeText(at)}`, ...lines('expected', expected), ...lines('there is', actual)].join('\n');
}

function summary(passed: number, failed: number, refused: number): string {
  const files = refused > 0 ? `, ${countText(refused)} ${refused === 1 ? 'file' : 'files'} not readable` : '';
  return `\n${countText(passed)} passed, ${countText(failed)} failed${files}`;
}
