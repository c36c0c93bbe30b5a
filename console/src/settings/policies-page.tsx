import { Page, Section } from '@gatehouse/ui'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere } from '../shell/place.tsx'
import { ChecksSetting, ListSetting, SwitchSetting, TextSetting } from '../shell/setting-fields.tsx'
import { EnvironmentSettingsFrame } from './environment-settings-frame.tsx'
import { settingWords } from './setting-words.ts'
import { texts } from './texts.ts'
import { useEnvironmentSettings } from './use-environment-settings.ts'

function PoliciesPage() {
  const { environment } = useHere()
  const form = useEnvironmentSettings()
  const of = (name: Parameters<typeof form.settingOf>[0]) => ({
    state: form.settingOf(name),
    words: settingWords[name],
  })
  return (
    <Page title={texts.policies.title} lead={texts.policies.lead(environment.name)}>
      <EnvironmentSettingsFrame of={form} save={texts.policies.save}>
        <Section title={texts.policies.joining} reason={texts.policies.joiningReason}>
          <div>
            <SwitchSetting {...of('is_self_sign_up_allowed')} />
            <ListSetting {...of('allowed_domains')} placeholder={texts.policies.domain} />
            <SwitchSetting {...of('is_organization_creation_allowed')} />
          </div>
        </Section>
        <Section title={texts.policies.signIn} reason={texts.policies.signInReason}>
          <div>
            <SwitchSetting {...of('is_latest_organization_entered')} />
          </div>
        </Section>
        <Section title={texts.policies.securityMails} reason={texts.policies.securityMailsReason}>
          <div>
            <ChecksSetting {...of('security_mails')} choices={texts.policies.securityMailChoices} />
          </div>
        </Section>
        <Section title={texts.policies.terms} reason={texts.policies.termsReason}>
          <div>
            <TextSetting {...of('terms_url')} type="url" />
            <TextSetting {...of('privacy_url')} type="url" />
            <SwitchSetting {...of('is_click_wrap')} />
          </div>
        </Section>
      </EnvironmentSettingsFrame>
    </Page>
  )
}

export const policiesPage: PageDefinition = {
  load: ({ ask }) => [ask('getEnvironmentSettings')],
  Component: PoliciesPage,
}
