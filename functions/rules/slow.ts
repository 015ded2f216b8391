import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import type { Severity } from '../core/severity.ts';
import { type SlowMessages, type Slowness, slownessOf, slowOf } from '../core/slow.ts';
import { minute } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { known } from './evidence.ts';
import { isWanted } from './grouping.ts';
import type { Judgement, Look, RuleKind, RuleWords, Series, Slot, Span } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels, noSettling } from './rule-settings.ts';
import { duration, share, wholeMinutes } from './values.ts';
import { openWindow } from './windows.ts';

const calm = 10 * minute;

const settings = commonSettings
  .extend({
    kind: z.literal('slow'),
    /** From this time on a message is slow, delivered or not. */
    after: duration.default(4 * minute),
    /** How far back what is judged may have started. */
    window: wholeMinutes.default(10 * minute),
    /** From this share of slow messages on a provider is slow. */
    share: share.default(0.3),
    /** Providers with fewer messages are not judged, and do not tell whether all are slow. */
    minSamples: z.number().int().positive().default(10),
    when: levels(z.strictObject({ for: hold })),
    // What began and waits is what this kind is about: it looks at minutes before they settle.
    settle: noSettling,
    // At most one change in ten minutes: it neither ends nor is told again within them.
    keepFiring: duration.default(calm),
    cooldown: duration.default(calm),
  })
  .refine(({ by }) => by.length === 0, { path: ['by'], message: 'it is always by provider: leave it out' })
  .refine((rule) => rule.after < rule.window, { path: ['after'], message: 'must be shorter than window' });
type SlowRule = z.output<typeof settings>;

/** The label of the alert that says that all providers are slow. */
const everybody = 'all';

/**
 * Providers that deliver slowly, by the rule of GOV.UK Notify (SEMANTICS 4.14). If all are slow the fault is ours or the
 * recipients': one alert says so, and of single providers nothing is known, so that theirs neither begin nor end.
 */
export const slow = {
  settings,
  async judge(rule: SlowRule, { tick, read }: Look): Promise<Judgement> {
    const window = openWindow(rule.window, tick);
    const found = byProvider(await read.slots('provider', window), tick, rule.after);
    const enough = new Map([...found].filter(([, { all }]) => all >= rule.minSamples));
    const slowness = slownessOf(sharesOf(enough), rule.share);
    const series = (provider: string, verdict: Verdict, messages: SlowMessages): Series => ({
      labels: { provider },
      verdicts: mapLevels(rule.when, () => verdict),
      evidence: evidenceOf(messages, window),
    });
    const providers = [...found].map(([provider, messages]) => {
      return series(provider, enough.has(provider) ? verdictOf(provider, slowness) : 'unknown', messages);
    });
    const all = series(everybody, ofEverybody(slowness, enough.size), sumOf([...enough.values()]));
    return { series: [...providers.filter(({ labels }) => isWanted(rule, labels)), all] };
  },
  labels: () => ['provider'],
  words(rule: SlowRule, severity: Severity): RuleWords {
    return {
      unit: 'share',
      threshold: rule.when[severity] && `threshold ${valueText(rule.share, 'share')}`,
      counted: `{failures} of {sample} messages took ${valueText(rule.after, 'millis')} or longer, or wait that long already`,
    };
  },
} satisfies RuleKind<typeof settings>;

function byProvider(slots: readonly Slot[], now: number, after: number): Map<string, SlowMessages> {
  const providers = new Set(slots.flatMap(({ values }) => [...values.keys()]));
  return new Map(
    [...providers].map((provider) => {
      const buckets = slots.map(({ from, to, values }) => ({ from, to, measures: values.get(provider) ?? {} }));
      return [provider, slowOf(buckets, now, after)];
    }),
  );
}

function verdictOf(provider: string, slowness: Slowness): Verdict {
  if (slowness.kind === 'everywhere') return 'unknown';
  return slowness.kind === 'providers' && slowness.providers.includes(provider) ? 'bad' : 'good';
}

function ofEverybody({ kind }: Slowness, judged: number): Verdict {
  if (judged === 0) return 'unknown';
  return kind === 'everywhere' ? 'bad' : 'good';
}

function sharesOf(found: ReadonlyMap<string, SlowMessages>): Record<string, number> {
  return Object.fromEntries([...found].map(([provider, { slow, all }]) => [provider, slow / all]));
}

function sumOf(found: readonly SlowMessages[]): SlowMessages {
  return found.reduce((sum, one) => ({ slow: sum.slow + one.slow, all: sum.all + one.all }), { slow: 0, all: 0 });
}

function evidenceOf({ slow, all }: SlowMessages, window: Span): Evidence {
  const measured = { value: all > 0 ? slow / all : undefined, sample: all, failures: Math.round(slow) };
  return { ...known(measured), window, codes: [], hit: [] };
}
