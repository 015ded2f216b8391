import { beforeAll, describe, expect, test } from 'vitest';
import { hasAlertmanager } from './alertmanager.ts';
import { differences } from './compare.ts';
import { generated } from './generated.ts';
import { knownDifferences } from './known-differences.ts';
import { ourNotices } from './ours.ts';
import { scenarios } from './scenarios.ts';
import { theirNotices } from './theirs.ts';
import type { Told, ToldNotice } from './timeline.ts';

if (!hasAlertmanager) {
  console.warn('Alertmanager is not here, so no notices are compared: apt-get install prometheus-alertmanager');
}

const random = generated(20261102, 60);
const alike = [...scenarios, ...random];
const all = [...alike, ...knownDifferences.map(({ timeline }) => timeline)];
const known = knownDifferences.map((one) => [one.timeline.name, one.reason, one] as const);
const ours = await ourNotices(all);
const expected: Told = new Map([
  ...ours,
  ...knownDifferences.map(({ timeline, theirs }) => [timeline.name, theirs] as const),
]);
const only = (told: Told, name: string): Told => new Map([[name, told.get(name) ?? []]]);

test('enough happens for a comparison to mean something', () => {
  const told = random.flatMap(({ name }) => ours.get(name) ?? []);
  const share = (isSo: (notice: ToldNotice) => boolean) => told.filter(isSo).length / told.length;
  expect(told.length).toBeGreaterThan(500);
  expect(share(({ firing }) => firing.length > 1)).toBeGreaterThan(0.12);
  expect(share(({ resolved }) => resolved.length > 0)).toBeGreaterThan(0.1);
  for (const receiver of ['default', 'pager', 'chat', 'mail']) {
    expect(share(({ to }) => to.startsWith(receiver))).toBeGreaterThan(0.05);
  }
  const untold = alike.filter(({ name }) => !ours.has(name)).map(({ name }) => name);
  expect(untold).toEqual(['an alert that is over before its group has waited']);
});

test.each(known)('we tell of %s what we mean to: %s', (name, _, { ours: meant }) => {
  expect(differences(only(ours, name), new Map([[name, meant]]))).toEqual([]);
});

describe.skipIf(!hasAlertmanager)('Alertmanager', () => {
  let theirs: Told | undefined;
  beforeAll(async () => {
    theirs = await theirNotices(all, (told) => differences(expected, told).length === 0);
  }, 240_000);

  test.for(alike.map(({ name }) => name))('tells the same as we do: %s', (name, { skip }) => {
    if (theirs === undefined) return skip();
    expect(differences(only(ours, name), only(theirs, name))).toEqual([]);
  });

  test.for(known)('differs from us in %s: %s', ([name, , { theirs: meant }], { skip }) => {
    if (theirs === undefined) return skip();
    expect(differences(new Map([[name, meant]]), only(theirs, name))).toEqual([]);
    expect(differences(only(ours, name), only(theirs, name))).not.toEqual([]);
  });

  test('does not tell the same if one of our notices comes two ticks late', ({ skip }) => {
    for (const { name } of alike.filter((one) => ours.has(one.name))) {
      if (theirs === undefined) return skip();
      const [first, ...rest] = ours.get(name) ?? [];
      const late = first ? [{ ...first, tick: first.tick + 2 }, ...rest] : [];
      expect(differences(new Map([[name, late]]), only(theirs, name))).toHaveLength(1);
    }
  });
});
