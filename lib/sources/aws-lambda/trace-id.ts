import { type JsonValue, object, text } from '../../json';

const ROOT = /(?:^|;)Root=([^;]{1,128})/;

/** The X-Ray trace of an invocation, out of `Root=1-…;Parent=…;Sampled=1`. */
export function traceId(tracing: JsonValue): string | undefined {
  return ROOT.exec(text(object(tracing)?.value) ?? '')?.[1];
}
