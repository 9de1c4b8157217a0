import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { stateTableName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface StateTableProps extends PlatformProps {
  readonly key: IKey;
}

/** Small state of the platform's functions: costs what is asked of it, and nothing idle but its backup. */
export class StateTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { platform, key }: StateTableProps) {
    super(scope, id);
    const production = platform.lifecycle === 'production';
    this.table = new Table(this, 'Table', {
      tableName: stateTableName(platform),
      // lib/targets/aws/key-value-store.ts writes it.
      partitionKey: { name: 'kind', type: AttributeType.STRING },
      sortKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: production,
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
