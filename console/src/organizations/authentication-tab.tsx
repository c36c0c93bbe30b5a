import { Section } from '@gatehouse/ui'
import type { PageDefinition } from '../shell/page-route.ts'
import { ChoiceSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { OrganizationFrame } from './organization-frame.tsx'
import {
  AdvancedFeatures,
  settingsPage,
  useOrganizationForm,
  useOrganizationSettings,
} from './organization-settings.tsx'
import { texts } from './texts.ts'

function AuthenticationTab() {
  const { settings, is_enable_advanced_orgs } = useOrganizationSettings()
  const form = useOrganizationForm({ email_method: settings.email_method })
  const { lead, methods, methodsReason, field, choices } = texts.authentication
  return (
    <OrganizationFrame tab="authentication" lead={lead}>
      <AdvancedFeatures />
      <SettingsFormFrame of={form} nameOf={() => field.name} save={texts.save} saved={texts.saved}>
        <fieldset disabled={!is_enable_advanced_orgs}>
          <Section title={methods} reason={methodsReason}>
            <ChoiceSetting state={form.settingOf('email_method')} words={field} choices={choices} />
          </Section>
        </fieldset>
      </SettingsFormFrame>
    </OrganizationFrame>
  )
}

export const organizationAuthenticationPage: PageDefinition = settingsPage(AuthenticationTab)
