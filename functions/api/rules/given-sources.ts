import type { Sources } from '../../evaluate/readings.ts';
import type { Usual } from '../../evaluate/rule-test/traffic.ts';
import { writtenHistory } from '../../evaluate/rule-test/written-history.ts';

export type Given = {
  tenant: string;
  zone: string;
  /** The end of what the rule looks at, epoch milliseconds: what is given was counted before. */
  end: number;
  values: readonly Usual[];
  /** By name. */
  gauges: Readonly<Record<string, number>>;
};

/** What somebody gives, as rules read it, and nothing else. */
export function givenSources({ tenant, zone, end, values, gauges }: Given): Sources {
  return {
    history: writtenHistory({ tenant, zone, start: end, series: [], usual: values }),
    gauges: async (_, { to }) => new Map(Object.entries(gauges).map(([name, value]) => [name, { value, at: to - 1 }])),
    registrations: async () => [],
    metric: async () => [],
  };
}
