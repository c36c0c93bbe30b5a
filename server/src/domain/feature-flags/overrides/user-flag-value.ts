import { checkLevel, type FeatureFlag } from '../feature-flag.ts'
import { parseFlagValue } from '../flag-value.ts'

/**
 * Returns the value of a flag for a user from text.
 *
 * @throws {InvalidInput} `FLAG_OVERRIDE_NOT_ALLOWED`, `INVALID_FLAG_VALUE`
 */
export function userFlagValue(flag: FeatureFlag, text: string): unknown {
  checkLevel(flag, 'usr')
  return parseFlagValue(flag.type, text)
}
