import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addAlerts } from '../../cli/alert-commands.ts';
import { addRunTime } from '../../cli/run-time-commands.ts';
import { addSilences } from '../../cli/silence-commands.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { lambda } from '../../local/cloud/lambda.ts';
import { startCloud } from '../../local/cloud/server.ts';

type Answer = Record<string, unknown>;
const done: Answer = {
  kind: 'done',
  changes: [{ what: 'alert 7f3a9c of cost', before: 'a', after: 'b' }],
  unchanged: [],
};

let asked: unknown[];
let answer: Answer;
let printed: string[];
let close: () => Promise<void>;
let dir: string;

beforeEach(async () => {
  asked = [];
  answer = done;
  printed = [];
  const act = async (event: unknown) => {
    asked.push(event);
    return answer;
  };
  const cloud = await startCloud([lambda(new Map([['wirewatch-local-act', act]]), new Map())], () => {});
  close = cloud.close;
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-act-'));
  vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
  vi.stubEnv('TZ', 'UTC');
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await close();
  await rm(dir, { recursive: true });
});

/** Runs a command as a person types it, on what `npm start` runs. */
async function run(...words: string[]) {
  const program = new Command('wirewatch').exitOverride().configureOutput({ writeErr: () => {} });
  addAlerts(program);
  addSilences(program);
  addRunTime(program);
  for (const command of program.commands) quieten(command);
  await program.parseAsync([...words, '--stage', 'local', '--as', 'anna'], { from: 'user' });
}

function quieten(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => {} });
  for (const below of command.commands) quieten(below);
}

const campaign = [{ label: 'campaign', op: '=', value: 'spring-promo' }];

describe('a command asks for what it says, in the name of whoever typed it', () => {
  test.each([
    { words: ['alerts'], action: { do: 'list-alerts' } },
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
    { words: ['silence', 'list'], action: { do: 'list-silences' } },
    { words: ['silence', 'edit', '0c1d', '--for', '4h'], action: { do: 'edit-silence', id: '0c1d', for: 4 * hour } },
    {
      words: ['silence', 'edit', '0c1d', '--matchers', 'campaign=spring-promo', '--comment', 'more'],
      action: { do: 'edit-silence', id: '0c1d', matchers: campaign, comment: 'more' },
    },
    { words: ['silence', 'end', '0c1d'], action: { do: 'end-silence', id: '0c1d' } },
    { words: ['oncall'], action: { do: 'list-on-call' } },
    {
      words: ['oncall', '--at', '2026-12-24T18:00Z'],
      action: { do: 'list-on-call', at: Date.parse('2026-12-24T18:00Z') },
    },
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
    { words: ['override', 'list'], action: { do: 'list-overrides' } },
    { words: ['override', 'remove', 'routes'], action: { do: 'remove-override', section: 'routes' } },
    { words: ['audit'], action: { do: 'list-audit' } },
    {
      words: ['audit', '--from', '2026-11-01T00:00Z', '--to', '2026-12-01T00:00Z'],
      action: { do: 'list-audit', from: Date.parse('2026-11-01T00:00Z'), to: Date.parse('2026-12-01T00:00Z') },
    },
  ])('$words', async ({ words, action }) => {
    await run(...words);
    expect(asked).toEqual([{ tenant: 'main', by: { name: 'anna', via: 'cli' }, action }]);
  });

  test('override set, with what the file says', async () => {
    const file = join(dir, 'routes.json');
    await writeFile(file, '[{ "to": ["slack"] }]');
    await run('override', 'set', 'routes', file, '--for', '8h');
    expect(asked).toMatchObject([
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
    { words: ['silence', 'add', 'campaign=~"("', '--for', '2h'], says: /is no regular expression/ },
    { words: ['override', 'remove', 'rules'], says: /"rules" cannot be overridden; there are: onCall/ },
    { words: ['override', 'set', 'routes', '/nowhere.json'], says: /There is no \/nowhere.json/ },
    { words: ['oncall', '--at', 'tomorrow'], says: /"tomorrow" is no time/ },
    { words: ['ack', '7f3a9c', '--tenant', 'nobody'], says: /"nobody" is no tenant/ },
  ])('$words', async ({ words, says }) => {
    await expect(run(...words)).rejects.toThrow(says);
    expect(asked).toEqual([]);
  });
});

describe('what came of it is told', () => {
  test('in lines, or as JSON', async () => {
    await run('ack', '7f3a9c');
    await run('ack', '7f3a9c', '--json');
    expect(printed[0]).toBe('alert 7f3a9c of cost: b');
    expect(JSON.parse(printed[1] ?? '')).toEqual(done);
  });

  test('also that there was nothing to do', async () => {
    answer = { kind: 'unchanged', why: 'it is not snoozed' };
    await run('wake', '7f3a9c');
    expect(printed).toEqual(['Nothing was to be done: it is not snoozed.']);
  });

  test('a refusal ends the command with what to do instead', async () => {
    answer = { kind: 'refused', why: 'no alert that fires has an id that begins with "7f3a9c"; none fires now' };
    await expect(run('ack', '7f3a9c')).rejects.toThrow(
      'Not done: no alert that fires has an id that begins with "7f3a9c"; none fires now.',
    );
  });

  test('alerts, silences, overrides, duties and the audit in the times of the tenant', async () => {
    const at = Date.parse('2026-11-21T19:15Z');
    const anna = { name: 'anna', via: 'cli' };
    const alert = { id: '7f3a9c0b1d2e', rule: 'cost', labels: { provider: 'telnyx' }, severity: 'high', firedAt: at };
    answer = { kind: 'alerts', alerts: [{ ...alert, handling: 'assigned to ben' }] };
    await run('alerts');
    const silence = { tenant: 'main', id: 'a1', rev: 1, matchers: campaign, startsAt: at, endsAt: at + hour, by: anna };
    answer = { kind: 'silences', silences: [{ ...silence, comment: 'known', createdAt: at, state: 'active' }] };
    await run('silence', 'list');
    const override = { section: 'routes', value: [], by: anna, at };
    answer = { kind: 'overrides', overrides: [override], refused: [{ section: 'routes', why: 'is too short' }] };
    await run('override', 'list');
    answer = {
      kind: 'on-call',
      at,
      schedules: [{ schedule: 'primary', person: 'ben', name: 'Ben Okafor', until: at }, { schedule: 'night' }],
    };
    await run('oncall');
    const record = { tenant: 'main', id: 'b2', at, by: anna, did: 'acknowledge', changes: done.changes, unlisted: 3 };
    answer = { kind: 'audit', records: [record] };
    await run('audit');
    expect(printed).toEqual([
      'id      severity  rule  of               since             in hand\n7f3a9c  high      cost  provider=telnyx  2026-11-21 14:15  assigned to ben',
      'id  is      silences                 from              to                by    comment\na1  active  campaign="spring-promo"  2026-11-21 14:15  2026-11-21 15:15  anna  known',
      'section  by    at                until                state\nroutes   anna  2026-11-21 14:15  until it is removed  does not apply: is too short',
      'primary  Ben Okafor  until 2026-11-21 14:15\nnight    nobody      for good',
      '2026-11-21 14:15  anna (cli)  acknowledge\n    alert 7f3a9c of cost: a → b\n    and 3 more',
    ]);
  });
});
