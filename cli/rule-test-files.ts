import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, type Tags } from 'yaml';
import * as z from 'zod';
import { ConfigError, checkConfig } from '../functions/config/define-config.ts';
import { nearest } from '../functions/config/nearest.ts';
import { type Issue, readableIssues } from '../functions/config/readable-issues.ts';
import type { Config } from '../functions/config/schema.ts';
import { type RuleTest, ruleTestFile } from '../functions/evaluate/rule-test/rule-test-file.ts';

/** The tests of a file, and the configuration whose rules they are about; or why there are none. */
export type ReadRuleTests =
  | { kind: 'read'; tests: RuleTest[]; config: Config }
  | { kind: 'refused'; errors: readonly Issue[] };

const moduleSchema = z.object({ default: z.unknown() });

/** Reads a file of rule tests, YAML, JSON or TypeScript. @param config whose rules are tested, unless the file has its own */
export async function readRuleTests(file: string, config: Config): Promise<ReadRuleTests> {
  try {
    const input = await load(file);
    const parsed = ruleTestFile.safeParse(input);
    if (!parsed.success) return { kind: 'refused', errors: readableIssues(ruleTestFile, parsed.error, input) };
    const { rules, tests } = parsed.data;
    // Routes and the like may name rules that the file's own take the place of.
    const own = rules ? checkConfig({ ...config, routes: [], inhibit: [], maintenance: [], rules }, file) : config;
    const errors = unknownRules(tests, own);
    return errors.length > 0 ? { kind: 'refused', errors } : { kind: 'read', tests, config: own };
  } catch (error) {
    if (error instanceof ConfigError) return { kind: 'refused', errors: error.issues };
    return { kind: 'refused', errors: [{ path: '', message: error instanceof Error ? error.message : String(error) }] };
  }
}

function unknownRules(tests: readonly RuleTest[], { rules }: Config): Issue[] {
  const ids = rules.map(({ id }) => id);
  return tests.flatMap(({ rule = [] }, index) =>
    rule
      .filter((id) => !ids.includes(id))
      .map((id) => {
        const meant = nearest(id, ids);
        const hint = meant === undefined ? `. There are: ${ids.join(', ') || 'none'}` : `; did you mean "${meant}"?`;
        return { path: `tests[${index}].rule`, message: `There is no rule "${id}"${hint}` };
      }),
  );
}

async function load(file: string): Promise<unknown> {
  const path = resolve(file);
  if (/\.m?[tj]s$/.test(path)) return moduleSchema.parse(await import(pathToFileURL(path).href)).default;
  // `0x60` is no number: it is nothing for an hour.
  return parse(readFileSync(path, 'utf8'), { customTags: (tags) => tags.filter((tag) => !isHexadecimal(tag)) });
}

function isHexadecimal(tag: Tags[number]): boolean {
  return typeof tag === 'object' && tag.format === 'HEX';
}
