import { createRequire } from 'node:module';
import db, { type Store } from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import * as z from 'zod';

const require = createRequire(import.meta.url);

const operations = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;
type Operation = (typeof operations)[number];

/** DynamoDB's refusal of a call, as it goes over the wire. */
export class DynamoRefusal extends Error {
  override name = 'DynamoRefusal';
  readonly status: number;
  readonly body: object;

  constructor(status: number, body: object) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

const refusal = z.object({ statusCode: z.number(), body: z.looseObject({}) });

/** DynamoDB's calls in its own JSON. @throws DynamoRefusal for what DynamoDB would refuse, condition failures included */
export type Call = (operation: string, input: object) => Promise<object>;
export type Engine = { call: Call; close(): Promise<void> };

type Action = {
  types: unknown;
  custom: unknown;
  run(store: Store, input: object, done: (error: unknown, output: object) => void): void;
};

/** The directory is another process's. */
export class StoreInUse extends Error {
  override name = 'StoreInUse';
}

/**
 * dynalite without its HTTP server: a call costs no hop.
 * @param path where the items are kept; absent: in memory
 * @throws StoreInUse
 */
export async function openEngine(path?: string): Promise<Engine> {
  const store = db.create({ createTableMs: 0, ...(path !== undefined && { path }) });
  await store.db.open().catch((error: unknown) => {
    throw isLocked(error) ? new StoreInUse(`${path} is in use by another process`, { cause: error }) : error;
  });
  const actions = new Map(operations.map((operation) => [operation, loadAction(operation)]));
  const underWay = new Set<Promise<object>>();
  return {
    async call(operation, input) {
      const answer = callAction(store, actionOf(actions, operation), input);
      underWay.add(answer);
      return answer.finally(() => underWay.delete(answer));
    },
    // A call that finds the store closed under it would end the process.
    async close() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
      await store.db.close();
    },
  };
}

function isLocked(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED';
}

function loadAction(operation: Operation): Action {
  const file = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;
  const { types, custom } = require(`dynalite/validations/${file}`);
  return { types, custom, run: require(`dynalite/actions/${file}`) };
}

function actionOf(actions: Map<string, Action>, operation: string): Action {
  const action = actions.get(operation);
  if (action) return action;
  throw new DynamoRefusal(400, { __type: 'com.amazon.coral.service#UnknownOperationException' });
}

async function callAction(store: Store, action: Action, input: object): Promise<object> {
  try {
    const data = validations.checkTypes(input, action.types);
    validations.checkValidations(data, action.types, action.custom, store);
    return await new Promise((resolve, reject) => {
      action.run(store, data, (error, output) => (error ? reject(error) : resolve(output)));
    });
  } catch (error) {
    const known = refusal.safeParse(error);
    if (!known.success) throw error;
    throw new DynamoRefusal(known.data.statusCode, known.data.body);
  }
}
