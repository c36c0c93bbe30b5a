import { Section } from '@gatehouse/ui'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ChoiceSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useParam } from '../shell/use-params.ts'
import { useSettingsForm } from '../shell/use-settings-form.ts'
import { AccessRoles } from './access-roles.tsx'
import { ApplicationFrame } from './application-frame.tsx'
import { ApplicationMethods } from './application-methods.tsx'
import { settingTexts } from './setting-texts.ts'
import { texts } from './texts.ts'

function ApplicationAuthenticationPage() {
  const id = useParam('application')
  return (
    <ApplicationFrame open="authentication">
      <Section title={texts.signInMethods} reason={texts.signInMethodsReason}>
        <ApplicationMethods id={id} />
      </Section>
      <SignInSettings id={id} />
      <Section title={texts.accessRoles} reason={texts.accessRolesReason}>
        <AccessRoles id={id} />
      </Section>
    </ApplicationFrame>
  )
}

function SignInSettings({ id }: { readonly id: string }) {
  const { settings } = useAnswer('getApplicationSettings', { application_id: id })
  const form = useSettingsForm({
    operation: 'updateApplicationSettings',
    saved: {
      is_pkce_required: settings.is_pkce_required,
      response_mode: settings.response_mode,
    },
    level: 'application',
    inputOf: (body) => ({ parameters: { application_id: id }, body }),
    refresh: ['getApplicationSettings'],
    problems: texts.problems,
  })
  return (
    <SettingsFormFrame of={form} nameOf={(name) => settingTexts[name].name} save={texts.save} saved={texts.saved}>
      <Section title={texts.protocol} reason={texts.protocolReason}>
        <SwitchSetting state={form.settingOf('is_pkce_required')} words={settingTexts.is_pkce_required} />
        <ChoiceSetting
          state={form.settingOf('response_mode')}
          words={settingTexts.response_mode}
          choices={texts.responseModes}
        />
      </Section>
    </SettingsFormFrame>
  )
}

export const applicationAuthenticationPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getApplicationSettings', { application_id: application }),
    ask('GetConnections', { page_size: 100 }),
    ask('GetApplicationConnections', { application_id: application }),
    ask('GetApplicationAccessRoles', { application_id: application, page_size: 100 }),
    ask('GetRoles', { page_size: 500 }),
  ],
  Component: ApplicationAuthenticationPage,
}
