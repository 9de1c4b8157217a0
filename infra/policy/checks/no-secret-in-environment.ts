import { object } from '../../../lib/json';
import { at, resourcesOf, spelled } from '../template';
import { type TemplateCheck, violation } from './check';

const NAME = /(?:^|_)(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;
const VALUE =
  /AKIA[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|xox[abp]-|hooks\.slack\.com\/services|\{\{resolve:(?:secretsmanager|ssm-secure)/;

export const noSecretInEnvironment: TemplateCheck = {
  id: 'no-secret-in-environment',
  title: 'Functions read secrets from the secret store, not from their environment',
  controls: ['IA-5', 'SC-28'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::Lambda::Function').flatMap((fn) =>
      Object.entries(object(at(fn.properties, 'Environment.Variables')) ?? {})
        .filter(([name, value]) => NAME.test(name) || VALUE.test(spelled(value)))
        .map(([name]) =>
          violation(fn, `has a secret in its environment: ${name}; give it the secret's name instead`, name),
        ),
    ),
};
