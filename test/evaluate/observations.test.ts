import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleInput } from '../../functions/rules/index.ts';
import { storyOf } from '../support/silence.ts';

const base = {
  id: 'delivery',
  by: ['provider'],
  window: '1m',
  settle: 0,
  staleAfter: '30m',
  summary: 'Delivery through {provider} is {value}',
} as const satisfies Partial<RuleInput>;

function ratio(settings: Partial<Extract<RuleInput, { kind: 'ratio' }>> = {}): RuleInput {
  const when = { critical: { below: '50%' } };
  return { ...base, kind: 'ratio', of: 'delivered', over: 'settled', when, ...settings };
}

function failures(settings: Partial<Extract<RuleInput, { kind: 'count' }>> = {}): RuleInput {
  return { ...base, kind: 'count', of: 'failures', when: { critical: { above: 0 } }, ...settings };
}

const good = (minutes: number) => '.'.repeat(minutes);
const none = (minutes: number) => '?'.repeat(minutes);

describe('keep, the default', () => {
  test('a count that fires goes on while its provider is silent, and ends at the first minute that is heard of', async () => {
    const story = await storyOf({
      rule: failures(),
      traffic: { telnyx: '!' },
      heard: { telnyx: `.${none(19)}.` },
      until: 25,
    });
    // After the last sign of life the provider counts as heard of for a quarter of an hour: 0 is what there is.
    expect(story).toEqual(['0 telnyx firing', '1 telnyx inactive recovered']);
    const silent = await storyOf({
      rule: failures(),
      traffic: { telnyx: '!' },
      heard: { telnyx: `${none(20)}.` },
      until: 25,
    });
    expect(silent).toEqual(['0 telnyx firing', '20 telnyx inactive recovered']);
  });

  test('a ratio without messages never resolves, whether its provider is heard of or not; it is closed for want of traffic', async () => {
    const heard = ['?', good(40)];
    const stories = heard.map((one) =>
      storyOf({ rule: ratio(), traffic: { telnyx: '!' }, heard: { telnyx: one }, until: 40 }),
    );
    for (const story of await Promise.all(stories)) {
      expect(story).toEqual(['0 telnyx firing', '30 telnyx inactive no-traffic']);
    }
  });

  test('of a ratio, a label set that vanished while others exist and nothing at all are both unknown', async () => {
    const alone = await storyOf({ rule: ratio(), traffic: { telnyx: '!', twilio: good(40) }, until: 40 });
    const all = await storyOf({ rule: ratio(), traffic: { telnyx: '!', twilio: '.' }, until: 40 });
    expect(alone).toEqual(['0 telnyx firing', '30 telnyx inactive no-traffic']);
    expect(all).toEqual(alone);
  });

  test('of a count, a label set that vanished is 0 while its provider has others, and unknown with nothing at all', async () => {
    const rule = failures({ by: ['provider', 'carrier'] });
    const vanished = { 'telnyx|AT&T': '!' };
    const others = { ...vanished, 'telnyx|Verizon': good(40) };
    expect(await storyOf({ rule, traffic: others, heard: { telnyx: good(40) }, until: 40 })).toEqual([
      '0 telnyx AT&T firing',
      '1 telnyx AT&T inactive recovered',
    ]);
    expect(await storyOf({ rule, traffic: vanished, until: 40 })).toEqual([
      '0 telnyx AT&T firing',
      '30 telnyx AT&T inactive no-traffic',
    ]);
  });

  test('a ratio over everything is one label set, and freezes when there is nothing at all', async () => {
    const story = await storyOf({ rule: ratio({ by: [] }), traffic: { all: `!${none(9)}.` }, until: 12 });
    expect(story).toEqual(['0 firing', '10 inactive recovered']);
  });
});

test('never resolves as recovered but at a minute in which messages arrived, whatever is missing', async () => {
  const timeline = fc.string({ unit: fc.constantFrom('!', '.', ',', '?', '?'), minLength: 15, maxLength: 15 });
  const mode = fc.constantFrom('keep' as const, 'alerting' as const, 'nodata' as const);
  await fc.assert(
    fc.asyncProperty(timeline, mode, async (telnyx, onUnknown) => {
      const story = await storyOf({ rule: ratio({ onUnknown }), traffic: { telnyx }, until: 14 });
      const recovered = story.filter((line) => /^\d+ telnyx inactive recovered$/.test(line));
      for (const line of recovered) expect(telnyx[Number.parseInt(line, 10)]).toBe('.');
    }),
  );
});

describe('ok', () => {
  test('unknown is good: the alert resolves as soon as nothing is known', async () => {
    const traffic = { telnyx: `!${none(5)}`, twilio: good(9) };
    expect(await storyOf({ rule: ratio({ onUnknown: 'ok' }), traffic, until: 9 })).toEqual([
      '0 telnyx firing',
      '1 telnyx inactive recovered',
    ]);
  });
});

describe('alerting', () => {
  const when = { critical: { below: '50%', for: '5m' } } as const;

  test('unknown is bad: silence of a label set that was there within the last day fires after the hold', async () => {
    const traffic = { telnyx: `${good(60)}${none(20)}.`, twilio: good(90) };
    expect(await storyOf({ rule: ratio({ onUnknown: 'alerting', when }), traffic, until: 80 })).toEqual([
      '60 telnyx pending',
      '65 telnyx firing',
      '80 telnyx inactive recovered',
    ]);
  });

  test('a label set that is gone for a day is closed for want of traffic', async () => {
    const traffic = { telnyx: good(60), twilio: good(1600) };
    expect(await storyOf({ rule: ratio({ onUnknown: 'alerting', when }), traffic, until: 1599 })).toEqual([
      '60 telnyx pending',
      '65 telnyx firing',
      `${25 * 60 + 29} telnyx inactive no-traffic`,
    ]);
  });

  test('a count of 0 is known while the provider is heard of: nobody is told', async () => {
    const traffic = { telnyx: good(60) };
    const rule = failures({ onUnknown: 'alerting', when: { critical: { above: 0, for: '5m' } } });
    expect(await storyOf({ rule, traffic, heard: { telnyx: good(120) }, until: 119 })).toEqual([]);
    expect(await storyOf({ rule, traffic, heard: { telnyx: good(90) }, until: 119 })).toEqual([
      '104 telnyx pending',
      '109 telnyx firing',
    ]);
  });
});

describe('nodata', () => {
  const rule = ratio({ onUnknown: 'nodata', when: { critical: { below: '50%' }, high: { below: '60%', for: '5m' } } });

  test('an alert of its own tells of silence, after the hold of the mildest level, and ends when data are back', async () => {
    const traffic = { telnyx: `${good(59)}!${none(20)}!.`, twilio: good(90) };
    expect(await storyOf({ rule, traffic, until: 81 })).toEqual([
      '59 telnyx firing',
      '60 telnyx noData pending',
      '65 telnyx noData firing',
      '80 telnyx noData inactive recovered',
      '81 telnyx inactive recovered',
    ]);
  });

  test('few messages are data, if not enough to judge', async () => {
    const traffic = { telnyx: `${good(60)}${','.repeat(30)}` };
    expect(await storyOf({ rule, traffic, until: 89 })).toEqual([]);
  });

  test('of a label set that is gone for a day it is closed for want of traffic', async () => {
    const traffic = { telnyx: good(60), twilio: good(1600) };
    expect(await storyOf({ rule, traffic, until: 1599 })).toEqual([
      '60 telnyx noData pending',
      '65 telnyx noData firing',
      `${25 * 60 + 29} telnyx noData inactive no-traffic`,
    ]);
  });

  test('of everything it lasts for as long as there is nothing', async () => {
    const everything = ratio({ onUnknown: 'nodata', by: [] });
    const story = await storyOf({ rule: everything, traffic: { all: `.${none(1599)}.` }, until: 1600 });
    expect(story).toEqual(['1 noData firing', '1600 noData inactive recovered']);
  });
});
