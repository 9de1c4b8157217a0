import { MASK_TEXT } from './kinds';
import { replaceText } from './scan/replace-text';

/** A text with the mask of its kind in the place of every find: for messages that leave the pipeline. */
export function maskText(text: string): string {
  return replaceText(text, (kind) => MASK_TEXT[kind]);
}
