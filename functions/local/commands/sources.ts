import { className } from '../../../lib/ocsf/lookup';
import { SOURCES } from '../../../lib/sources';
import { table } from '../terminal';

/** `kumomori sources`: every log source, from its metadata. */
export function listSources(options: { readonly json?: boolean }): void {
  const rows = SOURCES.map((source) => ({
    id: source.id,
    title: source.title,
    criticality: source.criticality,
    layer: source.layer,
    classes: source.classes.map((uid) => `${uid} ${className(uid)}`),
    delivery: source.collection.delivery,
    stream: source.collection.stream,
  }));
  if (options.json) {
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    return;
  }
  const heads = ['id', 'criticality', 'layer', 'OCSF classes', 'collected by'];
  const cells = rows.map((row) => [row.id, row.criticality, row.layer, row.classes.join(', '), row.delivery]);
  process.stdout.write(`${table(heads, cells)}\n`);
}
