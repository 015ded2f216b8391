import { outcomeLines } from '../functions/act/outcome-lines.ts';
import type { Done } from './answers.ts';
import { sendDeed } from './client.ts';
import { type HeldState, keepReply, signOut } from './held-state.ts';
import type { Deed } from './question.ts';
import { parsed, type Reply } from './store.ts';

/** Sends what somebody wants done, once until it is answered, and shows how it ended. @returns whether it was done */
export async function send(deed: Deed, held: HeldState): Promise<boolean> {
  const name = deed.keepAs ?? deed.path;
  const { busy, session } = held.read();
  if (busy.has(name)) return false;
  held.update({ busy: new Set([...busy, name]), outcome: undefined, dialogProblem: undefined });
  const reply = await sendDeed(deed, session);
  held.update({ busy: new Set([...held.read().busy].filter((one) => one !== name)) });
  showReply(reply, deed, held);
  return reply.kind === 'answer';
}

function showReply(reply: Reply, { keepAs }: Deed, held: HeldState): void {
  if (reply.kind === 'signed-out') signOut(held, reply.why);
  else if (reply.kind === 'problem') showProblem(reply.why, held);
  else {
    held.update({ dialog: undefined });
    if (keepAs === undefined) held.update({ outcome: { good: true, words: doneWords(reply.text) } });
    else keepReply(held, keepAs, reply);
  }
}

/** In the dialog that was answered, where there is one: what is typed there stays. */
function showProblem(why: string, { read, update }: HeldState): void {
  update(read().dialog === undefined ? { outcome: { good: false, words: [why] } } : { dialogProblem: why });
}

function doneWords(text: string): readonly string[] {
  if (text === '') return ['Done.'];
  const { changes = [], unchanged = [], notes = [] } = parsed<Partial<Done>>(text);
  const lines = outcomeLines({ kind: 'done', changes, unchanged, notes });
  return lines.length === 0 ? ['Done.'] : lines;
}
