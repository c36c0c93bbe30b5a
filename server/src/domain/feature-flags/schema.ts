import { z } from 'zod'
import { isPlainText, isSafeName, NextToken, NOT_PLAIN, PageSize, SAFE_NAME, sortSchema } from '#platform/http'
import { FLAG_LEVELS, FLAG_TYPES, type FeatureFlag, type FlagInForce } from './feature-flag.ts'
import { textOfFlagValue } from './flag-value.ts'

const Name = z.string().trim().min(1).max(200).refine(isPlainText, NOT_PLAIN)
const Description = z.string().max(1_000).refine(isPlainText, NOT_PLAIN)
const Type = z.enum(FLAG_TYPES).meta({ description: '`json` is an addition of ours. It stays for good.' })
const Level = z.enum(FLAG_LEVELS)
const Value = z.string().meta({ description: 'As text, whatever the type of the flag.' })
const LEVEL = 'The innermost level that may override it: `env`, `org` or `usr`. It stays for good.'

export const NewFlagBody = z.object({
  name: Name,
  description: Description.nullish(),
  key: z
    .string()
    .regex(
      /^[\x21\x23-\x5B\x5D-\x7E]{1,128}$/,
      'must be 1 to 128 printable ASCII characters without blank, quote or \\',
    )
    .refine(isSafeName, SAFE_NAME)
    .meta({ description: 'What code asks for and tokens say. It stays for good.', example: 'is_dark_mode' }),
  type: Type,
  allow_override_level: Level.nullish().meta({ description: `${LEVEL} Not sent it is \`env\`.` }),
  default_value: Value,
})

export const FlagList = z.object({ sort: sortSchema('name', 'key'), page_size: PageSize, next_token: NextToken })

export const FlagView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  type: Type,
  default_value: z.string().meta({ description: 'As text, whatever the type of the flag.' }),
  allow_override_level: Level.meta({ description: LEVEL }),
})

export function flagViewOf({ id, key, name, description, type, defaultValue, overrideLevel }: FeatureFlag) {
  return {
    id,
    key,
    name,
    description,
    type,
    default_value: textOfFlagValue(type, defaultValue),
    allow_override_level: overrideLevel,
  }
}

export const FlagQuery = z.object({
  name: Name,
  description: Description,
  type: Type,
  allow_override_level: Level.meta({ description: LEVEL }),
  default_value: Value,
})

/** Any text: one that is no key is one that nobody has. */
const FlagKey = z.string().meta({ description: 'The key of the flag.', example: 'is_dark_mode' })

export const FlagParams = z.object({ feature_flag_key: FlagKey })
export const ValueQuery = z.object({ value: Value })
export const ValueBody = z.object({ value: Value })

const FlagValue = z.object({ type: Type, value: z.string() })

/** Flags by their keys. */
export const FlagMap = z.record(z.string(), FlagValue)

export function flagMapOf(flags: readonly FlagInForce[]): z.input<typeof FlagMap> {
  return Object.fromEntries(flags.map(({ key, type, value }) => [key, { type, value: textOfFlagValue(type, value) }]))
}
