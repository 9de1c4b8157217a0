import { GCP, HEAD, problemsOf, resolved } from './support';

const withPlaceholders = (value: string) => `${HEAD}${GCP}detections:\n  placeholders: ${value}\n`;
const LINE = `${HEAD}${GCP}`.split('\n').length + 1;

test('values of placeholders come through as they are written', () => {
  const { detections } = resolved(
    withPlaceholders('{ Admins_Users: [root-ops, "break*"], home-tenant: ["1"] }'),
  );

  expect(detections.placeholders).toEqual({ Admins_Users: ['root-ops', 'break*'], 'home-tenant': ['1'] });
});

test.each([
  ['no values', '{ admins: [] }'],
  ['an empty value', '{ admins: [""] }'],
  ['a value alone', '{ admins: root }'],
  ['a number', '{ admins: [1] }'],
  ['a name with a percent sign', '{ "a%b": [x] }'],
])('%s is told with its line', (_case, value) => {
  const problems = problemsOf(withPlaceholders(value));

  expect(problems).toEqual([
    expect.stringMatching(new RegExp(`^platform.yaml:${LINE}: detections.placeholders`)),
  ]);
});
