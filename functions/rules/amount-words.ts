import type { Evidence } from '../core/alert.ts';
import { errorClasses, errorClassText } from '../core/errors/classes.ts';
import { countText } from '../core/number-text.ts';

/** What is counted, to which `s` is added for many, and what happened to it. */
const phrases: Readonly<Record<string, readonly [noun: string, happened: string]>> = {
  started: ['message', ' started'],
  scheduled: ['message', ' planned'],
  sent: ['message', ' sent'],
  delivered: ['message', ' delivered'],
  undelivered: ['message', ' undelivered'],
  failed: ['message', ' failed before the carrier had it'],
  canceled: ['message', ' canceled'],
  unconfirmed: ['message', ' unconfirmed'],
  expired: ['message', ' expired without a receipt'],
  read: ['message', ' read'],
  settled: ['message', ' settled'],
  finished: ['message', ' ended'],
  failures: ['message', ' failed'],
  pending: ['message', ' still on the way'],
  heardLate: ['message', ' heard of late'],
  late: ['receipt', ' after the message had expired'],
  conflicts: ['message', ' with two endings'],
  'calls.started': ['call', ' started'],
  'calls.answered': ['call', ' answered'],
  'calls.completed': ['call', ' completed'],
  'calls.busy': ['call', ' busy'],
  'calls.no-answer': ['call', ' without an answer'],
  'calls.failed': ['call', ' failed'],
  'calls.canceled': ['call', ' canceled'],
  'calls.ended': ['call', ' ended'],
  segments: ['segment', ''],
  inbound: ['message', ' from people'],
  optOuts: ['opt-out', ''],
  optIns: ['opt-in', ''],
  'faults.error': ['error', ' reported by the provider'],
  'faults.warning': ['warning', ' reported by the provider'],
  'faults.ours': ['fault', ' with our webhooks'],
  generations: ['text', ' made'],
  'generations.llm': ['text', ' made by the model'],
  'generations.template': ['text', ' made by the template'],
  'skipped.quiet-hours': ['recipient', ' skipped in quiet hours'],
  'skipped.daily-limit': ['recipient', ' skipped at the daily limit'],
  intended: ['recipient', ' to be written to'],
  breaches: ['violation', ' of consent or quiet hours'],
  retries: ['further attempt', ''],
  'retries.succeeded': ['further attempt', ' successful'],
};

const moneyPhrases: Readonly<Record<string, string>> = {
  cost: 'messages',
  carrierFee: "carriers' fees",
  failedCost: 'failed messages',
  callCost: 'calls',
  inboundCost: 'messages from people',
  generationCost: 'generated texts',
};

/**
 * A share in numbers: `41 of 200 messages failed`, `5 opt-outs, of 60 messages sent` where it counts something else.
 * @param below little of it is bad, and its failures are what is missing: `41 of 200 calls not completed`
 */
export function shareText({ of, over }: { of: string; over: string }, { sample, failures }: Evidence, below = false) {
  const [part, whole] = [phraseOf(of), phraseOf(over)];
  if (part === undefined || part[0] !== whole?.[0]) {
    return `${countedText(of, below ? sample - failures : failures)}, of ${countedText(over, sample)}`;
  }
  const failed = of === 'failures' || (of === 'delivered' && over === 'settled');
  const happened = failed ? ' failed' : `${below ? ' not' : ''}${part[1]}`;
  return `{failures} of {sample} ${whole[0]}s${happened}`;
}

/** `41 messages failed`, `1 opt-out`, `30 calls of the API telnyx`, `7 × o.inbound.class.stop` */
export function countedText(name: string, count: number): string {
  const [noun, happened] = phraseOf(name) ?? [];
  if (noun === undefined) return `${countText(count)} × ${name.replace(/^o\.app\.count\./, '')}`;
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}${happened}`;
}

function phraseOf(name: string): readonly [noun: string, happened: string] | undefined {
  return phrases[name] ?? errorPhrase(name) ?? apiPhrase(name);
}

function errorPhrase(name: string) {
  const found = errorClasses.find((one) => name === `error.${one}`);
  return found && (['message', ` failed: ${errorClassText[found]}`] as const);
}

function apiPhrase(name: string) {
  const failing = /^apiFailures\.([^.]+)$/.exec(name)?.[1];
  if (failing !== undefined) return ['call', ` of the API ${failing} failed`] as const;
  const [, api, outcome] = /^(?:o\.app\.)?api\.([^.]+)(?:\.([^.]+))?$/.exec(name) ?? [];
  if (api === undefined) return undefined;
  const ended = outcome === undefined ? '' : ` ended with ${outcome}`;
  return ['call', ` of the API ${api}${ended}`] as const;
}

/** What money was spent on: `calls`. */
export function spentOn(name: string): string {
  return moneyPhrases[name] ?? name;
}
