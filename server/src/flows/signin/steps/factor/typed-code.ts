import { withoutBlanks, withPlainDigits } from '#platform/i18n'
import { CODE_DIGITS } from '../code/send-code.ts'

/** Returns a code of six digits as typed, in the digits of any script, or the problem with it. */
export function readTypedCode(
  typed: string | undefined,
): { readonly code: string } | { readonly problem: 'code_missing' | 'wrong_code' } {
  const code = withPlainDigits(withoutBlanks(typed ?? '')).replace(/\p{Pd}/gu, '')
  if (code === '') return { problem: 'code_missing' }
  return code.length === CODE_DIGITS && /^\d+$/.test(code) ? { code } : { problem: 'wrong_code' }
}
