import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { type Problem, validate } from '../../../lib/ocsf/validate';
import { EXIT, UsageError } from '../errors';

/** `kumomori validate-ocsf`: every error and warning with its path; exit 3 when an event is not valid. */
export async function validateOcsf(file: string, options: { readonly json?: boolean }): Promise<void> {
  const body =
    file === '-' ? await readText(process.stdin) : await readFile(file, 'utf8').catch(unreadable(file));
  const events = parseEvents(body, file);
  let invalid = 0;
  events.forEach((event, index) => {
    const problems = validate(event).filter((problem) => problem.level !== 'recommended');
    invalid += problems.some((problem) => problem.level === 'error') ? 1 : 0;
    for (const problem of problems) {
      process.stdout.write(
        options.json ? `${JSON.stringify({ event: index, ...problem })}\n` : line(file, index, problem),
      );
    }
  });
  if (!options.json) {
    process.stdout.write(`${events.length} events, ${invalid} not valid\n`);
  }
  if (invalid > 0) {
    process.exitCode = EXIT.quarantined;
  }
}

function line(file: string, index: number, { level, path, message }: Problem): string {
  return `${file}[${index}]: ${level}: ${path}: ${message}\n`;
}

function parseEvents(body: string, file: string): unknown[] {
  const whole = attempt(body);
  if (whole !== undefined) {
    return Array.isArray(whole) ? whole : [whole];
  }
  return body.split('\n').flatMap((text, i) => {
    if (text.trim() === '') {
      return [];
    }
    const event = attempt(text);
    if (event === undefined) {
      throw new UsageError(
        `${file}:${i + 1}: not JSON; one event a line, an array or one object is expected`,
      );
    }
    return [event];
  });
}

function attempt(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(file: string) {
  return (error: unknown): never => {
    throw new UsageError(
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  };
}
