import { join } from 'node:path';
import { buildConsole } from '../console/build.ts';
import { type WebhookUrl, webhookUrls } from '../functions/api/webhook-urls.ts';
import { readConfig } from '../functions/config/read-config.ts';
import type { Config } from '../functions/config/schema.ts';
import { rateCardWarnings } from '../functions/core/rate-card.ts';
import { resourceName } from '../functions/core/resource-name.ts';
import { slackSigning } from '../functions/core/slack-signature.ts';
import { apiKeyName } from '../functions/enrich/enrich.ts';
import { providers } from '../functions/providers/index.ts';
import { admitToken } from './api-token.ts';
import { type DataDir, dataDir } from './data-dir.ts';
import { type Surroundings, setEnvironment, stage } from './environment.ts';
import type { Flags } from './flags.ts';
import { type Handlers, loadHandlers } from './handlers.ts';
import { type LocalKeys, localKeys } from './keys.ts';
import { type LocalClock, localClock } from './local-clock.ts';
import { channelSecret, startLocalCloud } from './local-cloud.ts';
import { localConfig, writeConfig } from './local-config.ts';
import { parametersOf } from './parameters.ts';
import type { ProviderSecrets } from './provider-secrets.ts';
import { type Queues, startQueues } from './queues.ts';
import { routesOf } from './routes.ts';
import { type Settings, StartError } from './settings.ts';
import { type Print, sinkUrl } from './sink.ts';
import { wordsOf } from './state/words.ts';
import { StoreInUse } from './store/engine.ts';
import { type LocalStore, openStore } from './store/local-store.ts';
import { tableNames } from './store/tables.ts';
import { type Routes, startWebServer } from './web-server.ts';
import { startWorkers } from './workers.ts';

export type Product = {
  /** `http://127.0.0.1:8787` */
  url: string;
  /** Where the services of AWS are played: `AWS_ENDPOINT_URL` of the command line. */
  cloudUrl: string;
  /** As pasted at the providers. */
  webhookUrls: WebhookUrl[];
  /** An admin's, of the page and the API. */
  apiToken: string;
  keys: LocalKeys;
  close(): Promise<void>;
};

export type ProductOptions = {
  flags: Flags;
  tickSeconds: number;
  settings: Settings;
  /** The providers' secrets that are accepted, given those that belong to this machine. */
  accepted(keys: LocalKeys): ProviderSecrets;
  print: Print;
  onFailure(what: string, error: unknown): void;
};

type Ground = { config: Config; data: DataDir; clock: LocalClock; keys: LocalKeys };

/** Starts the whole product in this process. @throws StartError for what a person can put right */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { flags, onFailure } = options;
  const ground = await prepare(options);
  const routes = Promise.withResolvers<Routes>();
  const web = await startWebServer(flags.port, routes.promise, (error) => onFailure('web server', error));
  const url = `http://127.0.0.1:${web.port}`;
  const base = flags.publicUrl ?? url;
  const store = await openStore(ground.data.kept).catch(asStartError);
  const loaded = Promise.withResolvers<Handlers>();
  const queues = startQueues({ dir: ground.data.kept, handlers: loaded.promise, onFailure });
  const cloud = await startCloud(options, ground, { store, queues, handlers: loaded.promise });
  const config = configAt(cloud.url, options, ground);
  const consoleDir = join(ground.data.dir, 'console');
  buildConsole(consoleDir);
  setEnvironment(process.env, surroundings(options, ground, { cloudUrl: cloud.url, url, config, consoleDir }));
  const handlers = await loadHandlers(config.enrich.twilio !== undefined);
  loaded.resolve(handlers);
  const workers = startWorkers(store, handlers, ground.clock, config.evaluation.shards, onFailure);
  const state = stateDeps(options, ground, { config, store, queues });
  const token = options.settings.WIREWATCH_API_TOKEN ?? ground.keys.apiToken;
  const apiToken = await admitToken(token, Object.keys(config.tenants)[0] ?? 'main', handlers);
  routes.resolve(routesOf({ ...state, config, handlers, domainName: '127.0.0.1', onFailure }));
  const close = async () => {
    for (const stop of [web.close, workers.stop, queues.stop, cloud.close, store.close]) await stop();
    ground.data.discard();
  };
  return {
    url,
    cloudUrl: cloud.url,
    webhookUrls: webhookUrls(Object.keys(config.tenants), base),
    apiToken,
    keys: ground.keys,
    close,
  };
}

async function prepare({ flags, tickSeconds, print }: ProductOptions): Promise<Ground> {
  const config = await readConfig(flags.config);
  for (const text of rateCardWarnings(config.rateCards, Object.keys(providers), Date.now())) print(text);
  const data = dataDir(flags.data);
  return { config, data, clock: localClock(tickSeconds, data.kept, Date.now()), keys: localKeys(data.dir) };
}

type Parts = { store: LocalStore; queues: Queues };

/** The functions that the command line calls. */
function callable(handlers: Promise<Handlers>) {
  return new Map(
    (['act', 'api', 'audit', 'forget', 'notify'] as const).map((name) => [
      resourceName(stage, name),
      async (event: unknown) => (await handlers)[name](event),
    ]),
  );
}

/** What the command line needs to read by itself. */
function readable({ setting }: LocalClock) {
  const tables = { COUNTERS_TABLE: tableNames.counters, JOURNAL_TABLE: tableNames.journal };
  return setting === undefined ? tables : { ...tables, CLOCK: setting };
}

function startCloud(
  { settings, accepted, print, onFailure }: ProductOptions,
  { config, data, clock, keys }: Ground,
  { store, queues, handlers }: Parts & { handlers: Promise<Handlers> },
) {
  const given = { slackUrl: settings.SLACK_WEBHOOK_URL, pagerdutyKey: settings.PAGERDUTY_ROUTING_KEY };
  const secrets = {
    ...accepted(keys),
    [apiKeyName]: settings.WIREWATCH_TWILIO_API_KEYS,
    [slackSigning]: settings.SLACK_SIGNING_SECRETS,
  };
  return startLocalCloud({
    call: store.call,
    parametersAt: (cloudUrl) => parametersOf(config, { providers: secrets, channel: channelSecret(cloudUrl, given) }),
    numberKey: keys.numberKey,
    linkKey: keys.linkKey,
    queues: queues.takers,
    depths: queues.depths,
    functions: callable(handlers),
    environments: new Map([[resourceName(stage, 'evaluate'), readable(clock)]]),
    dir: data.kept,
    print,
    onFailure,
  });
}

/** The configuration with what only this machine knows. */
function configAt(cloudUrl: string, { flags, settings }: ProductOptions, { config }: Ground): Config {
  const isSetUp = settings.PAGERDUTY_ROUTING_KEY !== undefined;
  return localConfig(config, {
    publicUrl: flags.publicUrl,
    pagerdutyAt: (channel) => settings.PAGERDUTY_EVENTS_URL ?? (isSetUp ? undefined : sinkUrl(cloudUrl, channel)),
    realSns: settings.SNS_TOPIC_ARN !== undefined,
    printedAt: (channel) => sinkUrl(cloudUrl, channel),
  });
}

function surroundings(
  { flags, settings }: ProductOptions,
  { data, clock }: Ground,
  at: { cloudUrl: string; url: string; config: Config; consoleDir: string },
): Surroundings {
  return {
    cloudUrl: at.cloudUrl,
    configFile: writeConfig(data.dir, at.config),
    clock: clock.setting,
    localUrls: [at.url, at.url.replace('127.0.0.1', 'localhost')],
    snsTopicArn: settings.SNS_TOPIC_ARN,
    snsEndpoint: settings.AWS_ENDPOINT_URL_SNS,
    dashboardUrl: at.url,
    publicUrl: flags.publicUrl ?? at.url,
    consoleDir: at.consoleDir,
    verbose: flags.verbose,
  };
}

function stateDeps({ tickSeconds }: ProductOptions, { clock }: Ground, parts: Parts & { config: Config }) {
  const { store, queues, config } = parts;
  return {
    call: store.call,
    tickSeconds,
    now: clock.now,
    text: (alert: Parameters<typeof wordsOf>[1]) => wordsOf(config, alert, clock.now()),
    waiting: () => ({
      journal: store.waiting(tableNames.journal),
      alerts: store.waiting(tableNames.alerts),
      ...queues.waiting(),
    }),
  };
}

function asStartError(error: unknown): never {
  throw error instanceof StoreInUse ? new StartError(error.message) : error;
}
