import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import type { FormErrors, UseFormReturnType } from '@mantine/form'
import { texts } from './texts.ts'

/** The form of a role, as it is on the page. */
export interface RoleValues {
  name: string
  key: string
  description: string
  isDefault: boolean
  isForCreators: boolean
}

export const FIELD_OF_PROBLEM = { ROLE_KEY_TAKEN: 'key', FIELD_CANNOT_CHANGE: 'key' } as const

export function missingIn({ name, key }: RoleValues): FormErrors {
  return {
    ...(name.trim() === '' && { name: texts.missing.name }),
    ...(key.trim() === '' && { key: texts.missing.key }),
  }
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

export function RoleFields({ form }: { readonly form: UseFormReturnType<RoleValues> }) {
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
      <Checkbox label={texts.isDefault} {...form.getInputProps('isDefault', { type: 'checkbox' })} />
      <Checkbox label={texts.isForCreators} {...form.getInputProps('isForCreators', { type: 'checkbox' })} />
    </Stack>
  )
}
