import { describe, expect, test } from 'vitest';
import { freshnessOf } from '../../console/freshness.ts';
import { question } from '../../console/question.ts';
import { dueQuestions, onlyOf, readAnswer, type Store, withReply } from '../../console/store.ts';

const summary = question<{ started: number }>('v1/summary');
const empty: Store = new Map();
const answered = (text: string, at: number, store = empty) =>
  withReply(store, summary.path, { kind: 'answer', text }, at);

describe('what the console has been told', () => {
  test('is shown on while later answers fail', () => {
    const failed = withReply(
      answered('{"started":7}', 0),
      summary.path,
      { kind: 'problem', why: 'no network' },
      30_000,
    );
    expect(readAnswer(failed, summary)).toEqual({ started: 7 });
  });

  test('is asked for again when its time has come, and not before', () => {
    const store = answered('{}', 1000);
    expect(dueQuestions(store, [summary], 30_999)).toEqual([]);
    expect(dueQuestions(store, [summary], 31_000)).toEqual([summary]);
    expect(dueQuestions(empty, [summary], 0)).toEqual([summary]);
  });

  test('does not grow without end, and keeps what was told last', () => {
    const paths = ['a', 'b', 'c', 'a'];
    const store = paths.reduce<Store>((so, path, at) => withReply(so, path, { kind: 'answer', text: '{}' }, at), empty);
    expect([...onlyOf(store, 2).keys()]).toEqual(['c', 'a']);
  });
});

describe('what is shown', () => {
  const live = question('v1/live', 5000);

  test.each([
    ['is awaited at first', empty, 0, { kind: 'waiting' }],
    ['is of the time of its answer', answered('{}', 1000), 31_000, { kind: 'fresh', asOf: 1000 }],
    ['is fresh for two refreshes', answered('{}', 0), 60_000, { kind: 'fresh', asOf: 0 }],
    [
      'is stale after them, since the first that is missing',
      answered('{}', 0),
      60_001,
      { kind: 'stale', asOf: 0, since: 30_000 },
    ],
  ])('%s', (_, store, now, freshness) => {
    expect(freshnessOf(store, [summary], now)).toEqual(freshness);
  });

  test('is stale at once when the network fails, and says why', () => {
    const store = withReply(answered('{}', 0), summary.path, { kind: 'problem', why: 'no network' }, 30_000);
    expect(freshnessOf(store, [summary], 30_000)).toEqual({ kind: 'stale', asOf: 0, since: 30_000, why: 'no network' });
  });

  test('is fresh again with the next answer', () => {
    const failed = withReply(answered('{}', 0), summary.path, { kind: 'problem', why: 'no network' }, 30_000);
    expect(freshnessOf(answered('{}', 60_000, failed), [summary], 60_000)).toEqual({ kind: 'fresh', asOf: 60_000 });
  });

  test('is as old as the part that should have been refreshed first', () => {
    const store = withReply(answered('{}', 0), live.path, { kind: 'answer', text: '{}' }, 10_000);
    expect(freshnessOf(store, [summary, live], 20_001)).toEqual({ kind: 'stale', asOf: 10_000, since: 15_000 });
  });
});
