import {
  type Attribute,
  AttributeType,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { dataRemoval, isDisposable } from './lifecycle.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
const number = (name: string): Attribute => ({ name, type: AttributeType.NUMBER });

/** Where everything is kept. The streams of the journal and of the alerts are what couples the functions. */
export class Tables extends Construct {
  /** One item per message; its stream is counted. */
  readonly journal: TableV2;
  /** Sums by scope and time bucket. */
  readonly counters: TableV2;
  /** One item per alert; its stream is notified. */
  readonly alerts: TableV2;
  /** Channel log, cursors, provider status. */
  readonly state: TableV2;

  constructor(scope: Construct, id: string, { stage }: { stage: string }) {
    super(scope, id);
    const table = (name: string, props: Pick<TablePropsV2, 'partitionKey'> & Partial<TablePropsV2>) =>
      new TableV2(this, name, { ...tableDefaults(stage), ...props });

    this.journal = table('Journal', {
      partitionKey: text('pk'),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      globalSecondaryIndexes: [
        { ...keysOnly('byStarted'), partitionKey: text('startedIn'), sortKey: number('startedAt') },
        { ...keysOnly('byRecipient'), partitionKey: text('recipient'), sortKey: number('startedAt') },
      ],
    });
    this.counters = table('Counters', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      // Only hours that changed since the last roll-up carry `dirty`.
      globalSecondaryIndexes: [{ ...keysOnly('dirty'), partitionKey: text('dirty'), sortKey: text('sk') }],
    });
    this.alerts = table('Alerts', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    this.state = table('State', { partitionKey: text('pk'), sortKey: text('sk') });
  }
}

function tableDefaults(stage: string) {
  return {
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: 'expiresAt',
    deletionProtection: !isDisposable(stage),
    removalPolicy: dataRemoval(stage),
  };
}

function keysOnly(indexName: string) {
  return { indexName, projectionType: ProjectionType.KEYS_ONLY };
}
