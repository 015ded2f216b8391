import type { Actor, Handled, Policy } from '../../functions/core/handling.ts';
import { minute } from '../../functions/core/time.ts';

export const anna: Actor = { name: 'Anna', via: 'link' };
export const ben: Actor = { name: 'Ben', via: 'cli' };

/** An alert that fires since minute 0, high. */
export function firing(changes: Partial<Handled> = {}): Handled {
  const fires = { state: 'firing', severity: 'high', peak: 'high', episode: 1, firedAt: 0 } as const;
  return { tenant: 'main', rule: 'delivery-by-carrier', id: '7f3a9c0b1d2e', ...fires, ...changes };
}

/** `0 slack+mail, 15 pagerduty`: minutes since the first step, and whom it calls. */
export function policyOf(text: string, repeat = 0, repeatAfter = 15): Policy {
  const steps = text.split(', ').map((step) => {
    const [after = '', to = ''] = step.split(' ');
    return { after: Number(after) * minute, to: to.split('+') };
  });
  return { name: 'ladder', steps, repeat, repeatAfter: repeatAfter * minute };
}

/** Policy document 001: `0: Slack + mail; 15: PagerDuty + SMS; 30: phone; 60: manager`. */
export const ladder = '0 slack+mail, 15 pagerduty+sms, 30 phone, 60 manager';
