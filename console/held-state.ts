import { forgetToken } from './session.ts';
import type { State } from './state.ts';
import { onlyOf, type Reply, withReply } from './store.ts';

const mostKept = 80;

/** The one state of the page. Whoever changes it has it shown. */
export type HeldState = { read(): State; update(changes: Partial<State>): void };

export function holdState(first: State, show: (state: State) => void): HeldState {
  let state = first;
  return {
    read: () => state,
    update(changes) {
      state = { ...state, ...changes };
      show(state);
    },
  };
}

/** Keeps what was answered under a name: the path that was asked. */
export function keepReply({ read, update }: HeldState, name: string, reply: Reply): void {
  update({ store: onlyOf(withReply(read().store, name, reply, Date.now()), mostKept) });
}

/** Nothing stays of what a token opened. @param refused why it opens nothing any more */
export function signOut({ read, update }: HeldState, refused?: string): void {
  forgetToken();
  update({ session: { ...read().session, token: undefined }, store: new Map(), refused, dialog: undefined });
}
