import { describe, expect, test } from 'vitest';
import { match } from '../../functions/config/match-settings.ts';
import { inhibitionsWithReasons, recommendedInhibitions } from '../../functions/config/recommended-inhibitions.ts';
import { indexSources, inhibitedBy } from '../../functions/core/inhibition.ts';
import { type Labels, matches } from '../../functions/core/matcher.ts';
import { catalogue } from '../../functions/rules/catalogue/index.ts';
import { labelsOfRule, ruleSettings } from '../../functions/rules/index.ts';

const rules = new Map(catalogue.map(({ rule }) => [rule.id, ruleSettings.parse(rule)]));
const inhibitions = recommendedInhibitions.map(({ name, source, target, equal = [] }) => ({
  name,
  source: match.parse(source),
  target: match.parse(target),
  equal,
}));

/** What matchers see of a shipped rule's alert: `delivery-by-carrier critical provider=telnyx carrier=AT&T`. */
function labelsOf(text: string): Labels {
  const [id = '', severity = '', ...pairs] = text.split(' ');
  const rule = rules.get(id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  if (!Object.hasOwn(rule.when, severity)) throw new Error(`${id} has no level ${severity}`);
  const labels = Object.fromEntries(pairs.map((pair) => pair.split('=')));
  expect(Object.keys(labels)).toEqual(labelsOfRule(rule));
  return { ...rule.tags, ...labels, rule: id, severity, tenant: 'main' };
}

function mutedBy(target: string, firing: readonly string[]): (string | undefined)[] {
  const sources = firing.map((text) => ({ id: text, labels: labelsOf(text) }));
  return inhibitions.flatMap((one) => inhibitedBy(labelsOf(target), indexSources([one], sources)).map(() => one.name));
}

const providerCritical = 'delivery-by-provider critical provider=telnyx';
const noReceipts = 'overdue-by-provider critical provider=telnyx';

describe('X-4, R-08: of the shipped rules', () => {
  test.each<[string, string, string, string[]]>([
    [
      'a milder one of the family about the same',
      'failures-at-once high provider=telnyx',
      providerCritical,
      ['critical-of-the-same'],
    ],
    ['slow receipts while they stop', 'slow-receipts medium provider=telnyx', noReceipts, ['critical-of-the-same']],
    [
      'a campaign’s score while its delivery is critical',
      'campaign-score medium campaign=otp',
      'delivery-by-campaign critical campaign=otp',
      ['critical-of-the-same'],
    ],
    [
      'a carrier’s receipts while the provider’s stop',
      'overdue-by-carrier critical provider=telnyx carrier=AT&T',
      noReceipts,
      ['receipts-stopped'],
    ],
    ['shares of what has a receipt while few have', providerCritical, noReceipts, ['receipts-stopped']],
    [
      'a carrier a little low while its provider fails',
      'delivery-by-carrier high provider=telnyx carrier=AT&T',
      providerCritical,
      ['provider-fails'],
    ],
    [
      'less than usual while nothing is sent',
      'traffic-drop medium provider=telnyx',
      'traffic-silent high provider=telnyx',
      ['nothing-sent'],
    ],
    [
      'the silence of a provider whose API fails',
      'traffic-silent high provider=twilio',
      'twilio-api-failures critical',
      ['twilio-api-down'],
    ],
  ])('is muted: %s', (_, target, source, names) => {
    expect(mutedBy(target, [source])).toEqual(names);
    expect(mutedBy(target, [])).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['another provider', 'delivery-by-carrier high provider=twilio carrier=AT&T', providerCritical],
    [
      'a carrier that is critical itself',
      'delivery-by-carrier critical provider=telnyx carrier=AT&T',
      providerCritical,
    ],
    [
      'another carrier',
      'delivery-by-carrier high provider=telnyx carrier=Verizon',
      'delivery-by-carrier critical provider=telnyx carrier=AT&T',
    ],
    ['another campaign', 'delivery-by-campaign high campaign=otp', 'delivery-by-campaign critical campaign=spring'],
    ['a campaign, which names no provider', 'delivery-by-campaign critical campaign=otp', providerCritical],
    [
      'opt-outs while the campaign’s messages are forbidden',
      'opt-outs-by-campaign medium campaign=otp',
      'consent-or-quiet-hours critical campaign=otp',
    ],
    [
      'the silence of another provider than the API’s',
      'traffic-silent high provider=telnyx',
      'twilio-api-failures critical',
    ],
    ['a provider for being a little late with receipts', providerCritical, 'overdue-by-provider high provider=telnyx'],
  ])('is not muted: %s', (_, target, source) => {
    expect(mutedBy(target, [source])).toEqual([]);
  });

  test('nothing critical goes unheard: what mutes it is heard itself', () => {
    const firing = [
      noReceipts,
      providerCritical,
      'delivery-by-carrier critical provider=telnyx carrier=AT&T',
      'twilio-api-failures critical',
    ];
    expect(firing.filter((one) => mutedBy(one, firing).length === 0)).toEqual([
      noReceipts,
      'twilio-api-failures critical',
    ]);
  });
});

describe('an inhibition that is recommended', () => {
  const all = inhibitions.flatMap(({ name, source, target, equal }) =>
    [source, target].map((side) => {
      const named = side.filter(({ label }) => label === 'rule');
      return {
        name,
        equal,
        concerned: [...rules.values()].filter(({ id }) => named.every((one) => matches(one, id))),
        named,
      };
    }),
  );

  test('names rules that are shipped', () => {
    const ids = inhibitionsWithReasons.flatMap(({ inhibition: { source, target } }) =>
      [source, target].flatMap((side) => ('rule' in side ? [side.rule].flat() : [])),
    );
    expect(ids.length).toBeGreaterThan(5);
    expect(ids.filter((id) => typeof id !== 'string' || !rules.has(id))).toEqual([]);
  });

  test('goes by labels that the alerts of both its sides have', () => {
    const strange = all
      .filter(({ named }) => named.length > 0)
      .flatMap(({ name, equal, concerned }) =>
        concerned.flatMap((rule) =>
          equal.filter((label) => !labelsOfRule(rule).includes(label)).map((label) => `${name} ${rule.id} ${label}`),
        ),
      );
    expect(strange).toEqual([]);
  });

  test('says why', () => {
    expect(inhibitionsWithReasons.filter(({ why }) => why.length < 20)).toEqual([]);
  });
});

test('two rules of a family with the same labels differ in how they look: a family of one would mute nothing', () => {
  const families = [...rules.values()].flatMap(({ tags }) => tags.family ?? []);
  expect(
    families.filter((family, index) => families.indexOf(family) === index && families.lastIndexOf(family) === index),
  ).toEqual([]);
});
