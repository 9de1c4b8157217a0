/** A finding that is right and stays: what, where, why, who answers for it, and until when. */
export interface Acknowledgement {
  /**
   * `AwsSolutions-S1`, `NIST.800.53.R5-…`, `Kumomori-bucket-locked`, with `[detail]` where a rule has several. `{}` stands
   * for a part that the configuration decides: a name, an account, a region.
   */
  readonly id: string;
  /**
   * Construct path below the stage, such as `LogArchive/Raw/AccessLog/Bucket/Resource`. `*` stands for one step of it;
   * an end that is `/**` for all that is below.
   */
  readonly path: string;
  readonly reason: string;
  /** Team that answers for it. */
  readonly owner: string;
  /** Last day it holds, YYYY-MM-DD, UTC: then it is looked at again. */
  readonly expires: string;
}

/** Whether an acknowledgement is about a finding of a rule at a construct path below the stage. */
export function covers({ id, path }: Acknowledgement, rule: string, constructPath: string): boolean {
  return matches(id, rule) && pathForm(path).test(constructPath);
}

/** An id without its `[detail]` covers none that has one: each detail is a finding of its own. */
function matches(id: string, rule: string): boolean {
  return new RegExp(`^${id.split('{}').map(escaped).join('[a-z0-9._-]+')}$`).test(rule);
}

function pathForm(path: string): RegExp {
  const below = path.endsWith('/**');
  const steps = (below ? path.slice(0, -3) : path)
    .split('/')
    .map((step) => (step === '*' ? '[^/]+' : escaped(step)));
  return new RegExp(`^${steps.join('/')}${below ? '(?:/.*)?' : ''}$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A path this short would cover whole accounts. */
const LEAST_STEPS = 3;

/** What is wrong with the acknowledgements themselves; `today` is YYYY-MM-DD, UTC. */
export function checkAcknowledgements(all: readonly Acknowledgement[], today: string): readonly string[] {
  return all.flatMap((one) => {
    const where = `acknowledgement of ${one.id} at ${one.path}`;
    const steps = one.path.split('/').filter((step) => step !== '*' && step !== '**').length;
    return [
      ...(DAY.test(one.expires)
        ? []
        : [`${where}: expires must be YYYY-MM-DD, got ${JSON.stringify(one.expires)}`]),
      ...(one.expires < today
        ? [`${where}: expired on ${one.expires}; ask ${one.owner} whether it still holds`]
        : []),
      ...(one.reason.trim().length < 20
        ? [`${where}: the reason says too little: ${JSON.stringify(one.reason)}`]
        : []),
      ...(one.owner.trim() === '' ? [`${where}: names no owner`] : []),
      ...(steps < LEAST_STEPS ? [`${where}: the path is too wide: name the stack and the construct`] : []),
    ];
  });
}
