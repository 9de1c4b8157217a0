/** Whether the first `count` decimal digits pass the check of ISO/IEC 7812 (Luhn). */
export function passesLuhn(digits: Uint8Array, count: number): boolean {
  let sum = 0;
  for (let at = count - 1, isDouble = false; at >= 0; at -= 1, isDouble = !isDouble) {
    const digit = digits[at] ?? 0;
    sum += isDouble ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}
