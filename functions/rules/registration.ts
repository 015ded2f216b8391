import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { localStamps } from '../core/calendar.ts';
import { blockingStatuses, registrationStatuses, registrationUnits } from '../core/registration/event.ts';
import { type Standing, standingAt } from '../core/registration/standing.ts';
import type { Severity } from '../core/severity.ts';
import { isWanted, type Labels } from './grouping.ts';
import type { Judgement, Look, RuleKind, RuleWords, Series } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels, noSettling } from './rule-settings.ts';

const settings = commonSettings
  .extend({
    kind: z.literal('registration'),
    settle: noSettling,
    /** Only these; absent: all. */
    units: z.array(z.enum(registrationUnits)).min(1).optional(),
    /** How it may not stand; default: every way in which nothing is sent. */
    statuses: z.array(z.enum(registrationStatuses)).min(1).default(blockingStatuses),
    when: levels(z.strictObject({ for: hold })),
  })
  .refine(({ by }) => by.length === 0, { path: ['by'], message: 'it is always by registration: leave it out' })
  .refine(({ where }) => Object.keys(where).every((label) => label === 'provider'), {
    path: ['where'],
    message: 'registrations are told apart by provider only; limit them by units',
  });
type RegistrationRule = z.output<typeof settings>;

/** Brands, campaigns, numbers, templates, … that stand as they should not, each by itself. */
export const registration = {
  settings,
  async judge(rule: RegistrationRule, { tick, zone, read }: Look): Promise<Judgement> {
    const wanted = (await read.registrations()).filter(
      ({ provider, unit }) => isWanted(rule, { provider }) && (rule.units?.includes(unit) ?? true),
    );
    const stamp = localStamps(zone);
    const all = wanted.flatMap((entry): Series | [] => {
      const standing = standingAt(entry, tick);
      if (standing === undefined) return [];
      const verdict: Verdict = rule.statuses.includes(standing.status) ? 'bad' : 'good';
      const { provider, unit, id } = entry;
      return {
        labels: { provider, unit, id },
        verdicts: mapLevels(rule.when, () => verdict),
        evidence: evidenceOf(standing, verdict, tick, stamp),
      };
    });
    const [series, healthy] = [all.filter(isBad), all.filter((one) => !isBad(one))];
    const good = new Map(healthy.map((one) => [keyOf(one.labels), one]));
    return { series, healthy, absent: (labels) => good.get(keyOf(labels)) };
  },
  uncounted: true,
  labels: () => ['provider', 'unit', 'id'],
  words(_rule: RegistrationRule, _severity: Severity, { notes }: Evidence): RuleWords {
    return { unit: 'count', facts: notes };
  },
} satisfies RuleKind<typeof settings>;

function isBad({ verdicts }: Series): boolean {
  return Object.values(verdicts).includes('bad');
}

function keyOf({ provider, unit, id }: Labels): string {
  return JSON.stringify([provider, unit, id]);
}

function evidenceOf(standing: Standing, verdict: Verdict, tick: number, stamp: Stamp): Evidence {
  const failures = verdict === 'bad' ? 1 : 0;
  const window = { from: tick, to: tick };
  return { sample: failures, failures, window, codes: [], hit: [], notes: notesOf(standing, stamp) };
}

type Stamp = (at: number) => string;

function notesOf({ status, word, reason, since }: Standing, stamp: Stamp): string[] {
  const told = `${status} since ${stamp(since)}, in the provider's word ${word}`;
  return reason === undefined ? [told] : [told, `reason: ${reason}`];
}
