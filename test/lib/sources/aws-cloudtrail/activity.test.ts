import { apiActivity } from '../../../../lib/sources/aws-cloudtrail/activity';

describe('the activity of an operation', () => {
  it.each([
    ['CreateUser', false, 'Create'],
    ['RunInstances', false, 'Create'],
    ['BatchGetItem', true, 'Read'],
    ['AdminCreateUser', false, 'Create'],
    ['DescribeInstances', undefined, 'Read'],
    ['GetObject', undefined, 'Read'],
    ['HeadBucket', true, 'Read'],
    ['PutBucketPolicy', false, 'Update'],
    ['StopLogging', false, 'Update'],
    ['AuthorizeSecurityGroupIngress', false, 'Update'],
    ['DeleteTrail', false, 'Delete'],
    ['TerminateInstances', false, 'Delete'],
    ['AssumeRole', true, 'Read'],
    ['AssumeRole', false, 'Other'],
    ['Decrypt', 'true', 'Other'],
    ['Deletion', false, 'Other'],
    ['', false, 'Other'],
    ['日本語', false, 'Other'],
    ['constructor', false, 'Other'],
    [undefined, true, 'Unknown'],
  ])('%s with readOnly %s is %s', (operation, readOnly, activity) => {
    expect(apiActivity(operation, readOnly).activity_name).toBe(activity);
  });
});
