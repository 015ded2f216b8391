import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { repositoryFiles, sourceFiles } from './repository-files.ts';

const sources = sourceFiles().map((file) => {
  const text = readFileSync(file, 'utf8');
  return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
});

/** `file:line` of every node that the test picks out. */
function findAll(from: typeof sources, picks: (node: ts.Node) => boolean): string[] {
  return from.flatMap(({ file, tree }) => {
    const found: string[] = [];
    const visit = (node: ts.Node) => {
      if (picks(node)) found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

describe('outside tests', () => {
  test('nothing is cast: input is parsed at the edges', () => {
    const isCast = (node: ts.Node) =>
      (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) || ts.isTypeAssertionExpression(node);
    expect(findAll(sources, isCast)).toEqual([]);
  });

  test('nothing is any, and nothing is said not to be null', () => {
    expect(findAll(sources, (node) => node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node))).toEqual(
      [],
    );
  });

  test('no file is longer than 250 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 251).map(({ file }) => file)).toEqual([]);
  });

  test('there are no enums, namespaces and parameter properties: Node runs the files as they are', () => {
    const isErased = (node: ts.Node) =>
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node) ||
      ts.isParameterPropertyDeclaration(node, node.parent);
    expect(findAll(sources, isErased)).toEqual([]);
  });
});

test('core decides without clock, environment and chance', () => {
  const core = sources.filter(({ file }) => file.startsWith('functions/core/'));
  expect(core.length).toBeGreaterThan(20);
  const forbidden = ['Date.now', 'process.env', 'Math.random', 'performance.now'];
  const isImpure = (node: ts.Node) =>
    (ts.isPropertyAccessExpression(node) && forbidden.includes(node.getText())) ||
    (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0);
  expect(findAll(core, isImpure)).toEqual([]);
});

test('adapters run no code of ours but core, the configuration and the rules that it leads to', () => {
  const adapters = sources.filter(({ file }) => file.startsWith('functions/aws/'));
  expect(adapters.length).toBeGreaterThan(20);
  const isElsewhere = (node: ts.Node) =>
    ts.isImportDeclaration(node) &&
    node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword &&
    /^\.\.\/(?!core\/|config\/|rules\/evaluation-rules)/.test(node.moduleSpecifier.getText().slice(1));
  expect(findAll(adapters, isElsewhere)).toEqual([]);
});

describe('a handler', () => {
  const handlers = sources.filter(({ file }) => /^functions\/[\w-]+\/handler\.ts$/.test(file));

  test('makes its clients once, outside the function that Lambda calls', () => {
    expect(handlers.length).toBeGreaterThan(5);
    const isInside = (node: ts.Node): boolean =>
      node.parent !== undefined && (ts.isArrowFunction(node.parent) || isInside(node.parent));
    expect(findAll(handlers, (node) => ts.isNewExpression(node) && isInside(node))).toEqual([]);
  });

  test('has no branch, no loop and no try', () => {
    const decides = (node: ts.Node) =>
      ts.isIfStatement(node) || ts.isIterationStatement(node, false) || ts.isTryStatement(node);
    expect(findAll(handlers, decides)).toEqual([]);
  });
});

test('no file names the host of a package registry', () => {
  const hosts = [
    ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'],
    ['pypi', 'org'],
    ['pythonhosted', 'org'],
  ];
  const names = new RegExp(hosts.map((parts) => parts.join('\\.')).join('|'));
  expect(repositoryFiles().filter((file) => names.test(readFileSync(file, 'utf8')))).toEqual([]);
});
