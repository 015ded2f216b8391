import type { ChannelTools } from '../channels/channel.ts';
import { withOverrides } from '../config/overrides.ts';
import type { Config } from '../config/schema.ts';
import { type Duty, whoIsOnCall } from '../core/on-call.ts';
import type { Dynamo } from './dynamo.ts';
import { overrideTable } from './override-table.ts';

type Source = { client: Dynamo; tableName: string; config: Config; now(): number };

/** Who is on call, by the configuration and by what was said at run time. */
export function onCallReader({ client, tableName, config, now }: Source) {
  const table = overrideTable({ client, tableName });
  const duties = async (tenant: string): Promise<Duty[]> => {
    if (Object.keys(config.onCall.schedules).length === 0) return [];
    const overrides = (await table.list(tenant)).filter(({ section }) => section === 'onCall');
    const { onCall } = withOverrides(config, overrides, now()).config;
    return whoIsOnCall(onCall, now(), config.tenants[tenant]?.timeZone ?? 'UTC');
  };
  return {
    /** `Ana Ruiz (primary)` */
    async names(tenant: string): Promise<string[]> {
      const all = await duties(tenant);
      return all.flatMap(({ contact, schedule }) => (contact ? `${contact.name} (${schedule})` : []));
    },
    async person(tenant: string, schedule: string): ReturnType<ChannelTools['onCall']> {
      return (await duties(tenant)).find((duty) => duty.schedule === schedule)?.contact;
    },
  };
}
