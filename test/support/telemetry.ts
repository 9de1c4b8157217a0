/** What a function told while a test ran: lines of its log, and metrics by name with the value of their dimension. */
export interface Told {
  lines(): readonly Readonly<Record<string, unknown>>[];
  metrics(name: string): readonly { readonly value: unknown; readonly of?: unknown }[];
  clear(): void;
}

type Line = Readonly<Record<string, unknown>>;

/** Listens to the log from here on; `jest.restoreAllMocks` ends it. */
export function listen(): Told {
  const spies = (['log', 'info', 'warn', 'error'] as const).map((level) =>
    jest.spyOn(console, level).mockImplementation(() => undefined),
  );
  const all = (): Line[] =>
    spies.flatMap((spy) => spy.mock.calls.map(([line]) => JSON.parse(String(line)) as Line));
  return {
    lines: () => all().filter((line) => line.message !== undefined),
    metrics: (name) =>
      all()
        .filter((line) => line._aws !== undefined && name in line)
        .map((line) => ({
          value: line[name],
          of: line.class ?? line.source ?? line.destination ?? line.level,
        })),
    clear: () => spies.forEach((spy) => void spy.mockClear()),
  };
}
