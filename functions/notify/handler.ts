import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { batchResult, streamBatchOf } from '../aws/alert-stream.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { eventBus } from '../aws/event-bus.ts';
import { sendingFromEnv } from '../aws/sending.ts';
import { traced } from '../aws/tracing.ts';
import { answerTest } from './answer-test.ts';
import { type NotifyDeps, notify } from './notify.ts';

const env = z.object({ EVENT_BUS_NAME: z.string() }).parse(process.env);

const deps: NotifyDeps = {
  ...sendingFromEnv('notify', process.env, await traced('notify', dynamoClient())),
  putEvents: eventBus(new EventBridgeClient(), env.EVENT_BUS_NAME),
};

export const handler = (event: unknown) =>
  answerTest(event, deps, async () => batchResult(await notify(streamBatchOf(event), deps)));
