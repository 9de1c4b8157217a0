/** What becomes of personal data of one sort. */
export type Treatment = 'keep' | 'mask' | 'tokenize';

/**
 * How the events of a class and source are treated. Free text (messages, user agents, URLs, requests, responses,
 * whatever is kept as it came) is never kept clear; structured identities and addresses are what the lake is
 * searched by, so that keeping them is a choice.
 */
export interface MaskPolicy {
  readonly free_text: 'mask' | 'tokenize';
  /** OCSF users, sessions, e-mail attributes. */
  readonly identities: Treatment;
  /** OCSF addresses and host names. */
  readonly addresses: Treatment;
}

/** The policy for a source's events of a class; called for every event, so that it should only look up. */
export type PolicyFor = (source: string, classUid: number) => MaskPolicy;

/** The policy where a configuration says nothing. */
export const DEFAULT_POLICY: MaskPolicy = { free_text: 'mask', identities: 'keep', addresses: 'keep' };
