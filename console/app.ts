import { parseAddress } from './address.ts';
import { createAsking } from './asking.ts';
import { type Meant, meantBy, type Sent } from './forms.ts';
import { type HeldState, holdState, signOut } from './held-state.ts';
import { foundByNumber } from './pages/messages-page.ts';
import type { Deed } from './question.ts';
import { aboutQuestion } from './questions.ts';
import { send } from './sending.ts';
import { keepName, keepToken, openSession } from './session.ts';
import { type Dialog, firstState, type State } from './state.ts';

/** What can happen on the page. `show` is called after each change. */
export function createApp(show: (state: State) => void) {
  const held = holdState(firstState(openSession(), location.hash), show);
  const { read, update } = held;
  const { ask, askAll, askDue } = createAsking(held);

  const sendAndAsk = async (deed: Deed) => {
    if (await send(deed, held)) await askAll();
  };
  return {
    refresh: askDue,
    redraw: () => update({}),
    send: sendAndAsk,
    async submit(sent: Sent) {
      const meant = meantBy(sent, read());
      keepMeant(meant, held);
      if (meant.kind === 'deed') await sendAndAsk(meant.deed);
      if (meant.kind !== 'sign-in') return;
      await ask(aboutQuestion);
      await askAll();
    },
    open: (dialog: Dialog | undefined) => update({ dialog, dialogProblem: undefined }),
    say: (words: string, good = true) => update({ outcome: { good, words: [words] } }),
    dismiss: () => update({ outcome: undefined }),
    pause: () => update({ paused: !read().paused }),
    signOut: () => signOut(held),
    go(hash: string) {
      const isOther = moveTo(hash, held);
      void askDue();
      return isOther;
    },
  };
}
export type App = ReturnType<typeof createApp>;

/** What a form changes at once, before the API has answered. */
function keepMeant(meant: Meant, { read, update }: HeldState): void {
  if (meant.kind === 'sign-in') keepToken(meant.token);
  if (meant.kind === 'sign-in' || meant.kind === 'name') keepName(meant.name);
  if (meant.kind === 'sign-in') update({ session: { token: meant.token, name: meant.name }, refused: undefined });
  if (meant.kind === 'name') update({ session: { ...read().session, name: meant.name }, dialog: undefined });
  if (meant.kind === 'unreadable') update({ dialogProblem: meant.why });
  if (meant.kind === 'go') location.hash = meant.to;
  // What is found by a number is listed where all messages are.
  const isFound = meant.kind === 'deed' && meant.deed.keepAs === foundByNumber;
  if (isFound && read().address.id !== undefined) location.hash = '#/messages';
}

/** @returns whether it is another page */
function moveTo(hash: string, { read, update }: HeldState): boolean {
  const before = read().address;
  const session = hash.startsWith('#token=') ? { session: openSession(), refused: undefined } : {};
  const address = parseAddress(location.hash);
  update({ ...session, address, outcome: undefined });
  return address.page !== before.page || address.id !== before.id;
}
