import { delivered } from './log-delivery';
import { type Access, NOTHING, objectsArn, ours, type Target } from './statement';

const FOLDER = 'elasticloadbalancing';

/**
 * Access logs of one region's load balancers: application and classic ones are written by Elastic Load Balancing
 * itself, network ones by log delivery. Source: Elastic Load Balancing, enable access logs.
 */
export function loadBalancers(target: Target, region: string): Access {
  const { aws, partition } = target;
  if (!aws.landing.includes('load_balancers')) {
    return NOTHING;
  }
  const network = delivered(target, [FOLDER], [region]);
  return {
    bucket: [
      {
        Sid: 'LoadBalancersWrite',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: objectsArn(target, `AWSLogs/*/${FOLDER}/*`),
        Condition: {
          StringEquals: ours(aws),
          ArnLike: { 'aws:SourceArn': `arn:${partition}:elasticloadbalancing:${region}:*:loadbalancer/*` },
        },
      },
      ...network.bucket,
    ],
    key: [],
  };
}

/** Web request logs of one region's AWS WAF. Source: AWS WAF Developer Guide, logging to Amazon S3. */
export function waf(target: Target, region: string): Access {
  return target.aws.landing.includes('waf')
    ? { bucket: delivered(target, ['WAFLogs'], [region]).bucket, key: [] }
    : NOTHING;
}
