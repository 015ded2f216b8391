import { dataDir } from './data-dir.ts';
import { setEnvironment } from './environment.ts';
import type { Flags } from './flags.ts';
import { type Handlers, loadHandlers } from './handlers.ts';
import { type LocalKeys, localKeys } from './keys.ts';
import { localClock } from './local-clock.ts';
import { channelSecret, startLocalCloud } from './local-cloud.ts';
import { localConfig, readConfig, writeConfig } from './local-config.ts';
import { knownScopes } from './page/known-scopes.ts';
import { webhookUrls } from './page/page.ts';
import { wordsOf } from './page/words.ts';
import { parametersOf } from './parameters.ts';
import { startQueues } from './queues.ts';
import { routesOf } from './routes.ts';
import { type Settings, StartError } from './settings.ts';
import { type Print, sinkUrl } from './sink.ts';
import { StoreInUse } from './store/engine.ts';
import { openStore } from './store/local-store.ts';
import { tableNames } from './store/tables.ts';
import { type Routes, startWebServer } from './web-server.ts';
import { startWorkers } from './workers.ts';

export type Product = {
  /** `http://127.0.0.1:8787` */
  url: string;
  /** By tenant and provider, as pasted at the provider. */
  webhookUrls: ReturnType<typeof webhookUrls>;
  keys: LocalKeys;
  close(): Promise<void>;
};

export type ProductOptions = {
  flags: Flags;
  tickSeconds: number;
  settings: Settings;
  /** Keys that are accepted. */
  accepted(keys: LocalKeys): { twilio: readonly string[]; telnyx: readonly string[] };
  print: Print;
  onFailure(what: string, error: unknown): void;
};

/** Starts the whole product in this process. @throws StartError for what a person can put right */
export async function startProduct({
  flags,
  tickSeconds,
  settings,
  accepted,
  print,
  onFailure,
}: ProductOptions): Promise<Product> {
  const config = await readConfig(flags.config);
  const data = dataDir(flags.data);
  const clock = localClock(tickSeconds, data.kept, Date.now());
  const keys = localKeys(data.dir);
  const routes = Promise.withResolvers<Routes>();
  const loaded = Promise.withResolvers<Handlers>();
  const web = await startWebServer(flags.port, routes.promise, (error) => onFailure('web server', error));
  const url = `http://127.0.0.1:${web.port}`;
  const base = flags.publicUrl ?? url;

  const store = await openStore(data.kept).catch(asStartError);
  const scopes = await knownScopes(store.call);
  const queues = startQueues({ dir: data.kept, handlers: loaded.promise, onFailure });
  const cloud = await startLocalCloud({
    call: (operation, input) => {
      scopes.note(operation, input);
      return store.call(operation, input);
    },
    parametersAt: (cloudUrl) => {
      const { SLACK_WEBHOOK_URL: slackUrl, PAGERDUTY_ROUTING_KEY: pagerdutyKey } = settings;
      return parametersOf(config, { ...accepted(keys), channel: channelSecret(cloudUrl, { slackUrl, pagerdutyKey }) });
    },
    numberKey: keys.numberKey,
    queues: queues.takers,
    dir: data.kept,
    print,
    onFailure,
  });
  const pagerdutyUrl =
    settings.PAGERDUTY_EVENTS_URL ?? (settings.PAGERDUTY_ROUTING_KEY ? undefined : sinkUrl(cloud.url, 'pagerduty'));
  const applied = localConfig(config, { publicUrl: flags.publicUrl, pagerdutyUrl });
  setEnvironment(process.env, {
    cloudUrl: cloud.url,
    configFile: writeConfig(data.dir, applied),
    clock: clock.setting,
    localUrls: [url, `http://localhost:${web.port}`],
    snsTopicArn: settings.SNS_TOPIC_ARN,
    snsEndpoint: settings.AWS_ENDPOINT_URL_SNS,
    dashboardUrl: url,
    verbose: flags.verbose,
  });
  const handlers = await loadHandlers();
  loaded.resolve(handlers);
  const workers = startWorkers(store, handlers, clock, onFailure);
  routes.resolve(
    routesOf({
      call: store.call,
      config: applied,
      scopes,
      tickSeconds,
      now: clock.now,
      text: (alert) => wordsOf(applied, alert, clock.now()),
      waiting: () => ({
        journal: store.waiting(tableNames.journal),
        alerts: store.waiting(tableNames.alerts),
        ...queues.waiting(),
      }),
      handlers,
      base,
      domainName: '127.0.0.1',
      onFailure,
    }),
  );
  return {
    url,
    webhookUrls: webhookUrls(applied, base),
    keys,
    close: async () => {
      await web.close();
      await workers.stop();
      await queues.stop();
      await cloud.close();
      await store.close();
      data.discard();
    },
  };
}

function asStartError(error: unknown): never {
  throw error instanceof StoreInUse ? new StartError(error.message) : error;
}
