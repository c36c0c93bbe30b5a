import { Section } from '@gatehouse/ui'
import { PasswordInput } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { NumberSetting, SettingFrame, SwitchSetting, TextSetting } from '../shell/setting-fields.tsx'
import type { SettingState } from '../shell/use-settings-form.ts'
import { TestMail } from './test-mail.tsx'
import { texts } from './texts.ts'
import { useMailSettings, type MailSettings } from './use-mail-settings.ts'

/** Sender and server, in one form with their test: the test sends what is typed, saved or not. */
export function MailForm() {
  const form = useMailSettings()
  const of = (name: keyof MailSettings) => ({ state: form.settingOf(name), words: texts.settings[name] })
  return (
    <SettingsFormFrame of={form} nameOf={(name) => texts.settings[name].name} save={texts.save} saved={texts.saved}>
      <Section title={texts.sender} reason={texts.senderReason}>
        <div>
          <TextSetting {...of('sender_name')} />
          <SwitchSetting {...of('is_custom_sender')} />
        </div>
      </Section>
      {form.valueOf('is_custom_sender') === true && (
        <Section title={texts.server} reason={texts.serverReason}>
          <div>
            <TextSetting {...of('sender_email')} type="email" />
            <TextSetting {...of('smtp_host')} />
            <NumberSetting {...of('smtp_port')} say={String} />
            <TextSetting {...of('smtp_user')} />
            <PasswordSetting state={form.settingOf('smtp_password')} />
          </div>
        </Section>
      )}
      <Section title={texts.test} reason={texts.testReason}>
        <TestMail changes={form.changes} />
      </Section>
    </SettingsFormFrame>
  )
}

function PasswordSetting({ state }: { readonly state: SettingState }) {
  const { mail } = useAnswer('getMailSettings')
  const { name } = texts.settings.smtp_password
  const help = mail.has_smtp_password ? texts.passwordKept : texts.noPassword
  return (
    <SettingFrame
      state={state}
      words={{ name, help }}
      say={(value) => (value === null && state.isHere && !state.isChanged ? 'none' : texts.hidden)}
      control={(label) => (
        <PasswordInput
          {...label}
          w="100%"
          autoComplete="new-password"
          error={state.problem !== undefined}
          value={typeof state.value === 'string' ? state.value : ''}
          onChange={(event) => state.set(event.currentTarget.value)}
        />
      )}
    />
  )
}
