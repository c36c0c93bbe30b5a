import type { Answer } from '@gatehouse/api-client'
import { Stack, Textarea, TextInput } from '@mantine/core'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { texts } from './texts.ts'

const HELP_BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const CHANGED = ['getAPIScopes', 'getAPI', 'getAPIs'] as const

export function CreateScopeForm({ apiId }: { readonly apiId: string }) {
  const list = paths.apiScopes(usePlace(), apiId)
  const go = useGo()
  const create = useOperationForm({
    operation: 'addAPIScope',
    initialValues: { key: '', description: '' },
    validate: ({ key }) => (key.trim() === '' ? { key: texts.missing.key } : {}),
    inputOf: ({ key, description }) => ({ parameters: { api_id: apiId }, body: { key: key.trim(), description } }),
    refresh: CHANGED,
    problems: texts.problems,
    fieldOf: { SCOPE_KEY_TAKEN: 'key', SCOPE_KEY_RESERVED: 'key' },
    onDone: () => go(list),
  })
  return (
    <OperationFormFrame of={create} submit={texts.addScope} cancel={{ label: texts.cancel, onClick: () => go(list) }}>
      <Stack gap="md">
        <TextInput
          label={texts.key}
          description={texts.keyHelp}
          inputWrapperOrder={HELP_BELOW}
          maxLength={64}
          data-autofocus
          {...create.form.getInputProps('key')}
        />
        <Textarea
          label={texts.description}
          description={texts.descriptionHelp}
          inputWrapperOrder={HELP_BELOW}
          maxLength={500}
          {...create.form.getInputProps('description')}
        />
      </Stack>
    </OperationFormFrame>
  )
}

interface EditScopeFormProps {
  readonly apiId: string
  readonly scope: Answer<'getAPIScopes'>['scopes'][number]
}

export function EditScopeForm({ apiId, scope }: EditScopeFormProps) {
  const list = paths.apiScopes(usePlace(), apiId)
  const go = useGo()
  const update = useOperationForm({
    operation: 'updateAPIScope',
    initialValues: { description: scope.description },
    inputOf: ({ description }) => ({ parameters: { api_id: apiId, scope_id: scope.id }, body: { description } }),
    refresh: CHANGED,
    problems: texts.problems,
    onDone: () => go(list),
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} cancel={{ label: texts.cancel, onClick: () => go(list) }}>
      <Textarea
        label={texts.description}
        description={texts.descriptionHelp}
        inputWrapperOrder={HELP_BELOW}
        maxLength={500}
        data-autofocus
        {...update.form.getInputProps('description')}
      />
    </OperationFormFrame>
  )
}
