import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * The titles that a test file gives to its tests, as they are written: patterns of `test.each` with and without the
 * first value of each row filled in, and `id: name` or `vector('id', …)` of vectors that the file imports.
 */
export function testTitles(file: string): Set<string> {
  const titles = new Set<string>();
  visit(parse(file), (node) => {
    if (!ts.isCallExpression(node) || !isTest(node.expression)) return;
    const title = textOf(node.arguments[0]);
    if (title === undefined) return;
    titles.add(title);
    for (const value of rowNames(node.expression)) titles.add(title.replace('%s', value));
  });
  for (const title of vectorTitles(file, new Set())) titles.add(title);
  return titles;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** `test`, `test.each(rows)` */
function isTest(callee: ts.Expression): boolean {
  if (ts.isCallExpression(callee)) return isTest(callee.expression);
  if (ts.isPropertyAccessExpression(callee)) return isTest(callee.expression);
  return ts.isIdentifier(callee) && callee.text === 'test';
}

function textOf(node: ts.Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : undefined;
}

/** The first values of the rows of `test.each([...])`. */
function rowNames(callee: ts.Expression): string[] {
  const given = ts.isCallExpression(callee) ? callee.arguments[0] : undefined;
  const rows = given && ts.isAsExpression(given) ? given.expression : given;
  if (rows === undefined || !ts.isArrayLiteralExpression(rows)) return [];
  return rows.elements.flatMap((row) => textOf(ts.isArrayLiteralExpression(row) ? row.elements[0] : row) ?? []);
}

/** `id: name`, or `vector('id', …)`, of the vectors in the modules beside a test that it imports, directly or not. */
function vectorTitles(file: string, seen: Set<string>): string[] {
  const titles: string[] = [];
  visit(parse(file), (node) => {
    if (ts.isObjectLiteralExpression(node)) titles.push(...vectorTitle(node));
    if (ts.isCallExpression(node) && node.expression.getText() === 'vector')
      titles.push(textOf(node.arguments[0]) ?? '');
    if (!ts.isImportDeclaration(node)) return;
    const from = textOf(node.moduleSpecifier) ?? '';
    const imported = join(dirname(file), from);
    if (!from.startsWith('./') || seen.has(imported)) return;
    seen.add(imported);
    titles.push(...vectorTitles(imported, seen));
  });
  return titles;
}

function vectorTitle(vector: ts.ObjectLiteralExpression): string[] {
  const field = (name: string) => {
    const found = vector.properties.find((one) => one.name?.getText() === name);
    return found && ts.isPropertyAssignment(found) ? textOf(found.initializer) : undefined;
  };
  const [id, said] = [field('id'), field('name') ?? field('verdict')];
  return id !== undefined && said !== undefined ? [`${id}: ${said}`] : [];
}
