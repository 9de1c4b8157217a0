// S3, SNS and SQS (fauxqs) and DynamoDB (dynalite) in one process, on ports of their own choice. Says where they are on
// one line of standard output and ends with its standard input. Argument: the configuration fauxqs begins with.
import dynalite from 'dynalite';
import { startFauxqs } from 'fauxqs';

const init = JSON.parse(process.argv[2] ?? '{}');
const fauxqs = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, init });
const dynamo = dynalite({ createTableMs: 0, deleteTableMs: 0 });
await new Promise((resolve) => dynamo.listen(0, '127.0.0.1', resolve));
process.stdout.write(`${JSON.stringify({ fauxqs: fauxqs.port, dynamo: dynamo.address().port })}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
