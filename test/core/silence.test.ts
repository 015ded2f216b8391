import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Matcher } from '../../functions/core/matcher.ts';
import {
  createSilence,
  editSilence,
  expireSilence,
  type Silence,
  type SilenceChange,
  type SilenceRequest,
  silenceState,
  silencesOver,
} from '../../functions/core/silence.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { ada, bob, half, known, request, silenceVectors, spring, ten } from './silence-vectors.ts';

const silences = { silenceState, silencesOver, createSilence, editSilence, expireSilence };
const create = (changes: Partial<SilenceRequest> = {}, now = ten) =>
  createSilence(request(changes), { tenant: 'main', id: 's-1', by: ada, now });
function made(changes: Partial<SilenceRequest> = {}, now = ten): Silence {
  const created = create(changes, now);
  if (created.kind === 'refused') throw new Error(created.why);
  return created.silence;
}
const edit = (silence: Silence, change: SilenceChange, now: number) =>
  editSilence(silence, change, { id: 's-2', by: bob, now });

describe('a silence', () => {
  test.each(silenceVectors)('$id', ({ of, gives }) => {
    expect(of(silences)).toEqual(gives);
  });
});

describe('making a silence', () => {
  test('4.6: a start in the past is moved to now, one in the future stays, none is now', () => {
    expect(made({ startsAt: ten - hour }).startsAt).toBe(ten);
    expect(made({ startsAt: ten + minute }).startsAt).toBe(ten + minute);
    expect(made({ startsAt: undefined }).startsAt).toBe(ten);
  });

  test('says who made it, why and when', () => {
    expect(made()).toEqual({
      tenant: 'main',
      id: 's-1',
      rev: 1,
      matchers: [spring],
      startsAt: ten,
      endsAt: ten + half,
      by: ada,
      comment: 'a known fault',
      createdAt: ten,
    });
  });
});

describe('changing a silence', () => {
  const active = made();
  const pending = made({ startsAt: ten + hour, endsAt: ten + 2 * hour });
  const now = ten + 10 * minute;
  const later = { startsAt: ten + hour, endsAt: ten + 2 * hour };

  test.each([
    ['4.6: an active one may end later', active, { endsAt: ten + hour }, now],
    ['4.6: an active one may end sooner', active, { endsAt: now }, now],
    ['4.6: a pending one may start sooner, but not before now', pending, { startsAt: now }, now],
    ['4.6: a pending one may start and end later', pending, { startsAt: ten + 3 * hour, endsAt: ten + 4 * hour }, now],
    [
      '4.6: its matchers may be said in another order',
      made({ matchers: [spring, known] }),
      { matchers: [known, spring] },
      now,
    ],
    ['4.6: its comment may change', active, { comment: 'the fault is ours' }, now],
  ] satisfies [string, Silence, SilenceChange, number][])('%s, in place', (_, silence, change, at) => {
    expect(edit(silence, change, at)).toEqual({
      kind: 'changed',
      silence: { ...silence, ...change, rev: 2, changed: { by: bob, at } },
    });
  });

  test.each([
    ['4.6: other matchers', active, { matchers: [known, spring] }, now, { endsAt: now }, { startsAt: now }],
    [
      '4.6: another start of an active one',
      active,
      { startsAt: ten + hour, endsAt: ten + 2 * hour },
      now,
      { endsAt: now },
      later,
    ],
    [
      '4.6: a start in the past of a pending one',
      pending,
      { startsAt: ten },
      now,
      { startsAt: now, endsAt: now },
      { startsAt: now },
    ],
  ] satisfies [string, Silence, SilenceChange, number, object, object][])(
    '%s: the old one ends, and a new one takes its place',
    (_, silence, change, at, ended, started) => {
      const { matchers, endsAt, comment, tenant } = { ...silence, ...change };
      expect(edit(silence, change, at)).toEqual({
        kind: 'replaced',
        expired: { ...silence, ...ended, rev: 2, ended: { by: bob, at } },
        created: {
          tenant,
          matchers,
          endsAt,
          comment,
          id: 's-2',
          rev: 1,
          by: bob,
          createdAt: at,
          replaces: 's-1',
          ...started,
        },
      });
    },
  );

  test('4.6: an expired one stays as it is, and a new one takes its place', () => {
    const at = ten + hour;
    const edited = edit(active, { endsAt: at + hour }, at);
    expect(edited).toMatchObject({ kind: 'replaced', expired: active, created: { id: 's-2', startsAt: at } });
  });

  test.each([
    ['an end in the past', { endsAt: ten }, 'is over already'],
    ['no matchers', { matchers: [] }, 'at least one matcher'],
    ['an end before its start', { startsAt: ten + 2 * hour, endsAt: ten + hour }, 'cannot end before it starts'],
  ] satisfies [string, SilenceChange, string][])('to %s is refused', (_, change, why) => {
    expect(edit(active, change, now)).toEqual({ kind: 'refused', why: expect.stringContaining(why) });
  });

  test('lets nothing through that both versions mute, and rewrites nothing that has happened', () => {
    const time = fc.integer({ min: -20, max: 20 }).map((minutes) => ten + minutes * minute);
    const matchers = fc.constantFrom<Matcher[][]>([spring], [spring, known], [{ ...spring, value: 'spring-1' }]);
    const span = fc.record({ matchers, startsAt: time, endsAt: time });
    const setting = fc.record({ old: span, change: span, madeAt: time, editedAt: time, asked: time });
    fc.assert(
      fc.property(setting, ({ old, change, madeAt, editedAt, asked }) => {
        fc.pre(madeAt <= editedAt);
        const created = create(old, madeAt);
        fc.pre(created.kind === 'created');
        const edited = edit(created.silence, change, editedAt);
        const labels = { campaign: 'spring-1', carrier: 'AT&T' };
        const mutes = (silence: Silence) => silencesOver(labels, [silence], asked).length > 0;
        const before = mutes(created.silence);
        const after = versionsOf(created.silence, edited).some(mutes);
        const wanted = edited.kind === 'refused' || mutes({ ...created.silence, ...change });
        if (before && wanted) expect(after).toBe(true);
        if (asked < editedAt) expect(after).toBe(before);
        if (edited.kind === 'replaced') expect(edited.expired.matchers).toBe(created.silence.matchers);
      }),
    );
  });
});

function versionsOf(old: Silence, edited: ReturnType<typeof editSilence>): Silence[] {
  if (edited.kind === 'refused') return [old];
  return edited.kind === 'changed' ? [edited.silence] : [edited.expired, edited.created];
}

describe('ending a silence', () => {
  const by = { by: bob, now: ten + minute };

  test('4.6: an active one ends now, and stays', () => {
    const ended = { by: bob, at: ten + minute };
    expect(expireSilence(made(), by)).toEqual({
      kind: 'expired',
      silence: { ...made(), rev: 2, endsAt: ten + minute, ended },
    });
  });

  test('4.6: a pending one never begins', () => {
    const expired = expireSilence(made({ startsAt: ten + hour, endsAt: ten + 2 * hour }), by);
    expect(expired).toMatchObject({ kind: 'expired', silence: { startsAt: ten + minute, endsAt: ten + minute } });
  });
});
