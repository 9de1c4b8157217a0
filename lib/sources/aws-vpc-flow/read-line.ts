import { isObject, type JsonValue } from '../../json';
import {
  type EmitEvent,
  HEADER,
  type Normalise,
  type Outcome,
  quarantined,
  skipped,
  WRITTEN,
} from '../source';
import { headerColumns } from './header';
import { DEFAULT_LAYOUT, type Layout, layoutOf, layoutWithoutHeader } from './layout';
import { mapFlow } from './map';
import { type FlowLine, splitLine } from './split';
import { shown } from './values';

const BLANK = skipped('blank line');
const NO_DATA = skipped('nodata');
const SKIPPED_DATA = skipped('skipdata');

/** Reads the lines of one input. A header line sets the columns of those after it, until the next one. */
export function openFlowLog(): Normalise {
  let declared: Layout | undefined;
  return (record, emit) => {
    const line = lineOf(record);
    if (line === undefined) {
      return quarantined('expected a line of a VPC flow log, got a JSON value without a message');
    }
    if (line === '') {
      return BLANK;
    }
    const flow = splitLine(line, (declared ?? DEFAULT_LAYOUT).columns.length);
    const { values } = flow;
    const columns = headerColumns(values);
    if (columns) {
      declared = layoutOf(columns);
      return HEADER;
    }
    const layout = layoutFor(values, declared);
    return layout ? readFlow(flow, layout, emit) : quarantined(wrongCount(values, declared));
  };
}

/** After a header only its own format is good: another number of columns is a broken line. */
function layoutFor(values: readonly string[], declared: Layout | undefined): Layout | undefined {
  const layout = declared ?? layoutWithoutHeader(values);
  return layout?.columns.length === values.length ? layout : undefined;
}

function readFlow(flow: FlowLine, layout: Layout, emit: EmitEvent): Outcome {
  switch (flow.values[layout.at.logStatus]) {
    case 'NODATA':
      return NO_DATA;
    case 'SKIPDATA':
      return SKIPPED_DATA;
    default:
      mapFlow(flow, layout, emit);
      return WRITTEN;
  }
}

/** The line itself, or the `message` a log shipper put it into. */
function lineOf(record: JsonValue): string | undefined {
  const line = isObject(record) ? record.message : record;
  return typeof line === 'string' ? line.trim() : undefined;
}

function wrongCount(values: readonly string[], declared: Layout | undefined): string {
  const got = `got ${values.length} columns: ${shown(values.join(' '))}`;
  return declared
    ? `line: expected the ${declared.columns.length} columns of the header, ${got}`
    : `line: expected the ${DEFAULT_LAYOUT.columns.length} columns of the default format, ${got}; a custom format needs its header line`;
}
