import { Checkbox, Stack } from '@mantine/core'
import { Section } from '@gatehouse/ui'
import { PolicyChoice } from '../passkeys/index.ts'
import { useAnswer } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { OrganizationFrame } from './organization-frame.tsx'
import { AdvancedFeatures, loadSettings, useOrganizationSettings } from './organization-settings.tsx'
import { texts } from './texts.ts'

function PasskeysTab() {
  const { is_enable_advanced_orgs } = useOrganizationSettings()
  const { lead, section, reason } = texts.passkeys
  return (
    <OrganizationFrame tab="passkeys" lead={lead}>
      <AdvancedFeatures />
      <fieldset disabled={!is_enable_advanced_orgs}>
        <Section title={section} reason={reason}>
          <PolicyForm />
        </Section>
      </fieldset>
    </OrganizationFrame>
  )
}

function PolicyForm() {
  const code = useParam('organization')
  const saved = useAnswer('GetOrganizationPasskey', { org_code: code })
  const update = useOperationForm({
    operation: 'UpdateOrganizationPasskey',
    initialValues: { isOwn: saved.is_override_environment_passkey_settings, policy: saved.policy },
    inputOf: ({ isOwn, policy }) => ({
      parameters: { org_code: code },
      body: { is_override_environment_passkey_settings: isOwn, ...(isOwn ? { policy } : {}) },
    }),
    refresh: ['GetOrganizationPasskey'],
    problems: texts.problems,
  })
  const { form } = update
  const { isOwn, policy } = form.getValues()
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        <Checkbox
          label={texts.passkeys.own}
          description={texts.passkeys.inherited(saved.environment_policy)}
          {...form.getInputProps('isOwn', { type: 'checkbox' })}
        />
        {isOwn && <PolicyChoice value={policy} onChange={(chosen) => form.setFieldValue('policy', chosen)} />}
      </Stack>
    </OperationFormFrame>
  )
}

export const organizationPasskeysPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadSettings(ask, params),
    ask('GetOrganizationPasskey', { org_code: params['organization'] ?? '' }),
  ],
  Component: PasskeysTab,
}
