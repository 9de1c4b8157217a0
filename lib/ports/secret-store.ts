/** Where secrets are kept: a cloud's secret manager, a folder only its owner can read. The configuration has names only. */
export interface SecretStore {
  /**
   * The secret's text, or undefined when there is none of that name. Throws when it is there and must not or cannot be
   * read; the error says what to do, and nothing of the secret.
   */
  get(name: string): Promise<string | undefined>;
}
