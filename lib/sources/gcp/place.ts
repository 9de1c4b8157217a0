/** Region and zone, as far as a location names them. */
export interface Place {
  readonly region?: string;
  readonly zone?: string;
}

/** `us-central1-a` is a zone of `us-central1`; `us-central1`, `us`, `global` are regions as far as OCSF goes. */
export function placeOf(location: string | undefined): Place {
  if (location === undefined) {
    return {};
  }
  const dash = location.length - 2;
  const zonal = location.charAt(dash) === '-' && isDigit(location.charCodeAt(dash - 1));
  return zonal ? { region: location.slice(0, dash), zone: location } : { region: location };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
