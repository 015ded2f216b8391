import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hour, minute } from '../../functions/core/time.ts';
import { runCommand, startActStage } from './act-stage.ts';

type Answer = Record<string, unknown>;
const done: Answer = {
  kind: 'done',
  changes: [{ what: 'alert 7f3a9c of cost', before: 'a', after: 'b' }],
  unchanged: [],
};

let stage: Awaited<ReturnType<typeof startActStage>>;
let dir: string;
beforeEach(async () => {
  stage = await startActStage(done);
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-act-'));
});
afterEach(async () => {
  await stage.stop();
  await rm(dir, { recursive: true });
});

const run = (...words: string[]) => runCommand(...words, '--as', 'anna');

const campaign = [{ label: 'campaign', op: '=', value: 'spring-promo' }];

describe('a command asks for what it says, in the name of whoever typed it', () => {
  test.each([
    { words: ['ack', '7f3a9c'], action: { do: 'acknowledge', on: { alert: '7f3a9c' } } },
    { words: ['ack', '7f3a9c', '--for', '4h'], action: { do: 'acknowledge', on: { alert: '7f3a9c' }, for: 4 * hour } },
    { words: ['unack', '7f3a9c'], action: { do: 'unacknowledge', on: { alert: '7f3a9c' } } },
    { words: ['assign', '7f3a9c', 'ben'], action: { do: 'assign', on: { alert: '7f3a9c' }, to: 'ben' } },
    { words: ['comment', '7f3a9c', 'on it'], action: { do: 'comment', on: { alert: '7f3a9c' }, text: 'on it' } },
    {
      words: ['snooze', '7f3a9c', '--for', '30m'],
      action: { do: 'snooze', on: { alert: '7f3a9c' }, for: 30 * minute },
    },
    { words: ['wake', '7f3a9c'], action: { do: 'wake', on: { alert: '7f3a9c' } } },
    { words: ['resolve', '7f3a9c'], action: { do: 'resolve', on: { alert: '7f3a9c' } } },
    {
      words: ['silence', 'add', 'campaign=spring-promo', '--for', '2h', '--comment', 'known'],
      action: { do: 'silence', matchers: campaign, for: 2 * hour, comment: 'known' },
    },
    {
      words: ['silence', 'add', 'campaign=spring-promo', '--for', '2h', '--from', '2026-11-21T22:00Z'],
      action: { do: 'silence', matchers: campaign, for: 2 * hour, comment: '', from: Date.parse('2026-11-21T22:00Z') },
    },
    { words: ['silence', 'edit', '0c1d', '--for', '4h'], action: { do: 'edit-silence', id: '0c1d', for: 4 * hour } },
    {
      words: ['silence', 'edit', '0c1d', '--matchers', 'campaign=spring-promo', '--comment', 'more'],
      action: { do: 'edit-silence', id: '0c1d', matchers: campaign, comment: 'more' },
    },
    { words: ['silence', 'end', '0c1d'], action: { do: 'end-silence', id: '0c1d' } },
    {
      words: ['oncall', 'override', 'primary', 'ben', '--from', '2026-12-24T09:30Z', '--to', '2026-12-26T09:30Z'],
      action: {
        do: 'take-over',
        schedule: 'primary',
        person: 'ben',
        from: Date.parse('2026-12-24T09:30Z'),
        to: Date.parse('2026-12-26T09:30Z'),
      },
    },
    { words: ['override', 'remove', 'routes'], action: { do: 'remove-override', section: 'routes' } },
  ])('$words', async ({ words, action }) => {
    await run(...words);
    expect(stage.asked).toEqual([{ tenant: 'main', by: { name: 'anna', via: 'cli' }, action }]);
  });

  test('override set, with what the file says', async () => {
    const file = join(dir, 'routes.json');
    await writeFile(file, '[{ "to": ["slack"] }]');
    await run('override', 'set', 'routes', file, '--for', '8h');
    expect(stage.asked).toMatchObject([
      { action: { do: 'set-override', section: 'routes', value: [{ to: ['slack'] }], for: 8 * hour } },
    ]);
  });
});

describe('what is wrong is said before anybody is asked', () => {
  test.each([
    { words: ['ack'], says: /missing required argument 'alert'/ },
    { words: ['ack', '7f3a9c', '--for', 'long'], says: /Write a duration such as/ },
    { words: ['snooze', '7f3a9c'], says: /required option '--for/ },
    { words: ['silence', 'add', 'campaign', '--for', '2h'], says: /is no matcher/ },
    {
      words: ['silence', 'add', 'campaign=~"("', '--for', '2h'],
      says: /^"\(" is no regular expression: Unterminated group$/,
    },
    { words: ['ack', ''], says: /It is empty: write the id that messages show, such as 7f3a9c/ },
    { words: ['ack', '7f3a9c', '--as', ' '], says: /It is empty: write a name/ },
    { words: ['ack', '7f3a9c', '--for', '0m'], says: /longer than none and at most 3650d, such as 2h/ },
    { words: ['snooze', '7f3a9c', '--for', '9999999d'], says: /longer than none and at most 3650d/ },
    { words: ['assign', '7f3a9c', ''], says: /It is empty: write a name/ },
    { words: ['comment', '7f3a9c', ' '], says: /It is empty: write at most 1,000 characters/ },
    { words: ['silence', 'end', ''], says: /It is empty: write an id as `silence list` shows it/ },
    { words: ['oncall', 'override', '', 'ben', '--from', '2026-12-24', '--to', '2026-12-26'], says: /It is empty/ },
    { words: ['override', 'remove', 'channels'], says: /"channels" cannot be overridden; there are: onCall/ },
    { words: ['override', 'set', 'routes', '/nowhere.json'], says: /There is no \/nowhere.json/ },
    { words: ['ack', '7f3a9c', '--tenant', 'nobody'], says: /"nobody" is no tenant; there are: / },
    { words: ['ack', '7f3a9c', '--stage', 'pord'], says: /"pord" is no stage; there are: / },
  ])('$words', async ({ words, says }) => {
    await expect(run(...words)).rejects.toThrow(says);
    expect(stage.asked).toEqual([]);
  });
});

describe('what came of it is told', () => {
  test('in lines, or as JSON', async () => {
    await run('ack', '7f3a9c');
    await run('ack', '7f3a9c', '--json');
    expect(stage.printed[0]).toBe('alert 7f3a9c of cost: b');
    expect(JSON.parse(stage.printed[1] ?? '')).toEqual(done);
  });

  test('also that there was nothing to do', async () => {
    stage.answer = { kind: 'unchanged', why: 'it is not snoozed' };
    await run('wake', '7f3a9c');
    expect(stage.printed).toEqual(['Nothing was to be done: it is not snoozed.']);
  });

  test('also that it cannot be, where that leaves things as nobody asked for', async () => {
    stage.answer = { kind: 'unchanged', why: 'a comment has at most 1000 characters' };
    await expect(run('comment', '7f3a9c', 'long')).rejects.toThrow('Not done: a comment has at most 1000 characters.');
    expect(stage.printed).toEqual([]);
  });

  test('a refusal ends the command with what to do instead', async () => {
    stage.answer = { kind: 'refused', why: 'no alert that fires has an id that begins with "7f3a9c"; none fires now' };
    await expect(run('ack', '7f3a9c')).rejects.toThrow(
      'Not done: no alert that fires has an id that begins with "7f3a9c"; none fires now.',
    );
  });
});
