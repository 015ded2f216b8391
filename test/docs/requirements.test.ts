import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { requirementIds } from './requirement-ids.ts';
import { testTitles } from './test-titles.ts';

const states = ['done', 'partly', 'open', 'not applicable'];

const rows = readFileSync('docs/requirements.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| id |'))
  .map((line) => {
    const [id = '', what = '', state = '', where = '', tests = '', ...rest] = line.slice(2, -2).split(' | ');
    return { id, what, state, where, tests, rest };
  });

const claimed = rows.filter(({ state }) => state === 'done' || state === 'partly');

describe('docs/requirements.md', () => {
  test('has every requirement exactly once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(requirementIds);
  });

  test('says in five columns what each requirement is and how far it is', () => {
    for (const { id, what, state, rest } of rows) {
      expect(rest, id).toEqual([]);
      expect(what.length, id).toBeGreaterThan(4);
      expect(states, id).toContain(state);
    }
  });

  test('names only tests that exist, at least one for what is done', () => {
    for (const { id, tests } of claimed) expect(references(tests), id).not.toEqual([]);
    const missing = rows.flatMap(({ id, tests }) =>
      references(tests)
        .filter(({ file, title }) => !existsSync(file) || !titlesOf(file).has(title))
        .map(({ file, title }) => `${id}: ${file} › ${title}`),
    );
    expect(missing).toEqual([]);
  });

  test('claims no test for what is open or not applicable', () => {
    for (const { id, state, tests } of rows) {
      if (state === 'open' || state === 'not applicable') expect(tests, id).toBe('–');
    }
  });

  test('says where to look for what is done, what is missing of what is partly done, and why something does not apply', () => {
    for (const { id, state, where } of rows) {
      if (state === 'done' || state === 'partly') expect(paths(where), id).not.toEqual([]);
      if (state === 'partly') expect(where, id).toMatch(/; .{4,}/);
      if (state === 'not applicable') expect(where.length, id).toBeGreaterThan(10);
    }
  });

  test('points only to files that exist', () => {
    for (const { id, where } of rows) {
      for (const path of paths(where)) expect(existsSync(path), `${id}: ${path}`).toBe(true);
    }
  });
});

function references(cell: string): { file: string; title: string }[] {
  if (cell === '–') return [];
  return cell.split('<br>').map((reference) => {
    const [file = '', ...title] = reference.split(' › ');
    return { file: file.replaceAll('`', ''), title: title.join(' › ') };
  });
}

function paths(cell: string): string[] {
  return [...cell.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path).filter((path) => /[/.]/.test(path));
}

const titles = new Map<string, Set<string>>();

function titlesOf(file: string): Set<string> {
  const known = titles.get(file) ?? testTitles(file);
  titles.set(file, known);
  return known;
}
