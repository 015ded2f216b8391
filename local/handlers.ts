import * as z from 'zod';

type Handler = (event: unknown) => Promise<unknown>;

/** The handlers of the functions, by their folders. */
export type Handlers = { enrich?: Handler } & Record<
  | 'ingest'
  | 'bus'
  | 'replay'
  | 'count'
  | 'evaluate'
  | 'notify'
  | 'retry'
  | 'act'
  | 'api'
  | 'rollUp'
  | 'sweep'
  | 'audit'
  | 'forget',
  Handler
>;

const moduleSchema = z.object({
  handler: z.custom<Handler>((value) => typeof value === 'function', 'exports no handler'),
});

/** Loads the very handlers that are deployed. The environment has to be set before. @param asks whether Twilio is asked */
export async function loadHandlers(asks: boolean): Promise<Handlers> {
  return {
    ingest: await load('ingest'),
    bus: await load('bus'),
    replay: await load('replay'),
    count: await load('count'),
    evaluate: await load('evaluate'),
    notify: await load('notify'),
    retry: await load('retry'),
    act: await load('act'),
    api: await load('api'),
    rollUp: await load('roll-up'),
    sweep: await load('sweep'),
    audit: await load('audit'),
    forget: await load('forget'),
    ...(asks && { enrich: await load('enrich') }),
  };
}

async function load(name: string): Promise<Handler> {
  return moduleSchema.parse(await import(`../functions/${name}/handler.ts`)).handler;
}
