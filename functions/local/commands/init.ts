import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type InitAnswers, initConfig } from '../../../lib/config/init';
import { loadConfig } from '../../../lib/config/load';
import { UsageError } from '../errors';

export interface InitFlags {
  name?: string;
  volume?: string;
  lifecycle?: string;
  awsOrganization?: string;
  awsManagementAccount?: string;
  awsAccount?: string;
  awsRegion?: string;
  azureTenant?: string;
  azureSubscription?: string;
  azureManagementGroup?: string;
  azureLocation?: string;
  gcpOrganization?: string;
  gcpProject?: string;
  gcpLocation?: string;
  force?: boolean;
}

type TextFlag = Exclude<keyof InitFlags, 'force'>;

const QUESTIONS: readonly (readonly [TextFlag, string])[] = [
  ['name', 'Name of the platform (3 to 20 lower-case letters, digits, hyphens)'],
  ['volume', 'Volume: startup, midsize or enterprise'],
  ['lifecycle', 'Lifecycle: trial or production'],
  ['awsAccount', 'AWS account that holds the lake (12 digits; empty: no AWS)'],
  ['awsRegion', 'AWS home region'],
  ['awsOrganization', 'AWS organization (o-…; empty: a single account)'],
  ['awsManagementAccount', 'AWS management account (12 digits)'],
  ['azureTenant', 'Microsoft Entra tenant (empty: no Azure)'],
  ['azureSubscription', 'Azure subscription that holds the lake'],
  ['azureManagementGroup', 'Azure management group to enrol'],
  ['azureLocation', 'Azure location'],
  ['gcpOrganization', 'Google Cloud organization (digits; empty: no Google Cloud)'],
  ['gcpProject', 'Google Cloud project that holds the lake'],
  ['gcpLocation', 'Google Cloud location'],
];

/** Questions that only make sense once the one they hang on was answered. */
const HANGS_ON: Partial<Record<TextFlag, TextFlag>> = {
  awsRegion: 'awsAccount',
  awsOrganization: 'awsAccount',
  awsManagementAccount: 'awsOrganization',
  azureSubscription: 'azureTenant',
  azureManagementGroup: 'azureTenant',
  azureLocation: 'azureTenant',
  gcpProject: 'gcpOrganization',
  gcpLocation: 'gcpOrganization',
};

/** `kumomori init`: writes a commented configuration that is known to load; asks on a terminal what no flag says. */
export async function init(file: string, flags: InitFlags): Promise<void> {
  const given = QUESTIONS.some(([flag]) => flags[flag] !== undefined);
  const answers = !given && process.stdin.isTTY ? await ask(flags) : flags;
  const text = initConfig(toAnswers(answers));
  const loaded = loadConfig(text, file);
  if (!loaded.ok) {
    throw new UsageError(loaded.problem.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  }
  await writeFile(file, text, { flag: flags.force ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      error.code === 'EEXIST'
        ? `${file}: is there already; --force replaces it`
        : `${file}: ${error.message}`,
    );
  });
  process.stdout.write(`wrote ${file}; next: npx kumomori config validate ${file}\n`);
}

async function ask(flags: InitFlags): Promise<InitFlags> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answers: InitFlags = { ...flags };
  for (const [flag, question] of QUESTIONS) {
    const needed = HANGS_ON[flag];
    if (!needed || answers[needed]) {
      answers[flag] = (await terminal.question(`${question}: `)).trim() || undefined;
    }
  }
  terminal.close();
  return answers;
}

function toAnswers(flags: InitFlags): InitAnswers {
  const aws = flags.awsAccount || flags.awsRegion || flags.awsOrganization;
  const azure =
    flags.azureTenant || flags.azureSubscription || flags.azureManagementGroup || flags.azureLocation;
  const gcp = flags.gcpOrganization || flags.gcpProject || flags.gcpLocation;
  return {
    name: flags.name,
    volume: flags.volume as InitAnswers['volume'],
    lifecycle: flags.lifecycle as InitAnswers['lifecycle'],
    aws: aws
      ? {
          homeRegion: flags.awsRegion ?? '',
          securityAccount: flags.awsAccount ?? '',
          organizationId: flags.awsOrganization,
          managementAccount: flags.awsManagementAccount,
        }
      : undefined,
    azure: azure
      ? {
          tenantId: flags.azureTenant ?? '',
          subscriptionId: flags.azureSubscription ?? '',
          managementGroup: flags.azureManagementGroup ?? '',
          homeLocation: flags.azureLocation ?? '',
        }
      : undefined,
    gcp: gcp
      ? {
          organizationId: flags.gcpOrganization ?? '',
          projectId: flags.gcpProject ?? '',
          homeLocation: flags.gcpLocation ?? '',
        }
      : undefined,
  };
}
