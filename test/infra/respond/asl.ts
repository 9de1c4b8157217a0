import { isObject, type JsonObject, type JsonValue, list, object, text } from '../../../lib/json';

/** A state machine's definition in Amazon States Language, as far as ours uses it. */
export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, JsonObject>>;
}

/** An error a task ends with, by the name States Language gives it. */
export class StateError extends Error {
  constructor(readonly error: string) {
    super(error);
  }
}

/** What is wrong with a definition: nothing when every state is reached and ends, and no error or wait is left open. */
export function problemsOf({ StartAt, TimeoutSeconds, States }: Definition): string[] {
  const reached = new Set<string>();
  const next = (name: string): void => {
    if (!reached.has(name)) {
      reached.add(name);
      nextOf(States[name] ?? {}).forEach(next);
    }
  };
  next(StartAt);
  return [
    ...(TimeoutSeconds === undefined ? ['the machine has no TimeoutSeconds'] : []),
    ...[...reached].filter((name) => States[name] === undefined).map((name) => `${name}: there is none`),
    ...Object.keys(States)
      .filter((name) => !reached.has(name))
      .map((name) => `${name}: is never reached`),
    ...Object.entries(States).flatMap(([name, state]) => stateProblems(name, state)),
  ];
}

function stateProblems(name: string, state: JsonObject): string[] {
  const ends = state.Type === 'Succeed' || state.Type === 'Fail' || state.End === true;
  const catches = list(state.Catch).some((one) => list(object(one)?.ErrorEquals).includes('States.ALL'));
  return [
    ...(ends || nextOf(state).length > 0 ? [] : [`${name}: leads nowhere`]),
    ...(state.Type === 'Task' && !catches ? [`${name}: leaves errors uncaught`] : []),
    ...(state.Type === 'Task' && state.TimeoutSeconds === undefined && state.TimeoutSecondsPath === undefined
      ? [`${name}: may wait for ever`]
      : []),
    ...(state.Type === 'Choice' && state.Default === undefined ? [`${name}: has no Default`] : []),
  ];
}

function nextOf(state: JsonObject): string[] {
  const others = [...list(state.Catch), ...list(state.Choices)].map((one) => object(one)?.Next);
  return [state.Next, state.Default, ...others].flatMap((name) => text(name) ?? []);
}

/** Carries out a task: its resource and parameters; throws a StateError, by which it ends. */
export type Carry = (resource: string, parameters: JsonObject) => Promise<JsonValue>;

export interface Outcome {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: JsonValue;
  readonly error?: string;
  readonly path: readonly string[];
}

/** Runs a machine. Tries of a task that fails are not repeated: `carry` stands for all of them. */
export async function execute(
  { StartAt, States }: Definition,
  input: JsonValue,
  context: JsonObject,
  carry: Carry,
): Promise<Outcome> {
  const path: string[] = [];
  let data = input;
  for (let name: string | undefined = StartAt; name !== undefined; ) {
    path.push(name);
    const state: JsonObject = States[name] ?? {};
    switch (state.Type) {
      case 'Succeed':
        return { status: 'SUCCEEDED', output: data, path };
      case 'Fail':
        return { status: 'FAILED', error: text(state.Error), path };
      case 'Choice':
        name = chosen(state, data);
        break;
      case 'Task': {
        try {
          data = await taskOutput(state, data, context, carry);
          name = text(state.Next);
        } catch (error) {
          const caught = object(list(state.Catch)[0]) ?? {};
          data = caught.ResultPath === null ? data : { Error: String(error) };
          name = text(caught.Next);
        }
        break;
      }
      default:
        name = text(state.Next);
    }
  }
  throw new Error(`ended at ${path.at(-1)}`);
}

async function taskOutput(
  state: JsonObject,
  data: JsonValue,
  context: JsonObject,
  carry: Carry,
): Promise<JsonValue> {
  const parameters = filled(state.Parameters, data, context);
  const result = await carry(String(state.Resource), isObject(parameters) ? parameters : {});
  const selected =
    state.ResultSelector === undefined ? result : filled(state.ResultSelector, result, context);
  const output = state.ResultPath === null ? data : selected;
  return state.OutputPath === undefined ? output : at(output, String(state.OutputPath), context);
}

function chosen(state: JsonObject, data: JsonValue): string | undefined {
  const found = list(state.Choices)
    .map((one) => object(one) ?? {})
    .find(({ Variable, StringEquals }) => at(data, String(Variable), {}) === StringEquals);
  return text(found?.Next) ?? text(state.Default);
}

/** A payload template: fields whose names end with `.$` hold paths. */
function filled(template: JsonValue, data: JsonValue, context: JsonObject): JsonValue {
  if (!isObject(template)) {
    return template;
  }
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$')
        ? [name.slice(0, -2), at(data, String(value), context)]
        : [name, filled(value, data, context)],
    ),
  );
}

function at(data: JsonValue, path: string, context: JsonObject): JsonValue {
  const [root, names] = path.startsWith('$$') ? [context, path.slice(2)] : [data, path.slice(1)];
  return names
    .split('.')
    .filter((name) => name !== '')
    .reduce<JsonValue>((value, name) => {
      const found = object(value)?.[name];
      if (found === undefined) {
        throw new StateError(`States.Runtime: ${path} is not there`);
      }
      return found;
    }, root);
}
