import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account';
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring';
import { Construct } from 'constructs';
import type { ResolvedGcp, ResolvedPlatform } from '../../../lib/config/resolved';
import { tagsFor } from '../../policy/tags';

export interface RawKeyProps {
  readonly platform: ResolvedPlatform;
  readonly gcp: ResolvedGcp;
}

const NINETY_DAYS = `${90 * 86_400}s`;

/**
 * The key of the raw bucket, rotated every 90 days, and Cloud Storage's leave to use it. Google deletes no key
 * ring: a trial that is set up again in the same project imports the one left behind, or takes another name.
 */
export class RawKey extends Construct {
  readonly keyId: string;
  /** Must exist before a bucket uses the key. */
  readonly grant: KmsCryptoKeyIamMember;

  constructor(scope: Construct, id: string, { platform, gcp }: RawKeyProps) {
    super(scope, id);
    const ring = new KmsKeyRing(this, 'ring', { name: `${platform.name}-raw`, location: gcp.homeLocation });
    const key = new KmsCryptoKey(this, 'key', {
      name: 'raw',
      keyRing: ring.id,
      rotationPeriod: NINETY_DAYS,
      labels: tagsFor(platform, 'raw'),
      lifecycle: { preventDestroy: platform.lifecycle === 'production' },
    });
    const agent = new DataGoogleStorageProjectServiceAccount(this, 'storage-agent', {
      project: gcp.projectId,
    });
    this.keyId = key.id;
    this.grant = new KmsCryptoKeyIamMember(this, 'grant', {
      cryptoKeyId: key.id,
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: `serviceAccount:${agent.emailAddress}`,
    });
  }
}
