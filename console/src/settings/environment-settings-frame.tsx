import type { ReactNode } from 'react'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import type { SettingsForm } from '../shell/use-settings-form.ts'
import { settingWords } from './setting-words.ts'
import { texts } from './texts.ts'
import type { EnvironmentSettings } from './use-environment-settings.ts'

interface EnvironmentSettingsFrameProps {
  readonly of: SettingsForm<EnvironmentSettings>
  readonly save: string
  readonly children: ReactNode
}

/** The form around settings of the environment. */
export function EnvironmentSettingsFrame({ of, save, children }: EnvironmentSettingsFrameProps) {
  return (
    <SettingsFormFrame of={of} nameOf={(name) => settingWords[name].name} save={save} saved={texts.saved}>
      {children}
    </SettingsFormFrame>
  )
}
