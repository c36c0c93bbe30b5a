import type { Answer } from '@gatehouse/api-client'
import { CopyId, Facts, Section, State, TimeAgo } from '@gatehouse/ui'
import { Stack } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { OrganizationDanger } from './organization-danger.tsx'
import { bodyOf, FIELD_OF_PROBLEM, missingIn, OrganizationFields } from './organization-fields.tsx'
import { OrganizationFrame } from './organization-frame.tsx'
import { AdvancedFeatures, loadSettings, useOrganizationSettings } from './organization-settings.tsx'
import { texts } from './texts.ts'

function OrganizationPage() {
  const code = useParam('organization')
  const organization = useAnswer('getOrganization', { code })
  const { is_enable_advanced_orgs } = useOrganizationSettings()
  const { figures } = useAnswer('getOrganizationFigures', { org_code: code })
  const state = organization.is_suspended ? (
    <State kind="stopped">{texts.suspended}</State>
  ) : (
    <State kind="active">{texts.active}</State>
  )
  return (
    <OrganizationFrame tab="details">
      <Section title={texts.details} reason={texts.detailsReason}>
        <EditOrganizationForm key={code} code={code} organization={organization} />
        <Facts
          facts={[
            [texts.facts.code, <CopyId key="code" value={code} />],
            [texts.facts.created, <TimeAgo key="created" at={organization.created_on} />],
            [texts.facts.state, state],
            [texts.facts.members, texts.counted(figures.members)],
            [texts.facts.advanced, is_enable_advanced_orgs ? texts.on : texts.off],
          ]}
        />
      </Section>
      <AdvancedFeatures />
      <OrganizationDanger code={code} organization={organization} />
    </OrganizationFrame>
  )
}

interface EditOrganizationFormProps {
  readonly code: string
  readonly organization: Answer<'getOrganization'>
}

function EditOrganizationForm({ code, organization }: EditOrganizationFormProps) {
  const update = useOperationForm({
    operation: 'updateOrganization',
    initialValues: {
      name: organization.name,
      handle: organization.handle ?? '',
      externalId: organization.external_id ?? '',
    },
    validate: missingIn,
    inputOf: (values) => ({ parameters: { org_code: code }, body: bodyOf(values) }),
    refresh: ['getOrganization', 'getOrganizations', 'searchOrganizations'],
    problems: texts.problems,
    fieldOf: FIELD_OF_PROBLEM,
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        <OrganizationFields form={update.form} />
      </Stack>
    </OperationFormFrame>
  )
}

export const organizationPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadSettings(ask, params),
    ask('getOrganizationFigures', { org_code: params['organization'] ?? '' }),
  ],
  Component: OrganizationPage,
}
