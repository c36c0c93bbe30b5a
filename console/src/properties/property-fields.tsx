import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import type { FormErrors, UseFormReturnType } from '@mantine/form'
import type { Category } from './property-queries.ts'
import { texts } from './texts.ts'

/** The part of a property that can change later. */
export interface PropertyValues {
  name: string
  description: string
  isPrivate: boolean
  category: string
}

export function missingIn({ name, category }: PropertyValues): FormErrors {
  return {
    ...(name.trim() === '' && { name: texts.missing.name }),
    ...(category === '' && { category: texts.missing.category }),
  }
}

export function bodyOf({ name, description, isPrivate, category }: PropertyValues) {
  return { name: name.trim(), description, is_private: isPrivate, category_id: category }
}

interface PropertyFieldsProps<Values extends PropertyValues> {
  readonly form: UseFormReturnType<Values>
  readonly categories: readonly Category[]
}

export function PropertyFields<Values extends PropertyValues>({ form, categories }: PropertyFieldsProps<Values>) {
  return (
    <>
      <Textarea label={texts.description} maxLength={1000} {...form.getInputProps('description')} />
      <Select
        label={texts.category}
        data={categories.map(({ id, name }) => ({ value: id, label: name }))}
        {...(categories.length === 0 && { description: texts.noCategories })}
        {...form.getInputProps('category')}
      />
      <Checkbox
        label={texts.privateLabel}
        description={texts.privateHelp}
        {...form.getInputProps('isPrivate', { type: 'checkbox' })}
      />
    </>
  )
}

export function NameField<Values extends PropertyValues>({ form }: Pick<PropertyFieldsProps<Values>, 'form'>) {
  return <TextInput label={texts.name} maxLength={200} data-autofocus {...form.getInputProps('name')} />
}
