import type { Construct } from 'constructs';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { CostBucket } from './cost-bucket';
import { CostReader } from './cost-reader';
import { CostTables } from './cost-tables';
import { CostWorkgroup } from './cost-workgroup';

export interface CostStackProps extends PlatformProps {
  readonly central: CentralStack;
}

/** What the estate costs, across accounts: the bill that AWS exports here, its views, and who may read it. */
export class CostStack extends PlatformStack {
  constructor(scope: Construct, id: string, { central, ...props }: CostStackProps) {
    super(scope, id, props, {
      part: 'cost',
      account: props.aws.securityAccount,
      description: 'what the estate costs, by account, organizational unit and tag',
    });
    const { key } = central;
    new CostBucket(this, 'Export', { ...props, key });
    const { names, views } = new CostTables(this, 'Tables', props);
    new CostWorkgroup(this, 'Ask', { ...props, key, views });
    new CostReader(this, 'Reader', { ...props, key, tables: names });
  }
}
