import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** Runs and type-checks the `wirewatch.config.ts` that the README shows. @returns what is wrong with it */
export async function checkReadmeConfig(): Promise<string[]> {
  const code = /```ts\n(\/\/ wirewatch\.config\.ts\n[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1];
  if (code === undefined) return ['the README shows no wirewatch.config.ts'];
  const file = join(mkdtempSync(join(tmpdir(), 'wirewatch-readme-')), 'wirewatch.config.mts');
  writeFileSync(file, code.replaceAll("'./functions/", `'${resolve('functions')}/`));
  return [...typeErrors(file), ...(await valueErrors(file))];
}

/** `defineConfig` throws with what is wrong. */
async function valueErrors(file: string): Promise<string[]> {
  try {
    await import(pathToFileURL(file).href);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function typeErrors(file: string): string[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, process.cwd());
  const program = ts.createProgram([file], { ...options, types: [], noEmit: true });
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
