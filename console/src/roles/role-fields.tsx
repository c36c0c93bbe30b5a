import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { texts } from './texts.ts'

/** The form of a role, as it is on the page. */
export interface RoleValues {
  name: string
  key: string
  description: string
  isDefault: boolean
  isForCreators: boolean
}

export type RoleForm = UseFormReturnType<RoleValues>

export function useRoleForm(initialValues: RoleValues): RoleForm {
  return useForm<RoleValues>({
    initialValues,
    validate: {
      name: (name) => (name.trim() === '' ? texts.missing.name : null),
      key: (key) => (key.trim() === '' ? texts.missing.key : null),
    },
  })
}

export function RoleFields({ form, isBlocked = false }: { readonly form: RoleForm; readonly isBlocked?: boolean }) {
  return (
    <Stack gap="md">
      <TextInput
        label={texts.name}
        maxLength={200}
        data-autofocus
        disabled={isBlocked}
        {...form.getInputProps('name')}
      />
      <TextInput
        label={texts.key}
        description={texts.keyHelp}
        maxLength={128}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        disabled={isBlocked}
        {...form.getInputProps('key')}
      />
      <Textarea
        label={texts.description}
        maxLength={1000}
        disabled={isBlocked}
        {...form.getInputProps('description')}
      />
      <Checkbox
        label={texts.isDefault}
        disabled={isBlocked}
        {...form.getInputProps('isDefault', { type: 'checkbox' })}
      />
      <Checkbox
        label={texts.isForCreators}
        disabled={isBlocked}
        {...form.getInputProps('isForCreators', { type: 'checkbox' })}
      />
    </Stack>
  )
}

/** Returns the body that creates or changes a role. */
export function bodyOf({ name, key, description, isDefault, isForCreators }: RoleValues) {
  return {
    name: name.trim(),
    key: key.trim(),
    description,
    is_default_role: isDefault,
    is_assigned_to_creator: isForCreators,
  }
}
