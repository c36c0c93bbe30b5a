import { Note, ReasonedButton, Section } from '@gatehouse/ui'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { TextSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useParam } from '../shell/use-params.ts'
import { OrganizationFrame } from './organization-frame.tsx'
import {
  AdvancedFeatures,
  loadSettings,
  useOrganizationForm,
  useOrganizationSettings,
} from './organization-settings.tsx'
import { texts } from './texts.ts'

function EmailTab() {
  const { settings, is_enable_advanced_orgs } = useOrganizationSettings()
  const { mail } = useAnswer('getMailSettings')
  const isOwnServer = mail.sends_through === 'environment'
  const { lead, section, reason, fields, locked } = texts.email
  const form = useOrganizationForm(
    { sender_name: settings.sender_name, sender_email: settings.sender_email },
    { SENDER_EMAIL_NEEDS_SMTP: 'sender_email' },
  )
  return (
    <OrganizationFrame tab="email" lead={lead}>
      <AdvancedFeatures />
      <SettingsFormFrame of={form} nameOf={(name) => fields[name].name} save={texts.save} saved={texts.saved}>
        <fieldset disabled={!is_enable_advanced_orgs}>
          <Section title={section} reason={reason}>
            <TextSetting state={form.settingOf('sender_name')} words={fields.sender_name} />
            <fieldset disabled={!isOwnServer}>
              <TextSetting
                state={form.settingOf('sender_email')}
                words={fields.sender_email}
                type="email"
                more={!isOwnServer && <strong>{locked}</strong>}
              />
            </fieldset>
          </Section>
        </fieldset>
      </SettingsFormFrame>
      <TestMail hasChanges={form.changed.length > 0} />
    </OrganizationFrame>
  )
}

function TestMail({ hasChanges }: { readonly hasChanges: boolean }) {
  const code = useParam('organization')
  const refusal = useRefusal('sendTestMail')
  const send = useAction('sendTestMail', { refresh: [] })
  const { test, testReason, send: label, saveFirst, sent } = texts.email
  return (
    <Section title={test} reason={testReason}>
      <ReasonedButton
        reason={refusal ?? (hasChanges ? saveFirst : undefined)}
        loading={send.isPending}
        onClick={() => send.mutate({ body: { org_code: code } })}
      >
        {label}
      </ReasonedButton>
      <ProblemNote problem={send.error} own={texts.problems} />
      {send.isSuccess && (
        <Note kind="good">
          {sent(send.data.test_mail.to, send.data.test_mail.from.name, send.data.test_mail.from.email)}
        </Note>
      )}
    </Section>
  )
}

export const organizationEmailPage: PageDefinition = {
  load: ({ ask, params }) => [...loadSettings(ask, params), ask('getMailSettings')],
  Component: EmailTab,
}
