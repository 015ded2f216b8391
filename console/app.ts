import { outcomeLines } from '../functions/act/outcome-lines.ts';
import { parseAddress } from './address.ts';
import type { Done } from './answers.ts';
import { askApi, sendDeed } from './client.ts';
import { type Meant, meantBy, type Sent } from './forms.ts';
import { foundByNumber } from './pages/messages-page.ts';
import { pageOf } from './pages.ts';
import type { Deed, Question } from './question.ts';
import { aboutQuestion, questions } from './questions.ts';
import { forgetToken, keepName, keepToken, openSession } from './session.ts';
import { type Dialog, firstState, type State } from './state.ts';
import { dueQuestions, onlyOf, parsed, type Reply, withReply } from './store.ts';

const mostKept = 80;

/** The page's state, and everything that changes it. `show` is called after each change. */
export function createApp(show: (state: State) => void) {
  let state = firstState(openSession(), location.hash);
  const asking = new Set<string>();

  const update = (changes: Partial<State>) => {
    state = { ...state, ...changes };
    show(state);
  };
  const keep = (path: string, reply: Reply) => {
    if (reply.kind === 'signed-out') return signOut(reply.why);
    update({ store: onlyOf(withReply(state.store, path, reply, Date.now()), mostKept) });
  };
  const signOut = (refused?: string) => {
    forgetToken();
    update({ session: { ...state.session, token: undefined }, store: new Map(), refused, dialog: undefined });
  };
  const ask = async ({ path }: Question<unknown>) => {
    asking.add(path);
    const { session } = state;
    const reply = await askApi(path, session);
    asking.delete(path);
    if (session.token === state.session.token) keep(path, reply);
  };
  /** Asks what is due, or all that is looked at. */
  const refresh = async (isAll = false) => {
    if (state.session.token === undefined) return;
    const wanted = askedOf(state).filter(({ path }) => !asking.has(path));
    await Promise.all((isAll ? wanted : dueQuestions(state.store, wanted, Date.now())).map(ask));
  };
  const send = async (deed: Deed) => {
    const name = deed.keepAs ?? deed.path;
    if (state.busy.has(name)) return;
    update({ busy: new Set([...state.busy, name]), outcome: undefined, dialogProblem: undefined });
    const reply = await sendDeed(deed, state.session);
    update({ busy: new Set([...state.busy].filter((one) => one !== name)) });
    if (reply.kind === 'signed-out') return signOut(reply.why);
    if (reply.kind === 'problem') {
      return update(
        state.dialog === undefined ? { outcome: { good: false, words: [reply.why] } } : { dialogProblem: reply.why },
      );
    }
    if (deed.keepAs === undefined) update({ dialog: undefined, outcome: { good: true, words: doneWords(reply.text) } });
    else update({ dialog: undefined, store: withReply(state.store, deed.keepAs, reply, Date.now()) });
    await refresh(true);
  };
  const carryOut = async (meant: Meant) => {
    if (meant.kind === 'deed') {
      if (meant.deed.keepAs === foundByNumber && state.address.id !== undefined) location.hash = '#/messages';
      return send(meant.deed);
    }
    if (meant.kind === 'go') location.hash = meant.to;
    if (meant.kind === 'unreadable') update({ dialogProblem: meant.why });
    if (meant.kind === 'name') {
      keepName(meant.name);
      update({ session: { ...state.session, name: meant.name }, dialog: undefined });
    }
    if (meant.kind === 'sign-in') {
      keepToken(meant.token);
      keepName(meant.name);
      update({ session: { token: meant.token, name: meant.name }, refused: undefined });
      await ask(aboutQuestion);
      await refresh(true);
    }
  };
  return {
    start: () => update({}),
    refresh,
    again: () => update({}),
    send,
    submit: (sent: Sent) => carryOut(meantBy(sent, state)),
    open: (dialog: Dialog | undefined) => update({ dialog, dialogProblem: undefined }),
    say: (words: string, good = true) => update({ outcome: { good, words: [words] } }),
    dismiss: () => update({ outcome: undefined }),
    pause: () => update({ paused: !state.paused }),
    signOut,
    /** @returns whether it is another page */
    go: (hash: string) => {
      const before = state.address;
      if (hash.startsWith('#token='))
        return update({ session: openSession(), address: parseAddress(location.hash), refused: undefined });
      update({ address: parseAddress(hash), outcome: undefined });
      void refresh();
      return state.address.page !== before.page || state.address.id !== before.id;
    },
  };
}
export type App = ReturnType<typeof createApp>;

/** All that is asked for what is looked at now. */
export function askedOf({ address, paused }: State): Question<unknown>[] {
  const shown = paused && address.page === 'live' ? [] : pageOf(address).asks(address);
  return [aboutQuestion, questions.firing(address), ...shown];
}

function doneWords(text: string): readonly string[] {
  if (text === '') return ['Done.'];
  const { changes = [], unchanged = [], notes = [] } = parsed<Partial<Done>>(text);
  const lines = outcomeLines({ kind: 'done', changes, unchanged, notes });
  return lines.length === 0 ? ['Done.'] : lines;
}
