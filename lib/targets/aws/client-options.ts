/** Access keys of a role session. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** How clients of AWS are made; tests put an address of their own in place of the cloud's. */
export interface AwsOptions {
  /** @default those of the environment */
  readonly credentials?: Credentials;
  /** @default AWS */
  readonly endpoint?: string;
}

/** Throttled calls wait longer each time; with hundreds of accounts there is always one that is. */
const ATTEMPTS = 8;

/** Options of an SDK client in a region. */
export function clientOptions(region: string, { credentials, endpoint }: AwsOptions = {}) {
  return {
    region,
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    ...(credentials === undefined ? {} : { credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
