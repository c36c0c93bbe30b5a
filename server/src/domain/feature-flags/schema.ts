import { z } from 'zod'
import {
  expandSchema,
  isPlainText,
  isSafeName,
  NextToken,
  NOT_PLAIN,
  PageSize,
  SAFE_NAME,
  sortSchema,
} from '#platform/http'
import { FLAG_LEVELS, FLAG_TYPES, type FeatureFlag, type FlagInForce } from './feature-flag.ts'
import { textOfFlagValue } from './flag-value.ts'
import { OVERRIDES_COUNTED, type FlagByLevel, type FlagOverrides } from './views.ts'

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

const Expand = expandSchema('overrides').meta({
  description: 'With `overrides` each flag comes with what this environment, its organizations and users say of it.',
})

export const FlagList = z.object({
  sort: sortSchema('name', 'key'),
  page_size: PageSize,
  next_token: NextToken,
  expand: Expand,
})

export const FlagReading = z.object({ expand: Expand })

const Counted = z
  .number()
  .int()
  .meta({
    description: `How many override it in this environment; ${String(OVERRIDES_COUNTED + 1)} means more than ${String(OVERRIDES_COUNTED)}.`,
  })

export const FlagView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  type: Type,
  default_value: z.string().meta({ description: 'As text, whatever the type of the flag.' }),
  allow_override_level: Level.meta({ description: LEVEL }),
  environment_value: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'The override of this environment, or null. Where overrides were asked for.' }),
  organization_overrides: Counted.optional(),
  user_overrides: Counted.optional(),
})

export function flagViewOf(flag: FeatureFlag, overrides: FlagOverrides | undefined): z.input<typeof FlagView> {
  const { id, key, name, description, type, defaultValue, overrideLevel } = flag
  return {
    id,
    key,
    name,
    description,
    type,
    default_value: textOfFlagValue(type, defaultValue),
    allow_override_level: overrideLevel,
    ...(overrides && {
      environment_value: overrides.environment.length === 0 ? null : textOfFlagValue(type, overrides.environment[0]),
      organization_overrides: overrides.organizations,
      user_overrides: overrides.users,
    }),
  }
}

const Origin = z.enum(['default', ...FLAG_LEVELS])

export const UserFlagView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  type: Type,
  allow_override_level: Level.meta({ description: LEVEL }),
  value: z.string().meta({ description: 'The value that holds.' }),
  level: Origin.meta({ description: 'The level that decides: the innermost one that says something.' }),
  values: z
    .object({
      default: z.string(),
      env: z.string().nullable(),
      org: z.string().nullable(),
      usr: z.string().nullable(),
    })
    .meta({ description: 'What each level says, as text; null where it says nothing.' }),
})

export function userFlagViewOf(flag: FlagByLevel): z.input<typeof UserFlagView> {
  const { id, key, name, description, type, overrideLevel, value, origin, values } = flag
  const textOf = (level: z.output<typeof Origin>) =>
    Object.hasOwn(values, level) ? textOfFlagValue(type, values[level]) : null
  return {
    id,
    key,
    name,
    description,
    type,
    allow_override_level: overrideLevel,
    value: textOfFlagValue(type, value),
    level: origin,
    values: { default: textOf('default') ?? '', env: textOf('env'), org: textOf('org'), usr: textOf('usr') },
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
