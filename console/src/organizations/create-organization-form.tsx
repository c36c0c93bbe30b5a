import { Stack } from '@mantine/core'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { bodyOf, FIELD_OF_PROBLEM, missingIn, OrganizationFields } from './organization-fields.tsx'
import { texts } from './texts.ts'

export function CreateOrganizationForm({ onCancel }: { readonly onCancel: () => void }) {
  const place = usePlace()
  const go = useGo()
  const create = useOperationForm({
    operation: 'createOrganization',
    initialValues: { name: '', handle: '', externalId: '' },
    validate: missingIn,
    inputOf: (values) => ({ body: bodyOf(values) }),
    refresh: ['getOrganizations', 'searchOrganizations'],
    onDone: ({ organization }) => go(paths.organization(place, organization.code)),
    problems: texts.problems,
    fieldOf: FIELD_OF_PROBLEM,
  })
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onCancel }}>
      <Stack gap="md">
        <OrganizationFields form={create.form} />
      </Stack>
    </OperationFormFrame>
  )
}
