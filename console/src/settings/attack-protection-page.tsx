import { Page, Section } from '@gatehouse/ui'
import type { PageDefinition } from '../shell/page-route.ts'
import { ChoiceSetting, ListSetting, NumberSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { BotStopForm } from './bot-stop-form.tsx'
import { EnvironmentSettingsFrame } from './environment-settings-frame.tsx'
import { settingWords } from './setting-words.ts'
import { texts } from './texts.ts'
import { useEnvironmentSettings } from './use-environment-settings.ts'

function AttackProtectionPage() {
  const form = useEnvironmentSettings()
  const of = (name: Parameters<typeof form.settingOf>[0]) => ({
    state: form.settingOf(name),
    words: settingWords[name],
  })
  return (
    <Page title={texts.attack.title} lead={texts.attack.lead}>
      <EnvironmentSettingsFrame of={form} save={texts.attack.save}>
        <Section title={texts.attack.bruteForce} reason={texts.attack.bruteForceReason}>
          <div>
            <NumberSetting {...of('lockout_attempts')} unit="attempts" />
            <NumberSetting {...of('lockout_minutes')} unit="minutes" />
          </div>
        </Section>
        <Section title={texts.attack.enumeration} reason={texts.attack.enumerationReason}>
          <div>
            <SwitchSetting {...of('is_enumeration_protected')} />
          </div>
        </Section>
        <Section title={texts.attack.passwords} reason={texts.attack.passwordsReason}>
          <div>
            <SwitchSetting {...of('is_breach_checked')} />
            {form.valueOf('is_breach_checked') === true && (
              <ChoiceSetting {...of('breached_sign_in')} choices={texts.attack.breachedChoices} />
            )}
          </div>
        </Section>
        <Section title={texts.attack.lists} reason={texts.attack.listsReason}>
          <div>
            <ListSetting {...of('sign_up_block_list')} placeholder={texts.attack.entry} />
            <ListSetting {...of('sign_up_allow_list')} placeholder={texts.attack.entry} />
            <SwitchSetting {...of('is_disposable_refused')} />
          </div>
        </Section>
      </EnvironmentSettingsFrame>
      <BotStopForm />
    </Page>
  )
}

export const attackProtectionPage: PageDefinition = {
  load: ({ ask }) => [ask('getEnvironmentSettings'), ask('getBotStop')],
  Component: AttackProtectionPage,
}
