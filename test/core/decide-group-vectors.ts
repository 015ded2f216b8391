import { inHand, type Module, vector } from './decide-group-vector.ts';
import type { ModuleVector } from './module-vectors.ts';

const first = { is: 'fires', due: 'first' } as const;
const known = { is: 'fires', told: 'firing' } as const;
const ended = { is: 'over', told: 'firing', due: 'resolved' } as const;
const unheard = { is: 'over', due: 'superseded' } as const;
const back = { is: 'fires', told: 'firing', due: 'superseded' } as const;

/** SEMANTICS 4.3: `firing first high: a, b over`; `~`: it is said to flap. */
export const decideGroupVectors: ModuleVector<Module>[] = [
  vector('news of one alert lists all that fire', { a: first, b: { is: 'fires' } }, 'firing first high: a, b'),
  vector('no news: nothing', { a: known }, 'nothing'),
  vector('what is new beside what is known: new alerts', { a: known, b: first }, 'firing new-alerts high: a, b'),
  vector(
    'what comes back beside what is known: new alerts',
    { a: known, b: { is: 'fires', told: 'resolved', due: 'cooldown-over' } },
    'firing new-alerts high: a, b',
  ),
  vector(
    'what comes back alone: its own reason',
    { a: { is: 'fires', told: 'resolved', due: 'cooldown-over' } },
    'firing cooldown-over high: a',
  ),
  vector(
    'a reminder is one whoever else is known',
    { a: { ...known, due: 'repeat' }, b: known },
    'firing repeat high: a, b',
  ),
  vector('new before its time: not yet', { a: first }, 'nothing', { flushed: false }),
  vector(
    'worse before its time: at once',
    { a: { ...known, due: 'severity-rose' }, b: first },
    'firing severity-rose high: a, b',
    { flushed: false },
  ),
  vector(
    'what waits out its cooldown is not listed',
    { a: first, b: { is: 'fires', told: 'resolved' } },
    'firing first high: a',
  ),
  vector('what is muted is not listed', { a: first, b: { is: 'fires', muted: true } }, 'firing first high: a'),
  vector(
    'acknowledged before its time: at once, and that kind',
    { a: { ...known, due: 'acknowledged' } },
    'acknowledged acknowledged high: a',
    { flushed: false },
  ),
  vector('all over: that, and the severity that was told', { a: ended }, 'resolved resolved critical: a over'),
  vector(
    '4.3: some over: the worst of what fires counts',
    { a: { ...known, severity: 'low' }, b: ended },
    'firing some-resolved low: a, b over',
  ),
  vector('4.3: some over, to a channel that hears of no end', { a: known, b: ended }, 'nothing', {
    sendsResolved: false,
  }),
  vector('4.3: all over, to a channel that hears of no end', { a: ended }, 'resolved resolved critical: a over', {
    sendsResolved: false,
  }),
  vector(
    'all over but what is muted: over for the channel',
    { a: ended, b: { ...known, muted: true } },
    'resolved resolved critical: a over',
  ),
  vector('what flaps is said to', { a: { is: 'flaps', due: 'flapping' } }, 'firing flapping high: a~'),
  vector(
    'what flaps has not ended before it rests',
    { a: { is: 'rests', told: 'firing' }, b: first },
    'firing new-alerts high: a~, b',
  ),
  vector(
    'what flaps, and was said to be over, does not fire',
    { a: { is: 'rests', told: 'resolved' }, b: first },
    'firing first high: b',
  ),
  vector(
    'what has to hold anew has not ended',
    { a: { is: 'held', told: 'firing' }, b: ended },
    'firing some-resolved high: a, b over',
  ),
  vector(
    'what is pending after its end has ended',
    { a: { is: 'pending', told: 'firing', due: 'resolved' }, b: known },
    'firing some-resolved high: b, a over',
  ),
  vector('unheard of and over: called back', { a: unheard }, 'withdraw superseded high: a', inHand('firing', 'a')),
  vector('unheard of and over before its time: called back', { a: unheard }, 'withdraw superseded high: a', {
    ...inHand('firing', 'a'),
    flushed: false,
  }),
  vector('unheard of and over, but given up: nothing to call back', { a: unheard }, 'nothing', {
    ...inHand('firing', 'a'),
    became: 'failed',
  }),
  vector('unheard of and over, but still being tried: called back', { a: unheard }, 'withdraw superseded high: a', {
    ...inHand('firing', 'a'),
    became: 'retrying',
  }),
  vector('unheard of, and called back already', { a: unheard }, 'nothing', inHand('withdraw', 'a')),
  vector(
    'unheard of and muted: it may come yet',
    { a: { is: 'fires', muted: true } },
    'nothing',
    inHand('firing', 'a'),
  ),
  vector(
    'unheard of and over while another fires: it stays',
    { a: unheard, b: { is: 'fires' } },
    'nothing',
    inHand('firing', 'a', 'b'),
  ),
  vector(
    'unheard of and over, and another was told of: it stays',
    { a: unheard, b: { ...known, muted: true } },
    'nothing',
    inHand('firing', 'a'),
  ),
  vector('an end waits for its time beside what was called back', { a: unheard, b: ended }, 'nothing', {
    ...inHand('firing', 'a'),
    flushed: false,
  }),
  vector('unheard of and over is no end', { a: unheard, b: known }, 'nothing', inHand('firing', 'a', 'b')),
  vector(
    'all back before their end is told: that is called back',
    { a: back, b: back },
    'withdraw superseded critical: a over, b over',
    inHand('resolved', 'a', 'b'),
  ),
  vector(
    'some back: the end of the others is told, at once',
    { a: back, b: ended },
    'firing some-resolved high: a, b over',
    { ...inHand('resolved', 'a', 'b'), flushed: false },
  ),
  vector(
    'all back, and another has ended: that is told, at once',
    { a: back, c: ended },
    'firing some-resolved high: a, c over',
    { ...inHand('resolved', 'a'), flushed: false },
  ),
  vector('the end of what is gone is not called back', { b: { is: 'fires' } }, 'nothing', inHand('resolved', 'a')),
  vector('news after an end waits for its time', { a: first }, 'nothing', {
    ...inHand('resolved', 'b'),
    became: 'sent',
    flushed: false,
  }),
  vector('what is in hand unheard of is no news after an end', { a: { is: 'fires' } }, 'nothing', {
    ...inHand('resolved', 'b'),
    became: 'sent',
  }),
  vector(
    'called by a step alone: its first notice is at once',
    { a: { ...first, called: true } },
    'firing first high: a',
    {
      flushed: false,
    },
  ),
  vector(
    'called by a step alone, and known: nothing of its own',
    { a: { ...known, called: true }, b: first },
    'nothing',
    {
      flushed: false,
    },
  ),
  vector(
    'acknowledged while another is new, at its time: what is new, which says both',
    { a: { ...known, due: 'acknowledged' }, b: first },
    'firing new-alerts high: a, b',
  ),
  vector(
    'acknowledged while another is new, before its time: only that',
    { a: { ...known, due: 'acknowledged' }, b: first },
    'acknowledged acknowledged high: a, b',
    { flushed: false },
  ),
  vector(
    'over, and tried in vain where incidents are kept: it may have arrived, so its end is told',
    { a: unheard },
    'resolved resolved high: a over',
    { ...inHand('firing', 'a'), became: 'retrying', keepsIncidents: true },
  ),
  vector('over, and not tried yet: called back, there too', { a: unheard }, 'withdraw superseded high: a', {
    ...inHand('firing', 'a'),
    keepsIncidents: true,
  }),
  vector(
    'back, and its end was tried in vain where incidents are kept: told again that it fires',
    { a: back },
    'firing superseded high: a',
    { ...inHand('resolved', 'a'), became: 'retrying', keepsIncidents: true },
  ),
  vector(
    'back, but muted, and its end was tried in vain: called back, there too',
    { a: { ...back, muted: true } },
    'withdraw superseded critical: a over',
    { ...inHand('resolved', 'a'), became: 'retrying', keepsIncidents: true },
  ),
];
