import type { ServerResponse } from 'node:http';
import { outageStart } from './alerts.ts';
import type { Reach } from './channel-reach.ts';

export type Answer = (response: ServerResponse) => void;

const say =
  (code: number, body: string | Buffer = '', headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(code, headers).end(code === 204 ? undefined : body);
  };
const stall =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code).write('{"ok":');
  };
const wait = (code: number, retryAfter: string) => () => say(code, 'later', { 'retry-after': retryAfter });

const binary = Buffer.from([0, 255, 254, 1, 27, 91, 50, 74, 128]);
const tenMegabytes = 'x'.repeat(10_000_000);
const inTwoMinutes = new Date(outageStart + 120_000).toUTCString();
const refusals = [400, 401, 403, 404, 410, 413, 422] as const;

/** Everything that a server can do to a request, in words. */
export const answers: Readonly<Record<string, (reach: Reach) => Answer>> = {
  '200': ({ receipt }) => say(200, receipt),
  '202': ({ receipt }) => say(202, receipt),
  '204': () => say(204),
  '301 to another place': () => say(301, '', { location: '/elsewhere' }),
  '307 to another place': () => say(307, '', { location: '/elsewhere' }),
  ...Object.fromEntries(refusals.map((code) => [`${code}`, ({ refusal }: Reach) => say(code, refusal('no'))])),
  '429': () => say(429, 'later'),
  '429 with seconds': wait(429, '30'),
  '429 with a date': wait(429, inTwoMinutes),
  '429 with nonsense': wait(429, 'soon'),
  '500': () => say(500, 'later'),
  '503': () => say(503, 'later'),
  '503 with seconds': wait(503, '7'),
  'a reset connection': () => (response) => void response.socket?.resetAndDestroy(),
  'no answer within the deadline': () => () => undefined,
  '200 and a body that stalls': () => stall(200),
  '400 and a body that stalls': () => stall(400),
  '503 and a body that stalls': () => stall(503),
  '200 of another content type': ({ receipt }) => say(200, receipt, { 'content-type': 'text/html' }),
  '200 and bytes': () => say(200, binary),
  '200 and 10 MB': () => say(200, tenMegabytes),
  '200 and half of a JSON': () => say(200, '{"ok":', { 'content-type': 'application/json' }),
  '400 and bytes': () => say(400, binary),
  '400 and 10 MB': () => say(400, tenMegabytes),
  '400 and half of a JSON': () => say(400, '{"ok":', { 'content-type': 'application/json' }),
  '500 and bytes': () => say(500, binary),
};

/** `retry 30000`: after so many milliseconds. */
export type Ending = 'sent' | 'refused' | 'retry' | `retry ${number}`;

/** Of a channel that goes by the status. */
const byStatus: Readonly<Record<string, Ending>> = {
  '200': 'sent',
  '202': 'sent',
  '204': 'sent',
  '301 to another place': 'refused',
  '307 to another place': 'refused',
  ...Object.fromEntries(refusals.map((code) => [`${code}`, 'refused' as const])),
  '429': 'retry',
  '429 with seconds': 'retry 30000',
  '429 with a date': 'retry 120000',
  '429 with nonsense': 'retry',
  '500': 'retry',
  '503': 'retry',
  '503 with seconds': 'retry 7000',
  'a reset connection': 'retry',
  'no answer within the deadline': 'retry',
  '200 and a body that stalls': 'sent',
  '400 and a body that stalls': 'refused',
  '503 and a body that stalls': 'retry',
  '200 of another content type': 'sent',
  '200 and bytes': 'sent',
  '200 and 10 MB': 'sent',
  '200 and half of a JSON': 'sent',
  '400 and bytes': 'refused',
  '400 and 10 MB': 'refused',
  '400 and half of a JSON': 'refused',
  '500 and bytes': 'retry',
};

/** A success counts only if it can be read: better told twice than not. */
const unreadable = {
  '200 and a body that stalls': 'retry',
  '200 and bytes': 'retry',
  '200 and 10 MB': 'retry',
  '200 and half of a JSON': 'retry',
} as const satisfies Record<string, Ending>;

/** AWS never says how long to wait; its clients read an answer whole or not at all. */
const byAws: Readonly<Record<string, Ending>> = {
  ...byStatus,
  ...unreadable,
  '429 with seconds': 'retry',
  '429 with a date': 'retry',
  '503 with seconds': 'retry',
  '400 and a body that stalls': 'retry',
};

/** What each channel makes of each answer. */
export const endings: Readonly<Record<string, Readonly<Record<string, Ending>>>> = {
  slack: byStatus,
  teams: byStatus,
  'slack-bot': { ...byStatus, ...unreadable, '204': 'retry' },
  pagerduty: byStatus,
  opsgenie: byStatus,
  webhook: byStatus,
  'webhook, its address secret': byStatus,
  sns: byAws,
  'sns, to a phone': byAws,
  mail: byAws,
  bus: { ...byAws, '204': 'retry' },
};
