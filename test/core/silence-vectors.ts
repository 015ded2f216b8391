import type { Actor } from '../../functions/core/handling.ts';
import type { Matcher } from '../../functions/core/matcher.ts';
import type * as silenceModule from '../../functions/core/silence.ts';
import type { Silence, SilenceChange, SilenceRequest } from '../../functions/core/silence.ts';
import { hour, minute } from '../../functions/core/time.ts';
import type { ModuleVector } from './module-vectors.ts';

type Module = Pick<
  typeof silenceModule,
  'silenceState' | 'silencesOver' | 'createSilence' | 'editSilence' | 'expireSilence'
>;

export const ten = Date.UTC(2026, 10, 20, 10);
export const half = 30 * minute;
export const ada: Actor = { name: 'ada', via: 'cli' };
export const bob: Actor = { name: 'bob', via: 'slack' };
export const spring: Matcher = { label: 'campaign', op: '=~', value: 'spring-.*' };
export const known: Matcher = { label: 'carrier', op: '!=', value: 'unknown' };
export const request = (changes: Partial<SilenceRequest> = {}): SilenceRequest => ({
  matchers: [spring],
  startsAt: ten,
  endsAt: ten + half,
  comment: 'a known fault',
  ...changes,
});

/** Written out, so that it is the same whatever makes silences. */
function made(changes: Partial<Silence> = {}): Silence {
  const { startsAt = ten, endsAt = ten + half } = changes;
  const said = { matchers: [spring], comment: 'a known fault', by: ada, createdAt: ten, ...changes };
  return { tenant: 'main', id: 's-1', rev: 1, ...said, startsAt, endsAt };
}

const now = ten + 10 * minute;
const pending = made({ startsAt: ten + hour, endsAt: ten + 2 * hour });
const turned = [known, { ...spring, value: 'spring-1' }];

/** SEMANTICS 4.6, of a silence [10:00,10:30). */
export const silenceVectors: ModuleVector<Module>[] = [
  state('4.6: at 09:59:59 it is pending', ten - 1000, 'pending'),
  state('4.6: at 10:00 it is active', ten, 'active'),
  state('4.6: at 10:29:59 it is active', ten + half - 1000, 'active'),
  state('4.6: at 10:30 it is expired', ten + half, 'expired'),
  creation('4.6: without matchers is refused', { matchers: [] }, 'a silence needs at least one matcher'),
  creation(
    '4.6: with matchers that all match the empty text is refused',
    { matchers: [known, { label: 'campaign', op: '=~', value: '.*' }] },
    'at least one matcher must not match the empty text: this would silence alerts without the label too',
  ),
  creation('4.6: that ends before it starts is refused', { endsAt: ten - 1 }, 'a silence cannot end before it starts'),
  creation('4.6: that is over is refused', { startsAt: ten - hour, endsAt: ten - 1 }, 'its end is over already'),
  creation(
    '4.6: that ends in the past, without a start, is refused',
    { startsAt: undefined, endsAt: ten - 1 },
    'a silence cannot end before it starts',
  ),
  creation('4.6: one matcher that does not match the empty text is enough', { matchers: [known, spring] }, 'created'),
  creation('4.6: it may end when it starts', { endsAt: ten }, 'created'),
  creation('4.6: it may have started and end now', { startsAt: ten - hour, endsAt: ten }, 'created'),
  edit('4.6: an active one may end later', made(), { endsAt: ten + hour }, 'changed'),
  edit('4.6: an active one may end now', made(), { endsAt: now }, 'changed'),
  edit('4.6: a pending one may start now', pending, { startsAt: now }, 'changed'),
  edit(
    '4.6: a pending one may start and end later',
    pending,
    { startsAt: ten + 3 * hour, endsAt: ten + 4 * hour },
    'changed',
  ),
  edit(
    '4.6: its matchers may be said in another order',
    made({ matchers: [spring, known] }),
    { matchers: [known, spring] },
    'changed',
  ),
  edit('4.6: its comment may change', made(), { comment: 'the fault is ours' }, 'changed'),
  edit('4.6: other matchers are another silence', made(), { matchers: turned }, 'replaced at 10'),
  edit(
    '4.6: another start of an active one is another silence',
    made(),
    { startsAt: ten + hour, endsAt: ten + 2 * hour },
    'replaced at 10',
  ),
  edit('4.6: a start in the past of a pending one is another silence', pending, { startsAt: ten }, 'replaced at 10'),
  edit('4.6: an expired one stays as it is', made({ endsAt: now }), { endsAt: ten + hour }, 'replaced as it was'),
  edit(
    '4.6: an expired one is not even changed to the same start',
    made({ endsAt: now }),
    { comment: 'again', endsAt: ten + hour },
    'replaced as it was',
  ),
  edit('an end in the past is refused', made(), { endsAt: ten }, 'its end is over already'),
  {
    id: '4.6: an expired one cannot end again',
    of: ({ expireSilence }) => expireSilence(made(), { by: bob, now: ten + half }),
    gives: { kind: 'refused', why: 'the silence is over already' },
  },
];

function state(id: string, at: number, gives: ReturnType<Module['silenceState']>): ModuleVector<Module> {
  const of = ({ silenceState, silencesOver }: Module) => {
    const over = silencesOver({ campaign: 'spring-1' }, [made()], at).length > 0;
    return silencesOver({ campaign: 'autumn' }, [made()], at).length > 0
      ? 'all'
      : `${silenceState(made(), at)} ${over}`;
  };
  return { id, of, gives: `${gives} ${gives === 'active'}` };
}

function creation(id: string, changes: Partial<SilenceRequest>, gives: string): ModuleVector<Module> {
  const of = ({ createSilence }: Module) => {
    const done = createSilence(request(changes), { tenant: 'main', id: 's-1', by: ada, now: ten });
    return done.kind === 'refused' ? done.why : done.kind;
  };
  return { id, of, gives };
}

function edit(id: string, silence: Silence, change: SilenceChange, gives: string): ModuleVector<Module> {
  const of = ({ editSilence }: Module) => {
    const done = editSilence(silence, change, { id: 's-2', by: bob, now });
    if (done.kind === 'refused') return done.why;
    if (done.kind === 'changed') return done.kind;
    return done.expired === silence ? 'replaced as it was' : `replaced at ${(done.expired.endsAt - ten) / minute}`;
  };
  return { id, of, gives };
}
