import { isProduction } from '../lifecycle';
import { resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

/** What holds data, or the key to it. */
const STORES = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

export const storeRetained: TemplateCheck = {
  id: 'store-retained',
  title: 'In production stores outlive their stacks',
  controls: ['AU-11', 'CP-9'],
  check: (stack) =>
    resourcesOf(stack, ...STORES)
      .filter(isProduction)
      .flatMap((store) => {
        const gone = ['DeletionPolicy', 'UpdateReplacePolicy'].filter(
          (name) => store.body[name] !== 'Retain',
        );
        return gone.length === 0
          ? []
          : [
              violation(
                store,
                `would be deleted with its stack or when it is replaced: set ${gone.join(' and ')} to Retain`,
              ),
            ];
      }),
};
