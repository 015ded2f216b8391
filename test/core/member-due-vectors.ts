import type { Alert } from '../../functions/core/alert.ts';
import type { Told } from '../../functions/core/group.ts';
import type * as memberDueModule from '../../functions/core/member-due.ts';
import type { Standing } from '../../functions/core/member-due.ts';
import type { Heard } from '../../functions/core/notify-reason.ts';
import { minute } from '../../functions/core/time.ts';
import { outage, recovered } from '../support/alerts.ts';
import type { ModuleVector } from './module-vectors.ts';

type Module = Pick<typeof memberDueModule, 'memberDue'>;
type Given = {
  alert?: Alert;
  told?: Partial<Told>;
  decided?: Partial<NonNullable<Heard['decided']>>;
  standing?: Partial<Standing>;
  /** Minute. */
  now?: number;
};

/** It fires since minute 100. */
const fires = outage({ severity: 'high', firedAt: at(100) });
const inHand = { acknowledgedAt: at(150) };
const heard = { kind: 'firing', lastFiringSentAt: at(100) } as const;
const heardBefore = { kind: 'resolved', lastFiringSentAt: at(90) } as const;

/** SEMANTICS 4.6, 4.8: what people said, and what comes of it for one alert and channel. The cooldown is an hour. */
export const memberDueVectors: ModuleVector<Module>[] = [
  vector('nobody has said anything: it is told', {}, 'firing first high'),
  vector('4.6: muted: it is not told', { standing: { muted: true } }, 'nothing'),
  vector(
    '4.6: muted, its end is told',
    { alert: recovered(), told: heard, standing: { muted: true } },
    'resolved resolved high',
  ),
  vector('4.8: in hand: nobody else is told', { standing: inHand }, 'nothing'),
  vector(
    '4.8: in hand and worse: it is told',
    { told: { ...heard, severity: 'low' }, standing: inHand },
    'firing severity-rose high',
  ),
  vector(
    'muted and worse: it is not told',
    { told: { ...heard, severity: 'low' }, standing: { muted: true } },
    'nothing',
  ),
  vector(
    '4.8: called by a step: it is told',
    { told: heard, standing: { calledAt: at(150) } },
    'firing escalated high',
  ),
  vector(
    'called, and told in that minute: not again',
    { told: { ...heard, lastFiringSentAt: at(150) }, standing: { calledAt: at(150) } },
    'nothing',
  ),
  vector(
    'called, and that is on its way',
    { told: heard, decided: { at: at(150) }, standing: { calledAt: at(150) } },
    'nothing',
  ),
  vector(
    'called while an end is on its way: that is called back first',
    { told: heard, decided: { kind: 'resolved', at: at(155) }, standing: { calledAt: at(150) } },
    'withdraw superseded high',
  ),
  vector('called as it fires: that is its first notice', { standing: { calledAt: at(100) } }, 'firing first high'),
  vector(
    'called later, and unheard of: it has escalated',
    { standing: { calledAt: at(150) } },
    'firing escalated high',
  ),
  vector(
    'called within the cooldown of what came before: not yet',
    { told: heardBefore, standing: { calledAt: at(140) }, now: 149 },
    'nothing',
  ),
  vector(
    'called as that cooldown ends: it is told',
    { told: heardBefore, standing: { calledAt: at(150) }, now: 150 },
    'firing escalated high',
  ),
  vector(
    'called within the cooldown of this time: it is told',
    { told: heard, standing: { calledAt: at(110) }, now: 110 },
    'firing escalated high',
  ),
  vector(
    'a channel that hears of acknowledgements hears of one',
    { told: heard, standing: hearing(150) },
    'acknowledged acknowledged high',
  ),
  vector(
    'and not of one that it knows of',
    { told: { ...heard, acknowledgedAt: at(150) }, standing: hearing(150) },
    'nothing',
  ),
  vector(
    'nor if that is on its way',
    { told: heard, decided: { kind: 'acknowledged', at: at(150) }, standing: hearing(150) },
    'nothing',
  ),
  vector('nor of one about what it has heard nothing of', { standing: hearing(150) }, 'nothing'),
  vector('nor of one about what it believes to be over', { told: heardBefore, standing: hearing(150) }, 'nothing'),
  vector('another channel hears of none', { told: heard, standing: inHand }, 'nothing'),
  vector(
    '4.8.6: it is to be confirmed: that is told',
    { told: heard, standing: { ...inHand, confirmSince: at(155) } },
    'firing acknowledgement-ends high',
  ),
  vector(
    'once',
    { told: { ...heard, lastFiringSentAt: at(155) }, standing: { ...inHand, confirmSince: at(155) } },
    'nothing',
  ),
  vector(
    'given back: who knew that it was in hand is told',
    { told: { ...heard, acknowledgedAt: at(150) } },
    'firing unacknowledged high',
  ),
  vector(
    'given back after its end was told: nothing',
    { told: { ...heard, kind: 'resolved', acknowledgedAt: at(110) }, now: 120 },
    'nothing',
  ),
  vector(
    'given back, and that is on its way',
    { told: { ...heard, acknowledgedAt: at(150) }, decided: { at: at(155) } },
    'nothing',
  ),
  vector(
    'even from minute 0',
    { told: { ...heard, lastFiringSentAt: 0, acknowledgedAt: 0 }, decided: { at: 0 }, now: 10 },
    'nothing',
  ),
];

function vector(
  id: string,
  { alert = fires, told, decided, standing, now = 160 }: Given,
  gives: string,
): ModuleVector<Module> {
  const before: Told = { rule: alert.rule, kind: 'firing', severity: 'high', at: at(100), ...told };
  const heardOf: Heard = {
    ...(decided && { decided: { seq: 2, kind: 'firing', severity: 'high', at: at(150), ...decided } }),
    log: { seq: 1, outcome: 'sent', triedAt: at(100) },
    ...(told && { told: before }),
  };
  const said: Standing = { muted: false, hearsAcknowledgements: false, ...standing };
  const of = ({ memberDue }: Module) => {
    const due = memberDue(alert, heardOf, said, { cooldown: at(60) }, at(now));
    return due ? `${due.kind} ${due.reason} ${due.severity}` : 'nothing';
  };
  return { id, of, gives };
}

function hearing(acknowledgedAt: number): Partial<Standing> {
  return { hearsAcknowledgements: true, acknowledgedAt: at(acknowledgedAt) };
}

function at(minutes: number): number {
  return minutes * minute;
}
