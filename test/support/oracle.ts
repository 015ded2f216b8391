import type { ErrorClass } from '../../functions/core/errors/classes.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import type { Status } from '../../functions/core/message/status.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { journalEvent, start } from './events.ts';
import { boundOf, type Setting, type Story, settings, type Truth } from './oracle-book.ts';
import type { Chance } from './world.ts';

/** What a message goes through, and what has become of it in the end. */
export type Journey = {
  path: Status[];
  inOrder?: true;
  ending?: Status;
  flags?: string[];
  /** Reports that came to nothing, and so leave no transition. */
  refused?: Status;
  /** When the last step happens, in hours after the start. */
  lastAt?: number;
};

const plain: Journey[] = [
  { path: ['queued'] },
  { path: ['sent'] },
  { path: ['sent', 'delivered'], ending: 'delivered' },
  { path: ['queued', 'sent', 'delivered'], ending: 'delivered' },
  { path: ['accepted', 'queued', 'sent', 'delivered'], ending: 'delivered' },
  { path: ['scheduled', 'sent', 'delivered'], ending: 'delivered' },
  { path: ['scheduled'], ending: undefined },
  { path: ['queued', 'delivered'], ending: 'delivered' },
  { path: ['sent', 'undelivered'], ending: 'undelivered' },
  { path: ['queued', 'failed'], ending: 'failed' },
  { path: ['failed'], ending: 'failed' },
  { path: ['canceled'], ending: 'canceled' },
  { path: ['sent', 'unconfirmed'], ending: 'unconfirmed' },
];

/** Corrections within and after 72 hours, contradictions, and receipts after a message was given up. */
const ordered: Journey[] = [
  { path: ['sent', 'undelivered', 'delivered'], ending: 'delivered', flags: ['conflict', 'corrected'], lastAt: 60 },
  {
    path: ['sent', 'undelivered', 'delivered'],
    ending: 'undelivered',
    flags: ['conflict'],
    refused: 'delivered',
    lastAt: 80,
  },
  { path: ['sent', 'unconfirmed', 'delivered'], ending: 'delivered', flags: ['corrected'] },
  { path: ['sent', 'expired'], ending: 'expired' },
  { path: ['sent', 'expired', 'delivered'], ending: 'delivered', flags: ['late', 'corrected'], lastAt: 80 },
  { path: ['sent', 'delivered', 'undelivered'], ending: 'delivered', flags: ['conflict'], refused: 'undelivered' },
  { path: ['sent', 'delivered', 'read'], ending: 'delivered' },
];

/** Of contradictions whose order nobody knows, the outcome is sure, whatever came first. */
const contradictory: Journey = { path: ['sent', 'undelivered', 'delivered'], ending: 'delivered', flags: ['conflict'] };

const errors: { errorCode: string; errorClass: ErrorClass }[] = [
  { errorCode: '40001', errorClass: 'invalid-number' },
  { errorCode: '40008', errorClass: 'unknown' },
  { errorCode: '30003', errorClass: 'handset' },
  { errorCode: '30007', errorClass: 'carrier-filtered' },
];

export type Step = { status: Status; at: number; receivedAt: number };
export type Facts = Pick<ReadyMessage, 'segments' | 'costMicros' | 'carrierFeeMicros' | 'rate' | 'channel'>;

export function inventMessage(random: Chance, index: number): Story {
  const tenant = random.pick<Setting>(['delhi', 'york', 'rough']);
  const rough = tenant === 'rough';
  const provider = rough ? random.pick(['twilio', 'meta']) : 'telnyx';
  const journey = journeyOf(random, provider);
  const id = `${provider}-${index}`;
  const startedAt = rough ? start : start + random.pick([0, 30 * second, 25 * minute]);
  const steps = stepsOf(journey, startedAt, random);
  const labels = inventLabels(random);
  const facts = inventFacts(random);
  const error = random.pick(errors);
  const sentAt = steps.find(({ status }) => status === 'sent')?.at;
  const events = steps.map(({ status, at, receivedAt }, step): ReadyMessage => {
    const ends = !['accepted', 'scheduled', 'queued', 'sent'].includes(status) || step === steps.length - 1;
    return journalEvent(status, {
      key: `${tenant}#${provider}#message#${id}`,
      ...{ tenant, provider, id, zone: settings[tenant].zone, receivedAt },
      at: rough ? receivedAt : at,
      startedAt: rough ? receivedAt : startedAt,
      ...(!rough && sentAt !== undefined && { sentAt }),
      labels: ends ? labels : partOf(labels, random),
      ...(['undelivered', 'failed'].includes(status) && { ...error, countedCode: error.errorCode }),
      ...(ends ? facts : { channel: facts.channel, rate: facts.rate }),
    });
  });
  const failed = journey.ending === 'undelivered' || journey.ending === 'failed';
  const outcomes = outcomesOf(journey, steps, facts, startedAt, !rough);
  if (failed) Object.assign(outcomes, { [`o.error.${error.errorClass}`]: 1 });
  const failedWith = failed ? error.errorCode : undefined;
  const happened = happenedTo(journey, steps);
  const plannedAt = steps.find(({ status }) => status === 'scheduled')?.at;
  const truth: Truth = {
    tenant,
    provider,
    kind: 'message',
    startedAt,
    labels,
    outcomes,
    failedWith,
    happened,
    plannedAt,
  };
  return { truth, events, inOrder: journey.inOrder === true };
}

function journeyOf(random: Chance, provider: string): Journey {
  if (provider === 'meta') return contradictory;
  if (provider === 'twilio')
    return random.pick([...plain, { path: ['sent', 'delivered', 'read'], ending: 'delivered' }]);
  return random.happens(0.4) ? { ...random.pick(ordered), inOrder: true } : random.pick(plain);
}

/** Latencies lie on the bounds of histograms and beside them. */
const waits = [0, 999, 1000, 1001, 5000, 59_000, 10 * minute, 10 * minute + 1, 41 * minute, 61 * minute];

function stepsOf({ path, lastAt }: Journey, startedAt: number, random: Chance): Step[] {
  let at = startedAt;
  return path.map((status, index) => {
    if (index > 0 || random.happens(0.5)) at += random.pick(waits);
    if (status === 'expired') at = startedAt + 72 * hour;
    if (index === path.length - 1 && lastAt !== undefined) at = startedAt + lastAt * hour;
    const delay = random.pick([0, 10 * minute, 10 * minute + 1, random.between(0, 200) * minute]);
    return { status, at, receivedAt: at + delay };
  });
}

function inventLabels(random: Chance): Truth['labels'] {
  const campaign = random.pick(['spring', 'otp', 'winter', undefined]);
  const user = random.pick(['u-1', 'u-2', undefined]);
  const sender = random.pick(['+1415•••0123~ab12', '24365', 'Shop', undefined]);
  const pool = random.pick(['pool-1', undefined]);
  const template = random.pick(['hello', 'code', 'bye', undefined]);
  return {
    carrier: random.pick(['AT&T', 'T-Mobile', 'Verizon', 'unknown']),
    country: random.pick(['US', 'CA', 'IN', 'unknown']),
    ...(campaign && { campaign }),
    ...(user && { user }),
    ...(sender && { sender }),
    ...(pool && { pool }),
    ...(template && { template }),
  };
}

/** Early events may know less than those that end a message. */
function partOf(labels: Truth['labels'], random: Chance): Truth['labels'] {
  const { carrier, country, ...others } = labels;
  const told = Object.entries(others).filter(() => random.happens(0.8));
  return {
    carrier: random.happens(0.3) ? 'unknown' : carrier,
    country: random.happens(0.2) ? 'unknown' : country,
    ...Object.fromEntries(told),
  };
}

function inventFacts(random: Chance): Facts {
  const told = random.happens(0.5);
  const [costMicros, carrierFeeMicros] = [random.between(4, 9) * 1000, random.pick([undefined, 3000])];
  return {
    channel: random.pick(['sms', 'sms', 'whatsapp']),
    segments: random.pick([undefined, 1, 3]),
    ...(told && { costMicros, carrierFeeMicros }),
    ...(random.happens(0.5) && {
      rate: { segmentMicros: 7900, feeMicros: random.pick([0, 3000]), asOf: '2025-06-01' },
    }),
  };
}

/** What is counted of a message where it started. @param timed whether the provider told the times of the steps */
export function outcomesOf(
  { path, ending, flags = [] }: Journey,
  steps: readonly Step[],
  facts: Facts,
  startedAt: number,
  timed = true,
): Record<string, number> {
  if (path.every((status) => status === 'scheduled')) return {};
  const at = (status: Status) => steps.find((step) => step.status === status)?.at;
  const wasSent = path.some((status) => ['sent', 'delivered', 'undelivered'].includes(status));
  const result: Record<string, number> = { 'o.started': 1, ...billOf(facts, wasSent, ending) };
  if (wasSent) result['o.sent'] = 1;
  if (path.includes('read')) result['o.read'] = 1;
  if (ending !== undefined) result[`o.${ending}`] = 1;
  for (const flag of flags.filter((name) => name !== 'corrected')) result[`o.${flag}`] = 1;
  const last = steps.find(({ status }) => status === ending);
  if (timed && last && ending !== 'expired' && last.receivedAt - last.at > 10 * minute) result['o.heardLate'] = 1;
  const [sent, delivered] = [at('sent'), at('delivered')];
  if (sent === undefined) return result;
  const accepted =
    at('accepted') ?? at('queued') ?? (path.includes('scheduled') || sent === startedAt ? undefined : startedAt);
  if (accepted !== undefined) result[`o.handover.${boundOf(sent - accepted)}`] = 1;
  if (ending !== 'delivered' || delivered === undefined) return result;
  result[`o.receipt.${boundOf(delivered - sent)}`] = 1;
  if (delivered > sent) result['o.receiptMs'] = delivered - sent;
  return result;
}

/** Segments and money, as told by what ended the message, else estimated if it was sent. */
function billOf({ channel, rate, ...told }: Facts, wasSent: boolean, ending: Status | undefined) {
  const result: Record<string, number> = {};
  const put = (measure: string, amount: number | undefined) => {
    if (amount) result[measure] = amount;
  };
  const estimatedSegments = told.segments === undefined && wasSent && channel === 'sms' ? 1 : 0;
  put('o.segments', told.segments ?? estimatedSegments);
  put('o.estimatedSegments', estimatedSegments);
  const billed = told.segments ?? 1;
  const estimate =
    told.costMicros === undefined && wasSent && rate ? billed * (rate.segmentMicros + rate.feeMicros) : 0;
  const costMicros = told.costMicros ?? estimate;
  put('o.costMicros', costMicros);
  put('o.estimatedCostMicros', estimate);
  put('o.carrierFeeMicros', told.carrierFeeMicros ?? (estimate > 0 ? billed * (rate?.feeMicros ?? 0) : 0));
  if (ending === 'undelivered' || ending === 'failed') put('o.failedCostMicros', costMicros);
  return result;
}

/** When which status was first seen. */
export function happenedTo({ path, flags = [], refused }: Journey, steps: readonly Step[]): Truth['happened'] {
  const happened = steps
    .filter(({ status }) => status !== refused)
    .map(({ status, at }) => ({ measure: `t.${status}`, at }));
  const receipt = steps.find(({ status }) => status === 'delivered' || status === 'undelivered');
  if (!path.includes('sent') && receipt) happened.push({ measure: 't.sent', at: receipt.at });
  const last = steps.at(-1);
  if (flags.includes('corrected') && last) happened.push({ measure: 't.corrected', at: last.at });
  return happened;
}
