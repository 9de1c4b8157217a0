import * as z from 'zod';

/** Text of one form. `form` completes "must be …" and is the whole error a person sees. */
export function text(form: RegExp, description: string) {
  return z.string().regex(form, `must be ${description}`).describe(description);
}

export const name = text(
  /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/,
  '3 to 20 lower-case letters, digits and hyphens, a letter first',
);

export const accountName = text(/^\S.{0,49}$/, '1 to 50 characters');
export const awsAccountId = text(/^\d{12}$/, '12 digits in quotes');
export const awsOrganizationId = text(/^o-[a-z0-9]{10,32}$/, 'an organization id such as o-a1b2c3d4e5');
export const awsOrganizationalUnit = text(
  /^(?:ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/,
  'an organizational unit such as ou-ab12-3cd4ef56, or a root such as r-ab12',
);
export const awsRegion = text(/^[a-z]{2}(?:-[a-z]+){1,3}-\d$/, 'an AWS region such as ap-northeast-1');

export const guid = text(
  /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
  'a GUID such as 0a1b2c3d-0000-4000-8000-0123456789ab',
);
export const azureManagementGroup = text(
  /^[A-Za-z0-9][A-Za-z0-9_().-]{0,88}[A-Za-z0-9_)(-]?$/,
  'a management group id (not its display name)',
);
export const azureLocation = text(
  /^[a-z][a-z0-9]{2,40}$/,
  "an Azure location's short name such as japaneast",
);

export const gcpOrganizationId = text(/^\d{6,20}$/, "an organization's number, digits in quotes");
export const gcpProjectId = text(
  /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
  'a project id such as acme-security (not its number or name)',
);
export const gcpLocation = text(
  /^[a-z]+-[a-z]+\d{1,2}$/,
  'a Google Cloud region such as asia-northeast1 (multi-regions copy across borders)',
);

export const days = z.int().min(1).max(36_500);
export const path = text(/\S/, 'a path, relative to this file');
