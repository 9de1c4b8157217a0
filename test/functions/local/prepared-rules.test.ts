import { preparedRules } from '../../../functions/local/prepared-rules';
import { readRuleFiles } from '../../../functions/local/rules';
import { loadForOperation } from '../../../lib/detections/operating-rules';

describe('the rules that the build prepared', () => {
  it('are what loading the shipped files gives', async () => {
    const files = await readRuleFiles(undefined, [], '.');

    expect(await preparedRules(files)).toEqual(loadForOperation(files, {}));
  });

  it.each([
    ['a file was changed', (text: string) => `${text}\n# changed`],
    ['a file was added', (text: string) => text],
  ])('are not used where %s', async (title, change) => {
    const files = await readRuleFiles(undefined, [], '.');
    const [first = { path: '', text: '' }, ...rest] = files;
    const other = { path: `${first.path}.yml`, text: change(first.text) };
    const changed = title.includes('added') ? [...files, other] : [{ ...other, path: first.path }, ...rest];

    expect(await preparedRules(changed)).toBeUndefined();
  });
});
