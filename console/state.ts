import { type Address, parseAddress } from './address.ts';
import type { Deed } from './question.ts';
import type { Store } from './store.ts';

/** Who looks. @property name as others see it beside what is done */
export type Session = { token?: string | undefined; name: string };

export type MatcherRow = { label: string; op: string; value: string };

/** What stands above the page until it is answered. */
export type Dialog =
  | { kind: 'silence'; title: string; matchers: readonly MatcherRow[] }
  | { kind: 'confirm'; deed: Deed }
  | { kind: 'override'; rule: string; settings: string }
  | { kind: 'take-over'; schedule: string }
  | { kind: 'name' };

/** How something that somebody did ended. */
export type Outcome = { good: boolean; words: readonly string[] };

export type State = {
  address: Address;
  session: Session;
  store: Store;
  /** Why the token is not taken any more. */
  refused?: string | undefined;
  dialog?: Dialog | undefined;
  /** Why what the dialog asked for was not done. */
  dialogProblem?: string | undefined;
  outcome?: Outcome | undefined;
  /** What is on its way, by {@link Deed.keepAs} or path. */
  busy: ReadonlySet<string>;
  paused: boolean;
};

export function firstState(session: Session, hash: string): State {
  return { address: parseAddress(hash), session, store: new Map(), busy: new Set(), paused: false };
}
