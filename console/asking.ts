import { askApi } from './client.ts';
import { type HeldState, keepReply, signOut } from './held-state.ts';
import { pageOf } from './pages.ts';
import type { Question } from './question.ts';
import { aboutQuestion, questions } from './questions.ts';
import type { State } from './state.ts';
import { dueQuestions } from './store.ts';

/** All that is asked for what is looked at now. */
export function askedOf({ address, paused }: State): Question<unknown>[] {
  const shown = paused && address.page === 'live' ? [] : pageOf(address).asks(address);
  return [aboutQuestion, questions.firing(address), ...shown];
}

/** Asks the API for what is looked at; nothing twice at the same time. */
export function createAsking(held: HeldState) {
  const underWay = new Set<string>();

  const ask = async ({ path }: Question<unknown>) => {
    underWay.add(path);
    const { session } = held.read();
    const reply = await askApi(path, session);
    underWay.delete(path);
    // Somebody else may have signed in meanwhile.
    if (session.token !== held.read().session.token) return;
    if (reply.kind === 'signed-out') signOut(held, reply.why);
    else keepReply(held, path, reply);
  };
  const askThose = async (of: (asked: Question<unknown>[], state: State) => Question<unknown>[]) => {
    const state = held.read();
    if (state.session.token === undefined) return;
    const free = askedOf(state).filter(({ path }) => !underWay.has(path));
    await Promise.all(of(free, state).map(ask));
  };
  return {
    ask,
    askAll: () => askThose((asked) => asked),
    askDue: () => askThose((asked, { store }) => dueQuestions(store, asked, Date.now())),
  };
}
