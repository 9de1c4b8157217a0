import { type JsonObject, type JsonValue, object, text } from '../../json';

/** Name of the product that sent an ASFF finding; before 2021 it stood in ProductFields alone. */
export function productName(finding: JsonObject): string | undefined {
  return text(finding.ProductName) ?? text(object(finding.ProductFields)?.['aws/securityhub/ProductName']);
}

export function isGuardDuty(product: JsonValue): boolean {
  return typeof product === 'string' && product.includes('GuardDuty');
}

/**
 * Whether the finding is GuardDuty's, of which source `aws-guardduty` makes an event of its own. It is kept, since
 * where GuardDuty is not collected it is the only trace; it has the same `finding_info.uid`, and alerts nobody.
 */
export function isCopy(finding: JsonObject): boolean {
  return isGuardDuty(productName(finding));
}

/** Whether Kumomori itself sent the finding to Security Hub: read back, it would be found again and again. */
export function isOwn(finding: JsonObject): boolean {
  return isFromKumomori(finding.GeneratorId, finding.ProductArn);
}

/** By the generator and by the product, which for an account's own findings is `…:product/<account>/default`. */
export function isFromKumomori(generator: JsonValue, product: JsonValue): boolean {
  return text(generator)?.startsWith('kumomori') === true && text(product)?.endsWith('/default') === true;
}
