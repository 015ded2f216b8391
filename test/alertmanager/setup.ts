/** One routing for both sides: in ticks, which are minutes for us and seconds for Alertmanager. */
export type RouteSetup = {
  match: Readonly<Record<string, string>>;
  receiver: string;
  continue?: boolean;
  groupBy: readonly string[];
  wait: number;
  interval: number;
  routes?: readonly RouteSetup[];
};

/** No multiple of an interval: whether a repeat that falls on a flush is due depends on milliseconds. */
export const repeat = 11;

const usual = { groupBy: ['campaign', 'provider'], wait: 2, interval: 5 };

/** The default receiver is the outermost route's: it is used where none of those below matches. */
export const route: RouteSetup = {
  ...usual,
  match: {},
  receiver: 'default',
  routes: [
    { ...usual, match: { severity: 'critical' }, receiver: 'pager', continue: true, wait: 1, interval: 4 },
    {
      ...usual,
      match: { rule: 'delivery' },
      receiver: 'chat',
      groupBy: ['campaign', 'carrier'],
      wait: 3,
      routes: [
        { ...usual, match: { carrier: 'T-Mobile' }, receiver: 'mail', groupBy: ['campaign'], wait: 2, interval: 3 },
      ],
    },
  ],
};

/** While a provider is down, what is slow on it is not told. */
export const inhibition = { source: { rule: 'outage' }, target: { rule: 'slow' }, equal: ['campaign', 'provider'] };

export const rules = ['volume', 'latency', 'errors', 'delivery', 'slow', 'outage'] as const;

export const receivers = receiversOf(route);

function receiversOf({ receiver, routes = [] }: RouteSetup): string[] {
  return [...new Set([receiver, ...routes.flatMap(receiversOf)])];
}
