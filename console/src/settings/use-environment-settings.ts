import type { Answer } from '@gatehouse/api-client'
import { useAnswer } from '../shell/api.ts'
import { useSettingsForm, type SettingsForm } from '../shell/use-settings-form.ts'
import { texts } from './texts.ts'

export type EnvironmentSettings = Answer<'getEnvironmentSettings'>['settings']

/** The least and the most of the settings that are numbers. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  code_lifetime_minutes: [1, 1_440],
  lockout_attempts: [1, 100],
  lockout_minutes: [1, 60],
  authenticated_session_lifetime: [60, 31_536_000],
  signing_key_rotation_days: [1, 3_650],
}

/** The form of a page of settings: every setting of the environment, of which the page shows some. */
export function useEnvironmentSettings(): SettingsForm<EnvironmentSettings> {
  const { settings } = useAnswer('getEnvironmentSettings')
  return useSettingsForm({
    operation: 'updateEnvironmentSettings',
    saved: settings,
    level: 'environment',
    inputOf: (body) => ({ body }),
    refresh: ['getEnvironmentSettings', 'getEnvironment', 'getEmailMethods', 'getGoLiveChecklist'],
    validate: outOfRange,
    problems: texts.problems,
    fieldOf: {
      NO_OPEN_ORGANIZATION: 'is_self_sign_up_allowed',
      NO_HOMEPAGE: 'homepage_application',
      NOT_A_DEVICE_APPLICATION: 'default_device_application',
    },
  })
}

function outOfRange(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const wrong = Object.entries(RANGES).filter(([name, [least, most]]) => {
    const { [name]: value } = values
    return typeof value === 'number' && (value < least || value > most)
  })
  return Object.fromEntries(wrong.map(([name, [least, most]]) => [name, texts.range(least, most)]))
}
