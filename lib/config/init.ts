import { initAws, initAzure, initGcp } from './init-clouds';
import { scalar } from './scalar';

/** What `kumomori init` asks or takes as flags; everything left out keeps its default. */
export interface InitAnswers {
  readonly name?: string;
  readonly lifecycle?: 'trial' | 'production';
  readonly volume?: 'startup' | 'midsize' | 'enterprise';
  readonly aws?: InitAws;
  readonly azure?: InitAzure;
  readonly gcp?: InitGcp;
}

export interface InitAws {
  readonly homeRegion: string;
  readonly securityAccount: string;
  readonly organizationId?: string;
  /** Needed with an organization. */
  readonly managementAccount?: string;
  readonly logArchiveAccount?: string;
}

export interface InitAzure {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly managementGroup: string;
  readonly homeLocation: string;
}

export interface InitGcp {
  readonly organizationId: string;
  readonly projectId: string;
  readonly homeLocation: string;
}

/**
 * A commented configuration, ready to load when the answers are of the right form; where they are not,
 * `loadConfig` says so with the line. No answer can change the document around it.
 */
export function initConfig(answers: InitAnswers): string {
  const { name = 'kumomori', lifecycle = 'trial', volume = 'startup', aws, azure, gcp } = answers;
  const blocks = [
    HEADER,
    `name: ${scalar(name)} # begins the name of everything that is deployed`,
    `lifecycle: ${scalar(lifecycle)} # trial: unlocked, destroyable; production: raw logs are locked`,
    `volume: ${scalar(volume)} # startup | midsize | enterprise: about 50, 1,000, 10,000 employees`,
    COMMON,
    ...(aws ? [initAws(aws)] : []),
    ...(azure ? [initAzure(azure)] : []),
    ...(gcp ? [initGcp(gcp)] : []),
  ];
  return `${blocks.join('\n')}\n`;
}

const HEADER = `# What kumomori watches, where logs are kept and for how long.
# \`kumomori config validate\` checks this file, \`kumomori config schema\` prints a JSON Schema for editors.
version: 1`;

const COMMON = `
retention: # age in days at which a tier ends
  hot_days: 30
  warm_days: 365
  cold_days: 2555 # seven years; raw logs are archived after it, or deleted at total_days
  # total_days: 3650

privacy:
  free_text: mask # or tokenize
  identities: keep # or mask, tokenize
  addresses: keep # or mask, tokenize
  # token_key: kumomori/token-key # name of the secret, needed where anything is tokenized
  # overrides:
  #   - source: aws-cloudtrail
  #     class: authentication
  #     identities: tokenize

# enrichment:
#   users: directories/users.csv # user to department
#   accounts: directories/accounts.csv # account to environment and owner

# sources:
#   aws-vpc-flow:
#     criticality: normal # critical: seconds, important: minutes, normal: hours`;
