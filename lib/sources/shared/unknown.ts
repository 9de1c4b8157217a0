/** Stands where OCSF demands a value and the record has none: no name, operation or address is made up. */
export const UNKNOWN = 'Unknown';
