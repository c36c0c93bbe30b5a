import { InvalidInput } from '#platform/errors'
import { checkJson } from '#platform/http'
import type { FlagType } from './feature-flag.ts'

const LARGEST = 2_147_483_647
const SMALLEST = -2_147_483_648
const LONGEST = 4_000

/**
 * Reads a value, which comes as text whatever its type is. Decimals of a number are cut off.
 *
 * @throws {InvalidInput} `INVALID_FLAG_VALUE`
 */
export function parseFlagValue(type: FlagType, text: string): unknown {
  if (text.length > LONGEST) throw invalid(`must not be longer than ${String(LONGEST)} characters`)
  switch (type) {
    case 'str':
      return text
    case 'bool':
      if (text !== 'true' && text !== 'false') throw invalid('must be true or false')
      return text === 'true'
    case 'int':
      return parseNumber(text)
    case 'json':
      return parseJson(text)
  }
}

export function textOfFlagValue(type: FlagType, value: unknown): string {
  return type === 'str' ? String(value) : JSON.stringify(value)
}

function parseNumber(text: string): number {
  // The addition of 0 turns -0 into 0, which JSON writes as 0 anyway.
  const number = /^[+-]?\d+(\.\d*)?$/.test(text) ? Math.trunc(Number(text)) + 0 : NaN
  if (number >= SMALLEST && number <= LARGEST) return number
  throw invalid(`must be a number from ${String(SMALLEST)} to ${String(LARGEST)}`)
}

/** @throws {InvalidInput} those of `checkJson` too */
function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid('must be JSON')
  }
  checkJson(value)
  return value
}

function invalid(what: string): InvalidInput {
  return new InvalidInput('INVALID_FLAG_VALUE', `The value ${what}.`)
}
