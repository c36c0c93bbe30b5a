import { Section } from '@gatehouse/ui'
import { inWords } from '../shell/in-words.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { NumberSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { OrganizationFrame } from './organization-frame.tsx'
import {
  AdvancedFeatures,
  settingsPage,
  useOrganizationForm,
  useOrganizationSettings,
} from './organization-settings.tsx'
import { texts } from './texts.ts'

function SessionsTab() {
  const { settings, is_enable_advanced_orgs } = useOrganizationSettings()
  const form = useOrganizationForm({
    is_session_persistent: settings.is_session_persistent,
    authenticated_session_lifetime: settings.authenticated_session_lifetime,
  })
  const { lead, section, reason, fields, advice } = texts.sessions
  const seconds = Number(form.valueOf('authenticated_session_lifetime'))
  return (
    <OrganizationFrame tab="sessions" lead={lead}>
      <AdvancedFeatures />
      <SettingsFormFrame of={form} nameOf={(name) => fields[name].name} save={texts.save} saved={texts.saved}>
        <fieldset disabled={!is_enable_advanced_orgs}>
          <Section title={section} reason={reason}>
            <SwitchSetting state={form.settingOf('is_session_persistent')} words={fields.is_session_persistent} />
            <NumberSetting
              state={form.settingOf('authenticated_session_lifetime')}
              words={fields.authenticated_session_lifetime}
              unit="s"
              say={(value) => inWords(Number(value))}
              more={`${inWords(seconds)}. ${seconds > 86_400 ? advice : ''}`}
            />
          </Section>
        </fieldset>
      </SettingsFormFrame>
    </OrganizationFrame>
  )
}

export const organizationSessionsPage: PageDefinition = settingsPage(SessionsTab)
