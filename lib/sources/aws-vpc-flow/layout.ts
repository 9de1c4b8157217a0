import { columnsUpTo, DEFAULT_COLUMNS, PLAIN_COLUMNS } from './columns';
import { type UidSeed, uidSeed } from './uid';

/** Where each column of a line is. Made once a header, so that a line costs no look-ups by name. */
export interface Layout {
  readonly columns: readonly string[];
  readonly at: ColumnIndexes;
  /** Columns without an OCSF attribute, or whose own text rules look for. */
  readonly kept: readonly (readonly [name: string, index: number])[];
  readonly uid: UidSeed;
}

/** Indexes of the columns that are mapped; -1 where the format lacks one. */
export type ColumnIndexes = ReturnType<typeof indexesOf>;

function indexesOf(columns: readonly string[]) {
  const at = (name: string) => columns.lastIndexOf(name);
  return {
    time: at('time'),
    version: at('version'),
    account: at('account-id'),
    interface: at('interface-id'),
    source: endIndexes(columns, 'src'),
    destination: endIndexes(columns, 'dst'),
    protocol: at('protocol'),
    packets: at('packets'),
    bytes: at('bytes'),
    start: at('start'),
    end: at('end'),
    action: at('action'),
    logStatus: at('log-status'),
    vpc: at('vpc-id'),
    subnet: at('subnet-id'),
    instance: at('instance-id'),
    tcpFlags: at('tcp-flags'),
    region: at('region'),
    zone: at('az-id'),
    direction: at('flow-direction'),
    trafficPath: at('traffic-path'),
    rejectReason: at('reject-reason'),
  };
}

/** Columns of one end of the flow, with the names that errors give them. */
export type EndIndexes = ReturnType<typeof endIndexes>;

function endIndexes(columns: readonly string[], side: 'src' | 'dst') {
  const [addressName, packetAddressName, portName] = [`${side}addr`, `pkt-${side}addr`, `${side}port`];
  return {
    address: columns.lastIndexOf(addressName),
    addressName,
    packetAddress: columns.lastIndexOf(packetAddressName),
    packetAddressName,
    port: columns.lastIndexOf(portName),
    portName,
    service: columns.lastIndexOf(`pkt-${side}-aws-service`),
  };
}

/** Mapped to an id of OCSF's, and kept in AWS's own words beside it. */
const KEPT_TOO: ReadonlySet<string> = new Set(['action', 'flow-direction', 'traffic-path']);

export function layoutOf(columns: readonly string[]): Layout {
  const at = indexesOf(columns);
  const { source, destination, ...others } = at;
  const mapped = new Set<unknown>([others, source, destination].flatMap((indexes) => Object.values(indexes)));
  const kept = columns
    .map((name, index) => [name, index] as const)
    .filter(([name, index]) => !mapped.has(index) || KEPT_TOO.has(name));
  return { columns, at, kept, uid: uidSeed(columns) };
}

export const DEFAULT_LAYOUT = layoutOf(DEFAULT_COLUMNS);
export const PLAIN_LAYOUT = layoutOf(PLAIN_COLUMNS);

/** A whole documented version has so many columns that their number alone tells it: 21, 25, 29, 39, 40 … */
const WHOLE_VERSIONS = new Map(
  [3, 4, 5, 7, 8, 9, 10, 11].map((version) => {
    const layout = layoutOf(columnsUpTo(version));
    return [layout.columns.length, { version: String(version), layout }] as const;
  }),
);

/**
 * The layout of a line before which no header came: the default format, the plain nine columns, or every column of the
 * line's version in the documentation's order. Undefined for any other format: without its header it cannot be read.
 */
export function layoutWithoutHeader(values: readonly string[]): Layout | undefined {
  if (values.length === DEFAULT_COLUMNS.length) {
    return DEFAULT_LAYOUT;
  }
  if (values.length === PLAIN_COLUMNS.length && values[0]?.includes('T')) {
    return PLAIN_LAYOUT;
  }
  const whole = WHOLE_VERSIONS.get(values.length);
  return whole && whole.version === values[0] && isStatus(values[DEFAULT_COLUMNS.length - 1])
    ? whole.layout
    : undefined;
}

function isStatus(value: string | undefined): boolean {
  return value === 'OK' || value === 'NODATA' || value === 'SKIPDATA';
}
