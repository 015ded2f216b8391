import { styleText } from 'node:util';
import type { Command } from 'commander';
import { type MessageAnswer, type MessagesAnswer, messagesSchema } from '../functions/api/answers/messages.ts';
import { localSeconds } from '../functions/core/calendar.ts';
import { labelText } from '../functions/core/label-text.ts';
import { dollarText } from '../functions/core/money.ts';
import type { AskOptions } from './act.ts';
import { stageApi } from './ask-api.ts';
import { numberOf } from './forget.ts';
import { printable } from './printable.ts';
import { ofStage, print } from './stage-options.ts';
import { textArgument } from './text-argument.ts';

type Stamp = (at: string) => string;
type Options = AskOptions & { limit: string; cursor?: string };

/** Adds the command on what became of a message. */
export function addMessage(program: Command): void {
  ofStage(
    program
      .command('message')
      .description('what became of a message or a call, or all that a person got and wrote')
      .argument('<id or number>', "the provider's id, or a number such as +14155550123", textArgument('an id'))
      .option('--limit <number>', 'so many of a person, newest first', '20')
      .option('--cursor <cursor>', 'where the list before ended'),
  )
    .addHelpText(
      'after',
      '\n  npx wirewatch message SM0123456789abcdef0123456789abcdef\n  npx wirewatch message +14155550123 --limit 5',
    )
    .action(async (named: string, options: Options) => {
      const question = questionOf(named, options);
      const { ask, zone } = await stageApi(options);
      const found = await ask({ ...question, answer: messagesSchema });
      const stamp = localSeconds(zone);
      print(options.json ? JSON.stringify(found, null, 2) : messagesText(found, (at) => stamp(Date.parse(at))));
    });
}

/** A number is sent in a body, so that no log of addresses has it. */
function questionOf(named: string, { limit, cursor }: Options) {
  if (!/^([a-z]+:)?\+/i.test(named)) return { path: `/v1/messages/${encodeURIComponent(named)}` };
  const body = { to: numberOf(named), limit, ...(cursor !== undefined && { cursor }) };
  return { method: 'POST', path: '/v1/messages/search', body } as const;
}

function messagesText({ messages, consent, hint, next }: MessagesAnswer, stamp: Stamp): string {
  const said =
    consent &&
    `The person ${consentText[consent.status]} on ${stamp(consent.since)}, by ${labelText('provider', consent.provider)}.`;
  const more = next && `There is more before these: --cursor ${next}`;
  const parts = [said, ...messages.map((one) => messageText(one, stamp)), hint && printable(hint), more];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

const consentText = { 'opted-out': 'opted out', 'opted-in': 'opted in' } as const;

function messageText(message: MessageAnswer, stamp: Stamp): string {
  const { kind, id, provider, status, word, to, from, carrier, campaign, history, error, notes } = message;
  const headline = `${kind} ${id}  ${labelText('provider', provider)}  ${status}${word && word !== status ? ` (${word})` : ''}`;
  const facts: [name: string, value: string | undefined][] = [
    ['to', to && [to.masked, to.country, carrier].filter((part) => part !== undefined).join(', ')],
    ['from', from?.masked],
    ['campaign', campaign],
    ['cost', costText(message)],
    ['error', error && [error.code, error.meaning].filter((part) => part !== undefined).join(': ')],
    ['what to do', error?.remedy],
    ['source', error?.source],
  ];
  const lines = [
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(10)}  ${value}`])),
    ...history.map((one) => `  ${stamp(one.at)}  ${one.status}${one.implied ? ' (follows from what came later)' : ''}`),
    ...notes.map((note) => `  ${note}`),
  ];
  return [styleText(colourOf(message), printable(headline)), ...lines.map(printable)].join('\n');
}

function costText({ costMicros, costEstimated, segments }: MessageAnswer): string | undefined {
  if (costMicros === undefined) return undefined;
  const of = segments === undefined ? '' : `, ${segments} ${segments === 1 ? 'segment' : 'segments'}`;
  return `${dollarText(costMicros)}${costEstimated ? ' (estimated)' : ''}${of}`;
}

function colourOf({ status, error }: MessageAnswer): 'red' | 'green' | 'bold' {
  if (error !== undefined || ['failed', 'undelivered', 'expired'].includes(status)) return 'red';
  return ['delivered', 'read', 'completed'].includes(status) ? 'green' : 'bold';
}
