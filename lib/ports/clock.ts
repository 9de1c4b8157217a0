/** The time of day. The core never reads the machine's clock itself, so that a batch can be repeated exactly. */
export interface Clock {
  nowMicros(): number;
}
