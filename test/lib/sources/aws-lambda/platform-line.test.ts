import fc from 'fast-check';
import { platformLine } from '../../../../lib/sources/aws-lambda/platform-line';

const ID = '3f2f1c4e-8a51-4b1f-9d3e-0c5a7b6d2e10';

describe('a line of Lambda’s own', () => {
  it.each([
    [`START RequestId: ${ID} Version: $LATEST`, 'platform.start', { requestId: ID, version: '$LATEST' }],
    // A shipper that escapes twice leaves a backslash and a letter.
    [`START RequestId: ${ID} Version: $LATEST\\n`, 'platform.start', { requestId: ID, version: '$LATEST' }],
    [`END RequestId: ${ID}`, 'platform.end', { requestId: ID }],
    [
      `REPORT RequestId: ${ID}\tDuration: 2.5 ms\tBilled Duration: 130 ms\tMemory Size: 512 MB\tMax Memory Used: 80 MB\tRestore Duration: 204.27 ms\tBilled Restore Duration: 127 ms`,
      'platform.report',
      {
        requestId: ID,
        metrics: {
          durationMs: 2.5,
          billedDurationMs: 130,
          memorySizeMB: 512,
          maxMemoryUsedMB: 80,
          restoreDurationMs: 204.27,
          billedRestoreDurationMs: 127,
        },
      },
    ],
    [
      `REPORT RequestId: ${ID} Duration: 1 ms  Billed Duration: 1 ms Status: error Error Type: Runtime.ExitError`,
      'platform.report',
      {
        requestId: ID,
        status: 'error',
        errorType: 'Runtime.ExitError',
        metrics: { durationMs: 1, billedDurationMs: 1 },
      },
    ],
    [
      'RESTORE_REPORT Restore Duration: 1236.04 ms\tStatus: timeout',
      'platform.restoreReport',
      { status: 'timeout', metrics: { durationMs: 1236.04 } },
    ],
    [
      'RESTORE_START Runtime Version: java:11.v20\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:0a',
      'platform.restoreStart',
      { runtimeVersion: 'java:11.v20', runtimeVersionArn: 'arn:aws:lambda:us-east-1::runtime:0a' },
    ],
    [
      'TELEMETRY\tName: agent\tState: Subscribed\tTypes: [Platform, Function]',
      'platform.telemetrySubscription',
      { name: 'agent', state: 'Subscribed', types: ['Platform', 'Function'] },
    ],
    [
      'EXTENSION\tName: agent\tState: LaunchError\tEvents: []\tError Type: UnknownError',
      'platform.extension',
      { name: 'agent', state: 'LaunchError', events: [], errorType: 'UnknownError' },
    ],
  ])('is read as the JSON format would have it: %s', (line, type, record) => {
    expect(platformLine(line)).toMatchObject({ type, record });
    expect(Object.keys(platformLine(line)?.record ?? {}).sort()).toEqual(Object.keys(record).sort());
  });

  it.each([
    '',
    'REPORT invalid report log line',
    `  START RequestId: ${ID}`,
    `START RequestId: ${ID}0`,
    'START RequestId: 17',
    'INIT_START of the machine',
    'EXTENSION of the contract',
    `2024-08-12T10:30:00.300Z\t${ID}\tINFO\tTask timed out after 3.00 seconds`,
    `RequestId: ${ID} took 3 s`,
    `START RequestId: ${ID} ${'x'.repeat(5000)}`,
  ])('is not: %j', (line) => {
    expect(platformLine(line)).toBeUndefined();
  });

  it('may repeat its labels as often as fits', () => {
    for (const part of ['Duration: ', 'Runtime Version ', 'Events: [', 'Billed Restore ', '1.1']) {
      const line = `REPORT RequestId: ${ID}\t${part.repeat(4000)}`.slice(0, 4096);
      expect(platformLine(line)?.type).toBe('platform.report');
    }
  });

  it('never makes a text into more than texts, numbers and lists of them', () => {
    const words = fc.constantFrom(
      'REPORT',
      'RequestId: ',
      ID,
      '\t',
      'Duration: ',
      '1 ms',
      '__proto__: ',
      'Name: ',
      '[]',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (parts) => {
        const { record } = platformLine(`REPORT RequestId: ${ID}\t${parts.join('')}`) ?? {};
        expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
        expect(JSON.parse(JSON.stringify(record))).toEqual(record);
      }),
    );
  });
});
