import type { AppProps } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';

/**
 * How templates are written, whoever writes them: `cdk synth` and `npm run synth` give the same bytes, without a
 * machine's path, a stack trace, a timing or a usage record. Context is set after the command line's, so it wins.
 */
export const APP_PROPS: AppProps = {
  // An app that failed to load its configuration must not leave an empty assembly behind.
  autoSynth: false,
  analyticsReporting: false,
  stackTraces: false,
  treeMetadata: false,
  postCliContext: {
    'aws:cdk:disable-creation-stack-traces': true,
    'aws:cdk:performance-reporting': false,
    'aws:cdk:enable-path-metadata': false,
    'aws:cdk:enable-asset-metadata': false,
    // What aws-cdk-lib, pinned in package.json, recommends to new apps.
    ...recommended,
    // Templates name the partition by reference, so that none is written for one partition only.
    '@aws-cdk/core:enablePartitionLiterals': false,
    '@aws-cdk/core:enableAdditionalMetadataCollection': false,
  },
};
