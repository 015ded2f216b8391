import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna, ben, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

/** Three alerts of one group. */
async function three() {
  const world = actWorld(tables);
  const alerts = await Promise.all(['a', 'b', 'c'].map((digit) => world.fire({ id: digit.repeat(12) })));
  const group = await world.tell(alerts);
  return { world, on: { group: group.id } };
}

/** Throws the first times that it is called. */
function failing<Input extends unknown[], Output>(times: number, inner: (...input: Input) => Promise<Output>) {
  let left = times;
  return async (...input: Input): Promise<Output> => {
    left -= 1;
    if (left >= 0) throw new Error('the table is down');
    return inner(...input);
  };
}

describe('what cannot be written for one alert of a group', () => {
  test('is named, what was done for the others is done, and is audited', async () => {
    const { world, on } = await three();
    const { saveHandling } = world.deps;
    world.deps.saveHandling = async (handling) => {
      if (handling.alert.startsWith('b')) throw new Error('the table is down');
      return saveHandling(handling);
    };
    expect(await world.do({ do: 'acknowledge', on })).toMatchObject({
      kind: 'done',
      changes: [{}, {}],
      unchanged: [{ what: 'alert bbbbbb of delivery-by-carrier', why: 'it could not be written: try again' }],
    });
    const [record] = await world.audited();
    expect(record?.changes.map(({ what }) => what.slice(0, 12)).sort()).toEqual(['alert aaaaaa', 'alert cccccc']);
    expect(world.log.lines).toMatchObject([{ level: 'error', fields: { why: 'Error: the table is down' } }]);
  });

  test('nor for any is refused, and nothing is audited', async () => {
    const { world, on } = await three();
    world.deps.saveHandling = async () => {
      throw new Error('the table is down');
    };
    expect(await world.do({ do: 'acknowledge', on })).toEqual({
      kind: 'refused',
      because: 'busy',
      why: expect.stringMatching(/^alert \w{6} of .*: it could not be written: try again$/),
    });
    expect(await world.audited()).toEqual([]);
  });
});

describe('an audit that cannot be written', () => {
  test('is tried three times', async () => {
    const { world, on } = await three();
    world.deps.audit = failing(2, world.deps.audit);
    expect(await world.do({ do: 'acknowledge', on })).toMatchObject({ kind: 'done' });
    expect(await world.audited()).toHaveLength(1);
    expect(world.log.lines).toEqual([]);
  });

  test('is in the log as a whole, without phone numbers, and what was done is said to be done', async () => {
    const { world, on } = await three();
    world.deps.audit = failing(3, world.deps.audit);
    const text = 'call +1 415-555-0123 or 4155550123 until 2026-11-22T09:30';
    expect(await world.do({ do: 'comment', on, text }, ben)).toMatchObject({ kind: 'done', changes: [{}, {}, {}] });
    const [line, ...others] = world.log.lines;
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      level: 'error',
      fields: { tenant: world.tenant, by: 'Ben', via: 'slack', did: 'comment' },
    });
    expect(line?.fields).toMatchObject({ at: new Date(now).toISOString(), why: 'Error: the table is down' });
    expect(line?.fields.changes).toContain('alert aaaaaa of delivery-by-carrier');
    expect(line?.fields.changes).toContain('call ••• or ••• until 2026-11-22T09:30');
  });
});

describe('a silence whose change cannot be made in place', () => {
  const campaign = (value: string) => [{ label: 'campaign', op: '=' as const, value }];

  async function silenced() {
    const world = actWorld(tables);
    await world.do({ do: 'silence', matchers: campaign('otp'), for: hour, comment: '' });
    const change = { do: 'edit-silence', id: '1', matchers: campaign('promo') } as const;
    return { world, change };
  }

  test('is made even if it takes three writes', async () => {
    const { world, change } = await silenced();
    const { saveSilence } = world.deps;
    const create = failing(2, saveSilence);
    world.deps.saveSilence = (silence) => (silence.rev === 1 ? create(silence) : saveSilence(silence));
    expect(await world.do(change)).toMatchObject({ kind: 'done', unchanged: [] });
    expect((await world.deps.silences(world.tenant)).filter(({ endsAt }) => endsAt > now)).toMatchObject([{ rev: 1 }]);
  });

  test('is made when only the answer to a write was lost', async () => {
    const { world, change } = await silenced();
    const { saveSilence } = world.deps;
    world.deps.saveSilence = async (silence) => (await saveSilence(silence)) && silence.replacedBy === undefined;
    expect(await world.do(change)).toMatchObject({ kind: 'done', unchanged: [] });
    expect((await world.deps.silences(world.tenant)).filter(({ endsAt }) => endsAt > now)).toHaveLength(1);
  });

  test('tells, and audits, that the old one is over when the new one cannot be written', async () => {
    const { world, change } = await silenced();
    const { saveSilence } = world.deps;
    world.deps.saveSilence = async (silence) => {
      if (silence.rev === 1) throw new Error('the table is down');
      return saveSilence(silence);
    };
    const ended = { what: 'silence 1fffffffffff', after: 'ended' };
    expect(await world.do(change, anna)).toMatchObject({
      kind: 'done',
      changes: [ended],
      unchanged: [{ what: 'campaign="promo"', why: expect.stringContaining('it is not silenced') }],
    });
    expect(await world.audited()).toMatchObject([{ did: 'edit-silence', changes: [ended] }, { did: 'silence' }]);
  });
});
