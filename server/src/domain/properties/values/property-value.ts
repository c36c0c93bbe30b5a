import { InvalidInput } from '#platform/errors'
import type { Property, PropertyType } from '../property.ts'

const LONGEST = { single_line_text: 1_000, multi_line_text: 10_000 } as const satisfies Record<PropertyType, number>

/** Line breaks and tabs are valid in text of several lines, other control characters in neither. */
const UNWANTED = { single_line_text: /\p{Cc}/u, multi_line_text: /[^\P{Cc}\n\r\t]/u } as const

/** @throws {InvalidInput} `INVALID_PROPERTY_VALUE` */
export function checkPropertyValue({ key, type }: Pick<Property, 'key' | 'type'>, value: string): void {
  if (value.length > LONGEST[type]) throw invalid(key, `is longer than ${String(LONGEST[type])} characters`)
  if (UNWANTED[type].test(value)) {
    throw invalid(key, type === 'single_line_text' ? 'has a line break or control character' : 'has control characters')
  }
}

function invalid(key: string, what: string): InvalidInput {
  return new InvalidInput('INVALID_PROPERTY_VALUE', `The value of ${key} ${what}.`)
}

/**
 * Returns the part of a value that a search compares. PostgreSQL counts characters, JavaScript UTF-16 units: a
 * surrogate pair is never cut in two.
 */
export function searchValueOf(value: string): string {
  return value.slice(0, 200).toWellFormed()
}
