import type { Answer } from '@gatehouse/api-client'
import { CopyId, Facts, Page, Section, State, TimeAgo } from '@gatehouse/ui'
import { Stack } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { bodyOf, FIELD_OF_PROBLEM, missingIn, OrganizationFields } from './organization-fields.tsx'
import { texts } from './texts.ts'

export function organizationTabs(place: Place, code: string, open: 'details' | 'members') {
  return [
    { href: paths.organization(place, code), label: texts.details, isOpen: open === 'details' },
    { href: paths.organizationMembers(place, code), label: texts.members, isOpen: open === 'members' },
  ]
}

function OrganizationPage() {
  const place = usePlace()
  const code = useParam('organization')
  const organization = useAnswer('getOrganization', { code })
  return (
    <Page
      back={{ href: paths.organizations(place), label: texts.title }}
      title={organization.name}
      tabs={organizationTabs(place, code, 'details')}
    >
      <Section title={texts.details} reason={texts.detailsReason}>
        <EditOrganizationForm key={code} code={code} organization={organization} />
        <Facts
          facts={[
            [texts.facts.code, <CopyId key="code" value={code} />],
            [texts.facts.created, <TimeAgo key="created" at={organization.created_on} />],
            [
              texts.facts.state,
              organization.is_suspended ? (
                <State key="state" kind="stopped">
                  {texts.suspended}
                </State>
              ) : (
                <State key="state" kind="active">
                  {texts.active}
                </State>
              ),
            ],
          ]}
        />
      </Section>
      <DeleteThing
        operation="deleteOrganization"
        input={{ parameters: { org_code: code } }}
        refresh={['getOrganizations', 'searchOrganizations']}
        after={paths.organizations(place)}
        name={organization.name}
        loss={texts.deleteLoss(organization.name)}
        texts={texts}
      />
    </Page>
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
  load: ({ ask, params: { organization = '' } }) => [ask('getOrganization', { code: organization })],
  Component: OrganizationPage,
}
