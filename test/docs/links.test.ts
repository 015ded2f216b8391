import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import { checkReadmeConfig } from './readme-config.ts';
import { repositoryFiles } from './repository-files.ts';

const pages = repositoryFiles().filter((file) => file.endsWith('.md'));
const runbook = 'docs/runbook.md';

describe('the documentation', () => {
  test('has a README, a guide for contributors, an architecture and a runbook', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', runbook, 'docs/requirements.md']),
    );
  });

  test.each(pages)('%s has no broken link', (page) => {
    const broken = linksOf(page).filter((link) => !resolves(page, link));
    expect(broken).toEqual([]);
  });

  test('numbers its decisions once each', () => {
    const numbers = pages.flatMap((page) => /^docs\/decisions\/(\d{3})-[a-z0-9-]+\.md$/.exec(page)?.[1] ?? []);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).toEqual([...new Set(numbers)].sort());
  });

  test('comments point to pages that exist', () => {
    const pointing = repositoryFiles().filter((file) => file.endsWith('.ts'));
    const broken = pointing.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/docs\/[\w/-]+\.md/g)]
        .map(([path]) => path)
        .filter((path) => !existsSync(path))
        .map((path) => `${file}: ${path}`),
    );
    expect(broken).toEqual([]);
  });
});

test('the runbook has a section for every alarm and every recommended rule', () => {
  const known = anchorsOf(runbook);
  const wanted = [...alarmAnchors(), ...recommendedRules.map((rule) => rule.runbook ?? `none for ${rule.id}`)];
  expect(wanted.length).toBeGreaterThan(10);
  expect(wanted.filter((anchor) => !known.has(anchor))).toEqual([]);
});

test('the configuration in the README is valid and type-checks', async () => {
  expect(await checkReadmeConfig()).toEqual([]);
}, 60_000);

/** What the alarms of the stack say: `runbook: 'signatures'`. Those made of names are checked where the stack is. */
function alarmAnchors(): string[] {
  const files = repositoryFiles('lib').filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\brunbook: '([^']+)'/g)].map(([, anchor = '']) => anchor),
  );
}

/** Relative links outside code. */
function linksOf(page: string): string[] {
  const text = withoutCode(readFileSync(page, 'utf8'));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
}

function resolves(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(target)) return false;
  return anchor === undefined || (statSync(target).isFile() && anchorsOf(target).has(anchor));
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): Set<string> {
  const headings = withoutFences(readFileSync(page, 'utf8')).matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, title = '']) =>
      title
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

function withoutCode(text: string): string {
  return withoutFences(text).replace(/`[^`\n]*`/g, '');
}
