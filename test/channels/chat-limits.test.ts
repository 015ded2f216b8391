import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '../../functions/channels/slack-blocks.ts';
import { slackReply } from '../../functions/channels/slack-bot/slack-reply.ts';
import { slackMessage } from '../../functions/channels/slack-message.ts';
import { teamsMessage } from '../../functions/channels/teams/teams-card.ts';
import { hostileNotice } from '../support/hostile-notices.ts';

const hostileCharacter = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom('&', '<', '>', '😀', '\ud83d', '\n', '"', '\\', '*', 'ß'),
);
const anyName = fc
  .tuple(hostileCharacter, hostileCharacter, fc.integer({ min: 0, max: 4000 }))
  .map(([a, b, times]) => `${a}${b.repeat(times)}`);

function tooLong(block: Block): boolean {
  if (block.type === 'context')
    return block.elements.length > 10 || block.elements.some(({ text }) => text.length > 2000);
  if (block.type === 'actions')
    return block.elements.length > 25 || block.elements.some(({ text }) => text.text.length > 75);
  return block.text.text === '' || block.text.text.length > (block.type === 'header' ? 150 : 3000);
}

test('whatever a name holds, a message in Slack is well-formed, has no markup and keeps to all limits', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      for (const notice of hostileNotice(name)) {
        const { text, blocks, attachments } = slackMessage(notice, 'wirewatch/prod');
        const reply = slackReply({ ...notice, reason: 'repeat' });
        const all = [...blocks, ...attachments.flatMap((one) => one.blocks), ...(reply?.blocks ?? [])];
        expect(all.filter(tooLong)).toEqual([]);
        expect(Math.max(text.length, reply?.text.length ?? 0)).toBeLessThanOrEqual(3000);
        expect(JSON.stringify([all, text, reply])).toSatisfy(
          (json: string) => json.isWellFormed() && !/[<>]/.test(json),
        );
      }
    }),
    { numRuns: 50 },
  );
});

test('whatever a name holds, a card in Teams is well-formed and no larger than 28,000 bytes', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      for (const notice of hostileNotice(name)) {
        const json = JSON.stringify(teamsMessage(notice, 'wirewatch/prod'));
        expect(json.isWellFormed()).toBe(true);
        expect(Math.max(Buffer.byteLength(json), 2 * json.length)).toBeLessThanOrEqual(28_000);
      }
    }),
    { numRuns: 50 },
  );
});
