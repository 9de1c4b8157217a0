import { isObject, type JsonObject, list, object, text } from '../../json';
import { pair } from '../../ocsf/build';
import type { Compliance } from '../../ocsf/event';

const PASS = pair('compliance', 'status_id', 1);
const BY_STATUS: ReadonlyMap<string, typeof PASS> = new Map([
  ['PASSED', PASS],
  ['WARNING', pair('compliance', 'status_id', 2)],
  ['FAILED', pair('compliance', 'status_id', 3)],
  ['NOT_AVAILABLE', pair('compliance', 'status_id', 0)],
]);

/**
 * The check of a control that a finding is the result of; undefined when it is of none. Source: ASFF, Compliance; for
 * findings from before controls were consolidated, ProductFields.
 */
export function complianceOf(finding: JsonObject): Compliance | undefined {
  const compliance = object(finding.Compliance);
  const fields = object(finding.ProductFields);
  const status = text(compliance?.Status);
  const control = text(compliance?.SecurityControlId) ?? text(fields?.ControlId) ?? text(fields?.RuleId);
  if (compliance === undefined || (status === undefined && control === undefined)) {
    return undefined;
  }
  return {
    ...BY_STATUS.get(status ?? ''),
    status_code: status,
    control,
    standards:
      texts(list(compliance.AssociatedStandards).map((one) => object(one)?.StandardsId)) ??
      texts([fields?.StandardsControlArn ?? fields?.StandardsGuideArn]),
    requirements: texts(list(compliance.RelatedRequirements)),
    status_details: texts(list(compliance.StatusReasons).map((reason) => object(reason)?.ReasonCode)),
    control_parameters: parametersOf(compliance),
  };
}

function parametersOf(compliance: JsonObject): Compliance['control_parameters'] {
  const parameters = list(compliance.SecurityControlParameters)
    .filter(isObject)
    .flatMap(({ Name, Value }) => {
      const [name, values] = [text(Name), texts(list(Value))];
      return name === undefined || values === undefined ? [] : [{ name, values }];
    });
  return parameters.length > 0 ? parameters : undefined;
}

/** Those that are texts; undefined when none is. */
export function texts(values: readonly unknown[]): string[] | undefined {
  const found = values.flatMap((value) => text(value) ?? []);
  return found.length > 0 ? found : undefined;
}
