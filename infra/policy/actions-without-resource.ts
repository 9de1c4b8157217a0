/**
 * Actions that take no resource: a statement can only allow them on `*`. Source: the Service Authorization Reference,
 * "Actions, resources, and condition keys" of each service, where the column of resource types is empty.
 */
export const ACTIONS_WITHOUT_RESOURCE: ReadonlySet<string> = new Set(
  [
    'cloudtrail:ListPublicKeys',
    'cloudwatch:PutMetricData',
    'ec2:DescribeFlowLogs',
    'ec2:DescribeRegions',
    'ec2:DescribeVpcs',
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:UpdateLogDelivery',
    'logs:DescribeResourcePolicies',
    'logs:PutResourcePolicy',
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListAWSServiceAccessForOrganization',
    'organizations:ListDelegatedAdministrators',
    'organizations:ListRoots',
    'route53resolver:ListResolverQueryLogConfigAssociations',
    'route53resolver:ListResolverQueryLogConfigs',
    'sts:GetCallerIdentity',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ].map((action) => action.toLowerCase()),
);
