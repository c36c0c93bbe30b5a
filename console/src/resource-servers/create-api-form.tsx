import { Stack, TextInput } from '@mantine/core'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { texts } from './texts.ts'

export function CreateApiForm({ onCancel }: { readonly onCancel: () => void }) {
  const place = usePlace()
  const go = useGo()
  const create = useOperationForm({
    operation: 'addAPIs',
    initialValues: { name: '', audience: '' },
    validate: ({ name, audience }) => ({
      ...(name.trim() === '' && { name: texts.missing.name }),
      ...(audience.trim() === '' && { audience: texts.missing.audience }),
    }),
    inputOf: ({ name, audience }) => ({ body: { name: name.trim(), audience: audience.trim() } }),
    refresh: ['getAPIs'],
    problems: texts.problems,
    fieldOf: { AUDIENCE_TAKEN: 'audience', AUDIENCE_RESERVED: 'audience' },
    onDone: ({ api }) => go(paths.apiScopes(place, api.id)),
  })
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onCancel }}>
      <Stack gap="md">
        <TextInput label={texts.name} maxLength={64} data-autofocus {...create.form.getInputProps('name')} />
        <TextInput
          label={texts.audience}
          description={texts.audienceHelp}
          maxLength={64}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...create.form.getInputProps('audience')}
        />
      </Stack>
    </OperationFormFrame>
  )
}
