import type { Call } from './engine.ts';

const string = (name: string) => ({ AttributeName: name, AttributeType: 'S' });
const number = (name: string) => ({ AttributeName: name, AttributeType: 'N' });
const keys = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' }]),
];
const keysOnlyIndex = (name: string, partition: string, sort: string) => ({
  IndexName: name,
  KeySchema: keys(partition, sort),
  Projection: { ProjectionType: 'KEYS_ONLY' },
});

/** The tables of the stack, by the names they have on this machine. */
export const tableNames = {
  journal: 'wirewatch-journal',
  counters: 'wirewatch-counters',
  alerts: 'wirewatch-alerts',
  state: 'wirewatch-state',
} as const;

/** The names of the key attributes, partition first. */
export const keyNames: Record<string, readonly string[]> = {
  [tableNames.journal]: ['pk'],
  [tableNames.counters]: ['pk', 'sk'],
  [tableNames.alerts]: ['pk', 'sk'],
  [tableNames.state]: ['pk', 'sk'],
};

export const tableDefinitions = [
  {
    TableName: tableNames.journal,
    AttributeDefinitions: [string('pk'), string('startedIn'), string('recipient'), number('startedAt')],
    KeySchema: keys('pk'),
    GlobalSecondaryIndexes: [
      keysOnlyIndex('byStarted', 'startedIn', 'startedAt'),
      keysOnlyIndex('byRecipient', 'recipient', 'startedAt'),
    ],
  },
  {
    TableName: tableNames.counters,
    AttributeDefinitions: [string('pk'), string('sk'), string('dirty')],
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: [keysOnlyIndex('dirty', 'dirty', 'sk')],
  },
  {
    TableName: tableNames.alerts,
    AttributeDefinitions: [string('pk'), string('sk')],
    KeySchema: keys('pk', 'sk'),
  },
  {
    TableName: tableNames.state,
    AttributeDefinitions: [string('pk'), string('sk')],
    KeySchema: keys('pk', 'sk'),
  },
];

/** Makes the tables that are missing. */
export async function createTables(call: Call): Promise<void> {
  for (const definition of tableDefinitions) {
    if (await exists(call, definition.TableName)) continue;
    await call('CreateTable', { ...definition, BillingMode: 'PAY_PER_REQUEST' });
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
}

async function exists(call: Call, table: string): Promise<boolean> {
  try {
    await call('DescribeTable', { TableName: table });
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('ResourceNotFoundException')) return false;
    throw error;
  }
}
