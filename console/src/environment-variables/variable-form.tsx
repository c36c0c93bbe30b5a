import type { Answer } from '@gatehouse/api-client'
import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { texts } from './texts.ts'

const SHARED = {
  refresh: ['getEnvironmentVariables'],
  problems: texts.problems,
  fieldOf: { ENVIRONMENT_VARIABLE_KEY_TAKEN: 'key' },
} as const

export function CreateVariableForm({ onClose }: { readonly onClose: () => void }) {
  const create = useOperationForm({
    ...SHARED,
    operation: 'createEnvironmentVariable',
    initialValues: { key: '', value: '', isSecret: false },
    validate: ({ key }) => (key.trim() === '' ? { key: texts.missing.key } : {}),
    inputOf: ({ key, value, isSecret }) => ({ body: { key: key.trim(), value, is_secret: isSecret } }),
    onDone: onClose,
  })
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onClose }}>
      <Stack gap="md">
        <TextInput label={texts.key} maxLength={128} data-autofocus {...create.form.getInputProps('key')} />
        <Textarea label={texts.value} maxLength={2048} {...create.form.getInputProps('value')} />
        <Checkbox label={texts.isSecret} {...create.form.getInputProps('isSecret', { type: 'checkbox' })} />
      </Stack>
    </OperationFormFrame>
  )
}

interface EditVariableFormProps {
  readonly variable: Answer<'getEnvironmentVariables'>['environment_variables'][number]
  readonly onClose: () => void
}

export function EditVariableForm({ variable, onClose }: EditVariableFormProps) {
  const update = useOperationForm({
    ...SHARED,
    operation: 'updateEnvironmentVariable',
    initialValues: { key: variable.key, value: variable.value ?? '', isSecret: false },
    inputOf: ({ value, isSecret }) => ({
      parameters: { variable_id: variable.id },
      body: { value, ...(isSecret && { is_secret: true }) },
    }),
    onDone: onClose,
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} cancel={{ label: texts.cancel, onClick: onClose }}>
      <Stack gap="md">
        <p className="quiet">{texts.keyFixed}</p>
        <Textarea label={texts.value} maxLength={2048} data-autofocus {...update.form.getInputProps('value')} />
        <Checkbox label={texts.isSecret} {...update.form.getInputProps('isSecret', { type: 'checkbox' })} />
      </Stack>
    </OperationFormFrame>
  )
}
