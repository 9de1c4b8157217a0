/** Where secrets are kept. The configuration holds their names only. */
export interface SecretStore {
  /** The secret's text, or undefined when there is none of that name. */
  get(name: string): Promise<string | undefined>;
}
