import { Annotations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { rateCardWarnings } from '../functions/core/rate-card.ts';
import { busSources, providers } from '../functions/providers/index.ts';
import { accept } from './accept.ts';
import { Act } from './act.ts';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import { Audit } from './audit.ts';
import { Bus } from './bus.ts';
import { Count } from './count.ts';
import type { Deployment } from './deployment.ts';
import { Enrich } from './enrich.ts';
import { Evaluate } from './evaluate.ts';
import { Forget } from './forget.ts';
import { Ingest } from './ingest.ts';
import { dataRemoval } from './lifecycle.ts';
import { Notify } from './notify.ts';
import { RollUp } from './roll-up.ts';
import { Schedules } from './schedules.ts';
import { Replay, Spill } from './spill.ts';
import { Sweep } from './sweep.ts';
import { Tables } from './tables.ts';
import { Widget } from './widget.ts';

export type WirewatchProps = Deployment & {
  /** Whether the schedules run; default: they do. */
  schedulesEnabled?: boolean;
};

/** All of Wirewatch but its dashboard, for a stack of ours or of somebody else's. Reads in the direction data flows. */
export class Wirewatch extends Construct {
  readonly ingest: Ingest;
  readonly notify: Notify;
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, { schedulesEnabled = true, ...deployment }: WirewatchProps) {
    super(scope, id);
    const { stage, config } = deployment;
    if (!(stage in config.stages)) throw new Error(unknownStage(stage, Object.keys(config.stages)));
    for (const text of rateCardWarnings(config.rateCards, Object.keys(providers), Date.now())) {
      Annotations.of(this).addWarningV2('wirewatch:rate-card', text);
    }

    const tables = new Tables(this, 'Tables', { stage });
    const numberKey = this.addNumberKey(stage);
    const linkKey = this.addLinkKey(stage);
    const spill = new Spill(this, 'Spill', { stage });

    this.ingest = new Ingest(this, 'Ingest', { deployment, tables, spill, numberKey });
    new Bus(this, 'Bus', { deployment, tables, spill, numberKey, sources: busSources });
    new Replay(this, 'Replay', { deployment, tables, spill, numberKey });
    const enrich = config.enrich.twilio && new Enrich(this, 'Enrich', { deployment, tables });
    new Count(this, 'Count', { deployment, tables, enrichQueue: enrich?.queue });
    const rollUp = new RollUp(this, 'RollUp', { deployment, tables });
    const sweep = new Sweep(this, 'Sweep', { deployment, tables });
    const audit = new Audit(this, 'Audit', { deployment, tables });
    new Forget(this, 'Forget', { deployment, tables, numberKey });
    const evaluate = new Evaluate(this, 'Evaluate', { deployment, tables });
    const links = { key: linkKey, url: this.baseUrl(deployment) };
    this.notify = new Notify(this, 'Notify', { deployment, tables, links });
    new Act(this, 'Act', { deployment, tables, linkKey, ingest: this.ingest });
    const url = this.baseUrl(deployment);
    const { notify } = this.notify;
    new Api(this, 'Api', { deployment, tables, spill, numberKey, ingest: this.ingest, url, notify });
    new Widget(this, 'Widget', { deployment, tables, pageUrl: url });

    new Schedules(this, 'Schedules', {
      stage,
      evaluate: evaluate.function,
      rollUp: rollUp.function,
      sweep: sweep.function,
      audit: audit.function,
      shards: deployment.config.evaluation.shards,
      enabled: schedulesEnabled,
    });
    this.alarms = new Alarms(this, 'Alarms', { deployment, api: this.ingest.api });
  }

  /** The base of the webhook URLs: `<base>/twilio`, `<base>/telnyx/<tenant>`. */
  webhookUrl(deployment: Deployment): string {
    return `${this.baseUrl(deployment)}/webhooks`;
  }

  /** The console page, and the API below it. */
  baseUrl({ stage, config }: Deployment): string {
    const base = config.stages[stage]?.publicUrl ?? config.publicUrl ?? this.ingest.api.apiEndpoint;
    return base.replace(/\/$/, '');
  }

  private addNumberKey(stage: string): Secret {
    const secret = new Secret(this, 'NumberKey', {
      description: 'Key of the hashes that stand for phone numbers',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: dataRemoval(stage),
    });
    accept(secret, {
      'AwsSolutions-SMG4': 'A new key would make every number a stranger: history by recipient would be lost.',
    });
    return secret;
  }

  private addLinkKey(stage: string): Secret {
    const secret = new Secret(this, 'LinkKey', {
      description: 'Key that signs the links of messages',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: dataRemoval(stage),
    });
    accept(secret, { 'AwsSolutions-SMG4': 'A new key would make the links of all messages that were sent invalid.' });
    return secret;
  }
}

function unknownStage(stage: string, known: string[]): string {
  return `"${stage}" is not in the configuration's stages: ${known.join(', ')}`;
}
