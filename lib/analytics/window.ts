import { formatMicros } from '../time';
import type { WindowSize } from './baseline';

export const WINDOW_MICROS: Readonly<Record<WindowSize, number>> = {
  hour: 3_600_000_000,
  day: 86_400_000_000,
};

/** An hour or a day of event time, UTC. */
export interface Window {
  readonly size: WindowSize;
  /** Microseconds since the epoch. */
  readonly start: number;
}

/** The window an event is in. */
export function windowAt(size: WindowSize, micros: number): Window {
  return { size, start: Math.floor(micros / WINDOW_MICROS[size]) * WINDOW_MICROS[size] };
}

export function endOf({ size, start }: Window): number {
  return start + WINDOW_MICROS[size];
}

/** `2024-08-12` or `2024-08-12T10`: sorts as time does. */
export function nameOf({ size, start }: Window): string {
  return formatMicros(start).slice(0, size === 'day' ? 10 : 13);
}

/** The day of an event time: `2024-08-12`. */
export function dayOf(micros: number): string {
  return nameOf(windowAt('day', micros));
}

/** Microseconds of a day's start, by its name. */
export function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) * 1000;
}
