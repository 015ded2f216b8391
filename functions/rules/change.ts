import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { countName, moneyName } from './amounts.ts';
import type { Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import { commonSettings, gateSettings, hold, levels, reminderIssue, remindersFit } from './rule-settings.ts';
import { dollars, share, wholeMinutes } from './values.ts';

/** Bad from more than so many times as much on, from so much more on, or from so much less on. */
const level = z.union(
  [
    z.strictObject({ factor: z.number().gt(1), for: hold }),
    z.strictObject({ rise: share, for: hold }),
    z.strictObject({ fall: share, for: hold }),
  ],
  { error: "write { factor: 2, for: '5m' }, { rise: '50%', for: '5m' } or { fall: '50%', for: '5m' }" },
);

const dollarForm = { message: 'write dollars such as $1' };

function isDollars(text: string): boolean {
  return dollars.safeParse(text).success;
}

function isMoney(name: string): boolean {
  return moneyName.safeParse(name).success;
}

function isDivided(by: readonly string[]): boolean {
  return by.length > 0 && !by.includes('errorCode');
}

const settings = commonSettings
  .extend({
    kind: z.literal('change'),
    /** Without `over` amounts are compared, with it shares. */
    of: z.union([countName, moneyName], { error: 'name an amount, a measure or money' }),
    over: countName.optional(),
    window: wholeMinutes.default(60 * minute),
    /** The same time of the day or week before, the mean of the seven whole days before, or the other scopes. */
    against: z.enum(['yesterday', 'last-week', 'week-average', 'rest']).default('yesterday'),
    minSamples: gateSettings.minSamples,
    minFailures: gateSettings.minFailures,
    /** How certain it must be that it is no chance; of money nothing is known but what it is. */
    certain: share.refine((value) => value > 0 && value < 1, { message: 'must be between 0 and 100 %' }).default(0.95),
    /** Amounts up to this are never bad: a number, or for money dollars, such as $1. */
    floor: z.union([z.number().nonnegative(), z.string().refine(isDollars, dollarForm)]).optional(),
    when: levels(level),
  })
  .refine(remindersFit, reminderIssue)
  .refine(({ of, over }) => !isMoney(of) || over === undefined, { path: ['over'], message: 'money has no share' })
  .refine(({ of, floor }) => !isMoney(of) || typeof floor === 'string', {
    path: ['floor'],
    message: 'money needs one, such as $1: a cent is soon doubled',
  })
  .refine(({ of, floor }) => isMoney(of) || typeof floor !== 'string', {
    path: ['floor'],
    message: 'of what is counted, write a number',
  })
  .refine(({ over, floor }) => over === undefined || floor === undefined, {
    path: ['floor'],
    message: 'of shares, set minSamples and minFailures',
  })
  .refine(({ against, over, by }) => against !== 'rest' || (over !== undefined && isDivided(by)), {
    path: ['against'],
    message:
      'rest needs over, and to group by anything but error codes: it compares shares of scopes that exclude each other',
  });
type ChangeRule = z.output<typeof settings>;

/** An amount or a share against what it was, or is elsewhere. */
export const change = {
  settings,
  async judge(_rule: ChangeRule, _look: Look): Promise<Judgement> {
    return { series: [] };
  },
  words(_rule: ChangeRule, _severity: Severity, _evidence: Evidence): RuleWords {
    return { unit: 'factor' };
  },
} satisfies RuleKind<typeof settings>;
