import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

/** A module with one comparison turned, to the other side of its edge or to the opposite, or without a negation. */
export type Mutant = { at: string; text: string };

const flipped: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
};

/** One mutant for each comparison and each negation of a source file. */
export function mutantsOf(file: string): Mutant[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken;
      const other = flipped[operator.kind];
      if (other) {
        const mutated = text.slice(0, operator.getStart()) + other + text.slice(operator.end);
        mutants.push({ at: `${node.getText()} → ${other}`, text: mutated });
      }
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const mutated = text.slice(0, node.getStart()) + text.slice(node.operand.getStart());
      mutants.push({ at: `${node.getText()} → ${node.operand.getText()}`, text: mutated });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** Bundles a module's text as if it stood in `file`, and imports it; nothing is written to disk. */
export async function importText<Module>(file: string, text: string): Promise<Module> {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: dirname(file), sourcefile: basename(file), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
