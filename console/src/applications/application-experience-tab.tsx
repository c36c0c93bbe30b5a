import { Section } from '@gatehouse/ui'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ChoiceSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useParam } from '../shell/use-params.ts'
import { useSettingsForm } from '../shell/use-settings-form.ts'
import { ApplicationFrame } from './application-frame.tsx'
import { settingTexts } from './setting-texts.ts'
import { texts } from './texts.ts'

const SIGN_UP = ['is_ask_for_name', 'has_marketing_consent', 'has_sign_in_link_on_sign_up_page'] as const
const SIGN_IN = ['has_register_link_on_sign_in_page', 'has_cancel_button', 'use_gravatar_fallback'] as const

const LANGUAGES = ['ar', 'de', 'en'] as const

function ApplicationExperiencePage() {
  const id = useParam('application')
  const { settings } = useAnswer('getApplicationSettings', { application_id: id })
  const form = useSettingsForm({
    operation: 'updateApplicationSettings',
    saved: {
      is_ask_for_name: settings.is_ask_for_name,
      has_marketing_consent: settings.has_marketing_consent,
      has_sign_in_link_on_sign_up_page: settings.has_sign_in_link_on_sign_up_page,
      has_register_link_on_sign_in_page: settings.has_register_link_on_sign_in_page,
      has_cancel_button: settings.has_cancel_button,
      use_gravatar_fallback: settings.use_gravatar_fallback,
      language_key: settings.language_key,
    },
    level: 'application',
    inputOf: (body) => ({ parameters: { application_id: id }, body }),
    refresh: ['getApplicationSettings', 'getApplication'],
    problems: texts.problems,
  })
  return (
    <ApplicationFrame open="experience">
      <SettingsFormFrame of={form} nameOf={(name) => settingTexts[name].name} save={texts.save} saved={texts.saved}>
        <Section title={texts.signUpExperience} reason={texts.signUpExperienceReason}>
          {SIGN_UP.map((name) => (
            <SwitchSetting key={name} state={form.settingOf(name)} words={settingTexts[name]} />
          ))}
        </Section>
        <Section title={texts.signInExperience} reason={texts.signInExperienceReason}>
          {SIGN_IN.map((name) => (
            <SwitchSetting key={name} state={form.settingOf(name)} words={settingTexts[name]} />
          ))}
          <ChoiceSetting
            state={form.settingOf('language_key')}
            words={settingTexts.language_key}
            choices={[{ value: '', label: texts.anyLanguage }, ...LANGUAGES.map(languageOption)]}
          />
        </Section>
      </SettingsFormFrame>
    </ApplicationFrame>
  )
}

function languageOption(key: string) {
  return { value: key, label: new Intl.DisplayNames(['en'], { type: 'language' }).of(key) ?? key }
}

export const applicationExperiencePage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getApplicationSettings', { application_id: application }),
  ],
  Component: ApplicationExperiencePage,
}
