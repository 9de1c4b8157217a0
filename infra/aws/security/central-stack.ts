import type { Construct } from 'constructs';
import { CentralBus } from '../constructs/central-bus';
import { MonitorsTopic } from '../constructs/monitors-topic';
import { OperationsTopic } from '../constructs/operations-topic';
import { SecurityKey } from '../constructs/security-key';
import { StateTable } from '../constructs/state-table';
import { type PlatformProps, PlatformStack } from '../platform-stack';

/** What the platform's functions in the security account share: the central bus, state, key, and who is told. */
export class CentralStack extends PlatformStack {
  readonly key: SecurityKey['key'];
  readonly topic: OperationsTopic['topic'];
  readonly bus: CentralBus['bus'];
  readonly table: StateTable['table'];

  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id, props, {
      part: 'central',
      account: props.aws.securityAccount,
      description: 'central event bus, state, key and alarms of the security account',
    });
    this.key = new SecurityKey(this, 'Key', props).key;
    const shared = { ...props, key: this.key };
    this.topic = new OperationsTopic(this, 'Operations', shared).topic;
    this.bus = new CentralBus(this, 'Bus', shared).bus;
    this.table = new StateTable(this, 'State', shared).table;
    if (props.platform.monitors.length > 0) {
      new MonitorsTopic(this, 'Monitors', { ...props, key: this.key, bus: this.bus });
    }
  }
}
