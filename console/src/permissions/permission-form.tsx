import type { Schemas } from '@gatehouse/api-client'
import { Stack, Textarea, TextInput } from '@mantine/core'
import type { FormErrors, UseFormReturnType } from '@mantine/form'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { texts } from './texts.ts'

interface PermissionValues {
  name: string
  key: string
  description: string
}

const SHARED = {
  validate: ({ name, key }: PermissionValues): FormErrors => ({
    ...(name.trim() === '' && { name: texts.missing.name }),
    ...(key.trim() === '' && { key: texts.missing.key }),
  }),
  refresh: ['GetPermissions', 'searchPermissions', 'getPermission', 'GetRolePermissions'],
  problems: texts.problems,
  fieldOf: { PERMISSION_KEY_TAKEN: 'key' },
} as const

function bodyOf({ name, key, description }: PermissionValues) {
  return { name: name.trim(), key: key.trim(), description }
}

export function CreatePermissionForm() {
  const list = paths.permissions(usePlace())
  const go = useGo()
  const create = useOperationForm({
    ...SHARED,
    operation: 'CreatePermission',
    initialValues: { name: '', key: '', description: '' },
    inputOf: (values) => ({ body: bodyOf(values) }),
    onDone: () => go(list),
  })
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: () => go(list) }}>
      <PermissionFields form={create.form} />
    </OperationFormFrame>
  )
}

export function EditPermissionForm({ permission }: { readonly permission: Schemas['schemas']['permissions'] }) {
  const { id, name, key, description } = permission
  const list = paths.permissions(usePlace())
  const go = useGo()
  const update = useOperationForm({
    ...SHARED,
    operation: 'UpdatePermissions',
    initialValues: { name, key, description },
    inputOf: (values) => ({ parameters: { permission_id: id }, body: bodyOf(values) }),
    onDone: () => go(list),
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} cancel={{ label: texts.cancel, onClick: () => go(list) }}>
      <PermissionFields form={update.form} />
    </OperationFormFrame>
  )
}

function PermissionFields({ form }: { readonly form: UseFormReturnType<PermissionValues> }) {
  return (
    <Stack gap="md">
      <TextInput label={texts.name} maxLength={200} data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={texts.key}
        description={texts.keyHelp}
        maxLength={128}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('key')}
      />
      <Textarea label={texts.description} maxLength={1000} {...form.getInputProps('description')} />
    </Stack>
  )
}
