import { setTimeout as wait } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { type LiveAnswer, liveSchema } from '../functions/api/answers/messages.ts';
import { localSeconds } from '../functions/core/calendar.ts';
import { second } from '../functions/core/time.ts';
import type { AskOptions } from './act.ts';
import { type AskApi, stageApi } from './ask-api.ts';
import { lengthArgument } from './duration-argument.ts';
import { printable } from './printable.ts';
import { ofStage, print, untilInterrupted } from './stage-options.ts';

type LiveEvent = LiveAnswer['events'][number];

/** More than come twice, and few enough to remember. */
const remembered = 1000;

/** Adds the command that shows what happens as it happens. */
export function addTail(program: Command): void {
  ofStage(
    program
      .command('tail')
      .description('shows what happens as it happens, until Ctrl-C')
      .option('--interval <duration>', 'how often to look', lengthArgument, 5 * second),
  )
    .addHelpText('after', '\n  npx wirewatch tail\n  npx wirewatch tail --interval 2s --json')
    .action(async (options: AskOptions & { interval: number }) => {
      const { signal, cleanUp } = untilInterrupted();
      try {
        const { ask, zone } = await stageApi(options, { signal });
        const show = options.json ? (event: LiveEvent) => JSON.stringify(event) : lineIn(zone);
        await follow({ ask, signal, interval: options.interval, show: (event) => print(show(event)) });
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        cleanUp();
      }
    });
}

type Follow = { ask: AskApi; signal: AbortSignal; interval: number; show(event: LiveEvent): void };

/** Shows each event once, the oldest first: answers overlap. */
async function follow({ ask, signal, interval, show }: Follow): Promise<void> {
  const shown = new Set<string>();
  let since: string | undefined;
  while (!signal.aborted) {
    const { events, next } = await ask({ path: '/v1/live', query: { since, limit: '100' }, answer: liveSchema });
    for (const event of events.toReversed()) {
      const name = `${event.provider} ${event.id} ${event.type} ${event.status}`;
      if (!shown.has(name)) show(event);
      shown.delete(name);
      shown.add(name);
    }
    for (const name of [...shown].slice(0, -remembered)) shown.delete(name);
    since = next;
    await wait(interval, undefined, { signal });
  }
}

/** Whoever watches knows the day. */
const timeFrom = '2026-11-21 '.length;

function lineIn(zone: string): (event: LiveEvent) => string {
  const stamp = localSeconds(zone);
  return ({ type, at, id, provider, person = '', campaign = '', status, error, deliveryMs }) => {
    const took = deliveryMs === undefined ? '' : `after ${(deliveryMs / second).toFixed(1)} s`;
    const what = [status, error, took].filter((part) => part !== undefined && part !== '').join(' ');
    const cells = [
      stamp(Date.parse(at)).slice(timeFrom),
      provider.padEnd(8),
      type.padEnd(17),
      person.padEnd(12),
      what,
      campaign,
      id,
    ];
    const line = printable(cells.filter((cell) => cell !== '').join('  '));
    const colour = colourOf(type);
    return colour === undefined ? line : styleText(colour, line);
  };
}

function colourOf(type: LiveEvent['type']): 'red' | 'green' | 'yellow' | undefined {
  if (type === 'message_failed' || type === 'fault') return 'red';
  if (type === 'message_delivered') return 'green';
  return type === 'inbound_message' || type === 'consent_changed' ? 'yellow' : undefined;
}
