import { cutText, oneLine } from '../../core/cut-text.ts';
import type { Notice } from '../channel.ts';
import { hasRisen, isNew, newsLine, statusWord } from '../headline.ts';
import { type Block, escaped, limits, section } from '../slack-blocks.ts';

/** What is said in a message's thread. @property reply_broadcast shown in the channel, too */
export type SlackReply = { text: string; blocks: Block[]; reply_broadcast: boolean };

/** What somebody should look at again. Changing a message tells nobody. */
const calling: ReadonlySet<Notice['reason']> = new Set([
  'repeat',
  'severity-rose',
  'escalated',
  'cooldown-over',
  'acknowledgement-ends',
  'unacknowledged',
]);

const [mostLines, lineLimit] = [10, 260];

/** What is new since the message was changed last; `undefined`: nothing that the message does not show. */
export function slackReply(notice: Notice): SlackReply | undefined {
  if (notice.kind === 'acknowledged') return undefined;
  const head = [statusWord(notice), newsLine(notice)].filter((part) => part !== undefined).join('  ');
  const lines = newLines(notice).map((line) => cutText(oneLine(line), lineLimit));
  const left = lines.length - mostLines;
  const shown = left > 0 ? [...lines.slice(0, mostLines), `and ${left} more`] : lines;
  return {
    text: escaped([head, shown[0]].filter((part) => part !== undefined).join('  '), limits.fallback),
    blocks: [section([head, ...shown].join('\n'))],
    reply_broadcast: calling.has(notice.reason),
  };
}

function newLines({ reason, firing, resolved, text }: Notice): string[] {
  const titles = (some: Notice['firing']) => some.map((one) => one.text.title);
  if (reason === 'new-alerts') return titles(firing.filter(isNew));
  if (reason === 'severity-rose') return titles(firing.filter(hasRisen));
  if (reason === 'some-resolved') return titles(resolved);
  return [text.title, ...text.facts.slice(0, 1)];
}
