/** Room for a long text (runbook, query), in UTF-16 units, from generous to what always fits. */
const ROOMS = [2_900, 1_400, 700, 300, 150, 60] as const;

/**
 * The first payload whose JSON is at most `maxBytes`: long texts are given less and less room. The last one is
 * returned even if it should be longer; the formats' own bounds keep it within every channel's limit.
 */
export function fitted<Payload>(maxBytes: number, build: (room: number) => Payload): Payload {
  for (const room of ROOMS) {
    const payload = build(room);
    if (Buffer.byteLength(JSON.stringify(payload)) <= maxBytes) {
      return payload;
    }
  }
  return build(ROOMS[ROOMS.length - 1] ?? 0);
}
