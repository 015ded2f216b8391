import type { Alert } from '../../functions/core/alert.ts';
import { alertId } from '../../functions/core/alert-id.ts';
import { withFlapping } from '../../functions/core/flapping.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { step } from '../../functions/core/step.ts';
import { hour, minute } from '../../functions/core/time.ts';

/** When an alert fires: minutes `[from, to)`, by default high. */
export type Spell = readonly [from: number, to: number, severity?: ToldSeverity];
/** By name of an alert; its labels are what follows the rule: `delivery provider=telnyx carrier=AT&T`. */
export type Fires = Record<string, readonly Spell[]>;

export const toldSeverities = ['critical', 'high', 'low'] as const satisfies readonly Severity[];
export type ToldSeverity = (typeof toldSeverities)[number];

/** A rule of which the story says itself when it fires. */
export const toldRule = {
  kind: 'ratio',
  of: 'failed',
  over: 'settled',
  when: { critical: { above: '10%' }, high: { above: '5%' }, low: { above: '1%' } },
  summary: 'Too many fail',
} as const;

/** A look at an alert that does what a story says. @param minuteOf the minute of the story at a time */
export function toldAlert(
  before: Alert | undefined,
  { name, spells, flapping }: { name: string; spells: readonly Spell[]; flapping: boolean },
  at: number,
  minuteOf: (at: number) => number,
): Alert | undefined {
  const spell = spells.find(([from, to]) => from <= minuteOf(at) && minuteOf(at) < to);
  const worst = toldSeverities.indexOf(spell?.[2] ?? 'high');
  const verdicts = Object.fromEntries(
    toldSeverities.map((level, place) => [level, spell && place >= worst ? 'bad' : 'good'] as const),
  );
  const window = { from: at - minute, to: at };
  const evidence = { value: 0.2, sample: 100, failures: 20, window, codes: [], hit: [] };
  const holds = { critical: 0, high: 0, low: 0 };
  const seen = { tenant: 'main', ...identityOf(name), verdicts, evidence };
  const { alert } = step(before, seen, { holds, keepFiring: 0, staleAfter: hour }, at);
  const flaps = { changes: 4, evaluations: 20, every: minute };
  return alert && flapping ? withFlapping(before, alert, flaps, at) : alert;
}

export function identityOf(name: string) {
  const [rule = '', ...pairs] = name.split(' ');
  const labels = Object.fromEntries(
    pairs.map((pair) => {
      const [label = '', value = ''] = pair.split('=');
      return [label, value];
    }),
  );
  return { rule, labels, id: alertId('main', rule, labels) };
}
