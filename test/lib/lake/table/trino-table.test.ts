import { COLUMNS } from '../../../../lib/lake/table/columns';
import { trinoPartitions, trinoTable } from '../../../../lib/lake/table/trino-table';

describe('the table for Trino', () => {
  it('has every column with a comment, the partition columns last', () => {
    const lines = trinoTable('s3://acme-lake/events').split('\n');

    expect(lines[1]).toMatch(/^ {2}"timestamp" bigint COMMENT '/);
    expect(lines.filter((line) => line.startsWith('  "'))).toHaveLength(COLUMNS.length + 5);
    expect(lines.at(-2)).toBe("  partitioned_by = ARRAY['year', 'month', 'day', 'hour', 'event_category']");
  });

  it('is no way for a location to speak SQL', () => {
    expect(trinoTable("s3://it's/events")).toContain("external_location = 's3://it''s/events'");
  });

  it('has its partitions registered and forgotten', () => {
    expect(trinoPartitions('hive', 'lake')).toBe(
      `CALL "hive".system.sync_partition_metadata('lake', 'security_events', 'FULL')`,
    );
  });
});
