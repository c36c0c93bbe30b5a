import { z } from 'zod'
import { DEFINITIONS, type Level, type SettingName, type ResolvedSettings } from './settings.ts'

/** A change of settings at one level: values to set, and names to remove. */
export interface SettingsChange {
  readonly said: Readonly<Record<string, unknown>>
  readonly unsaid: readonly string[]
}

interface SettingView {
  readonly value: unknown
  readonly source: Level | 'default'
  readonly inherited?: unknown
}

/** The colours of a brand, by the names of the levels that have one. */
export const BRAND_FIELDS = {
  background_color: 'backgroundColor',
  button_color: 'buttonColor',
  button_text_color: 'buttonTextColor',
  link_color: 'linkColor',
  background_color_dark: 'backgroundColorDark',
  button_color_dark: 'buttonColorDark',
  button_text_color_dark: 'buttonTextColorDark',
  link_color_dark: 'linkColorDark',
} as const

/** The radii of a brand; only an environment has them. */
export const RADIUS_FIELDS = {
  button_border_radius: 'buttonRadius',
  card_border_radius: 'cardRadius',
  input_border_radius: 'inputRadius',
} as const

/** Names of values in the published contract, where they differ from ours. */
const WIRE_VALUES: Partial<Record<SettingName, Readonly<Record<string, string>>>> = {
  emailMethod: { code: 'email:otp', password: 'email:password' },
}

/** Further values that are accepted on the wire, and never returned. */
const WIRE_ALIASES: Partial<Record<SettingName, Readonly<Record<string, string>>>> = {
  // Organizations show it as `color_scheme`, and Terraform's provider sends it as the theme.
  themeCode: { 'light dark': 'user_preference' },
}

/**
 * Returns the wire shapes of settings; `fields` maps each wire name to its setting. `null`, and empty text where a
 * setting may be empty, remove the value of the level, so that it is inherited again.
 */
export function settingsSchema(level: Level, fields: Readonly<Record<string, SettingName>>) {
  const entries = Object.entries(fields).map(([wireName, name]) => {
    if (!DEFINITIONS[name].levels.includes(level)) throw new Error(`${name} is not a setting of the ${level}`)
    return { wireName, name, schema: wireSchemaOf(name) }
  })
  const optional = entries.map(
    ({ wireName, name, schema }) => [wireName, clearable(name, takenSchemaOf(name, schema)).optional()] as const,
  )
  const inherited = { description: `What it would be if the ${level} did not set it; absent where it does not.` }
  const shown = entries.map(
    ({ wireName, schema }) =>
      [wireName, z.object({ value: schema, source: Source, inherited: schema.optional().meta(inherited) })] as const,
  )
  return {
    /** The fields of a body that changes them. */
    fields: Object.fromEntries(optional),
    /** Each setting with its value and the level that set it. */
    view: z.object(Object.fromEntries(shown)),
    changeOf(body: Readonly<Record<string, unknown>>): SettingsChange {
      const sent = entries.filter(({ wireName }) => body[wireName] !== undefined)
      const isCleared = ({ wireName }: { wireName: string }) => body[wireName] === null || body[wireName] === ''
      const said = sent
        .filter((one) => !isCleared(one))
        .map(({ name, wireName }) => [name, fromWire(name, body[wireName])])
      return { said: Object.fromEntries(said), unsaid: sent.filter(isCleared).map(({ name }) => name) }
    },
    /** Only the values. */
    valuesOf({ values }: ResolvedSettings): Record<string, unknown> {
      return Object.fromEntries(entries.map(({ wireName, name }) => [wireName, toWire(name, values[name])]))
    },
    /** Returns each setting with its level; `above` are the settings without those of this level. */
    viewOf({ values, origins }: ResolvedSettings, above: ResolvedSettings): Record<string, SettingView> {
      return Object.fromEntries(
        entries.map(({ wireName, name }) => [
          wireName,
          {
            value: toWire(name, values[name]),
            source: origins[name],
            ...(origins[name] === level ? { inherited: toWire(name, above.values[name]) } : {}),
          },
        ]),
      )
    },
  }
}

const LONGEST_SHOWN = 200

/** Returns one setting as a trace shows it: by its wire name, with its value as text and the level that set it. */
export function settingView({ values, origins }: ResolvedSettings, name: SettingName) {
  const value = toWire(name, values[name])
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const wireName = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return { name: wireName, value: text.slice(0, LONGEST_SHOWN), source: origins[name] }
}

const Source = z
  .enum(['default', 'business', 'environment', 'application', 'organization'])
  .meta({ description: 'Which level says so; `default`: none does.' })

function wireSchemaOf(name: SettingName): z.ZodType {
  const words = WIRE_VALUES[name]
  return words ? z.enum(Object.values(words)) : DEFINITIONS[name].schema
}

function takenSchemaOf(name: SettingName, schema: z.ZodType): z.ZodType {
  const words = Object.keys(WIRE_ALIASES[name] ?? {})
  return words.length === 0 ? schema : z.union([schema, z.enum(words)])
}

function clearable(name: SettingName, schema: z.ZodType): z.ZodType {
  const mayBeEmpty = DEFINITIONS[name].schema.safeParse(null).success
  if (!mayBeEmpty) return schema.nullable()
  // The message is the one of the setting itself, not that neither branch matched.
  return z.union([schema, z.literal('')], {
    error: (issue) => (issue.code === 'invalid_union' ? issue.errors[0]?.[0]?.message : undefined),
  })
}

function toWire(name: SettingName, value: unknown): unknown {
  return WIRE_VALUES[name]?.[String(value)] ?? value
}

function fromWire(name: SettingName, value: unknown): unknown {
  const meant = WIRE_ALIASES[name]?.[String(value)]
  if (meant !== undefined) return meant
  const words = Object.entries(WIRE_VALUES[name] ?? {})
  return words.find(([, word]) => word === value)?.[0] ?? value
}
