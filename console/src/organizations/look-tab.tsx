import { Section } from '@gatehouse/ui'
import { ColorInput } from '@mantine/core'
import type { PageDefinition } from '../shell/page-route.ts'
import { ChoiceSetting, SettingFrame } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useParam } from '../shell/use-params.ts'
import type { SettingState } from '../shell/use-settings-form.ts'
import { Logos } from './logos.tsx'
import { OrganizationFrame } from './organization-frame.tsx'
import { loadSettings, useOrganizationForm, useOrganizationSettings } from './organization-settings.tsx'
import { texts } from './texts.ts'

const LIGHT = ['background_color', 'button_color', 'button_text_color', 'link_color'] as const
const DARK = ['background_color_dark', 'button_color_dark', 'button_text_color_dark', 'link_color_dark'] as const

function LookTab() {
  const { settings } = useOrganizationSettings()
  const form = useOrganizationForm({
    theme_code: settings.theme_code,
    background_color: settings.background_color,
    button_color: settings.button_color,
    button_text_color: settings.button_text_color,
    link_color: settings.link_color,
    background_color_dark: settings.background_color_dark,
    button_color_dark: settings.button_color_dark,
    button_text_color_dark: settings.button_text_color_dark,
    link_color_dark: settings.link_color_dark,
  })
  const { lead, theme, themes, light, dark, lightReason, darkReason, themeReason, fields } = texts.look
  return (
    <OrganizationFrame tab="look" lead={lead}>
      <Logos code={useParam('organization')} />
      <SettingsFormFrame of={form} nameOf={(name) => fields[name].name} save={texts.save} saved={texts.saved}>
        <Section title={theme} reason={themeReason}>
          <ChoiceSetting state={form.settingOf('theme_code')} words={fields.theme_code} choices={themes} />
        </Section>
        <Section title={light} reason={lightReason}>
          {LIGHT.map((name) => (
            <ColourSetting key={name} state={form.settingOf(name)} words={fields[name]} />
          ))}
        </Section>
        <Section title={dark} reason={darkReason}>
          {DARK.map((name) => (
            <ColourSetting key={name} state={form.settingOf(name)} words={fields[name]} />
          ))}
        </Section>
      </SettingsFormFrame>
    </OrganizationFrame>
  )
}

interface ColourSettingProps {
  readonly state: SettingState
  readonly words: { readonly name: string; readonly help: string }
}

function ColourSetting({ state, words }: ColourSettingProps) {
  return (
    <SettingFrame
      state={state}
      words={words}
      say={(value) => (typeof value === 'string' ? value : texts.look.noColour)}
      control={(label) => (
        <ColorInput
          {...label}
          w="100%"
          format="hex"
          withEyeDropper={false}
          placeholder={texts.look.noColour}
          error={state.problem !== undefined}
          value={typeof state.value === 'string' ? state.value : ''}
          onChange={state.set}
        />
      )}
    />
  )
}

export const organizationLookPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadSettings(ask, params),
    ask('ReadOrganizationLogo', { org_code: params['organization'] ?? '' }),
  ],
  Component: LookTab,
}
