import { TextInput } from '@mantine/core'
import type { FormErrors, UseFormReturnType } from '@mantine/form'
import { texts } from './texts.ts'

export interface OrganizationValues {
  name: string
  handle: string
  externalId: string
}

export const FIELD_OF_PROBLEM = {
  HANDLE_TAKEN: 'handle',
  INVALID_HANDLE: 'handle',
  EXTERNAL_ID_TAKEN: 'externalId',
} as const

export function missingIn({ name }: OrganizationValues): FormErrors {
  return name.trim() === '' ? { name: texts.missing.name } : {}
}

/** Returns the body that creates or changes an organization; what was left empty is taken back. */
export function bodyOf({ name, handle, externalId }: OrganizationValues) {
  return { name: name.trim(), handle: handle.trim() || null, external_id: externalId.trim() || null }
}

export function OrganizationFields({ form }: { readonly form: UseFormReturnType<OrganizationValues> }) {
  return (
    <>
      <TextInput label={texts.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <TextInput
        label={texts.handle}
        description={texts.handleHelp}
        autoComplete="off"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('handle')}
      />
      <TextInput
        label={texts.externalId}
        description={texts.externalIdHelp}
        autoComplete="off"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('externalId')}
      />
    </>
  )
}
