import { Select, Stack, TextInput } from '@mantine/core'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { bodyOf, missingIn, NameField, PropertyFields, type PropertyValues } from './property-fields.tsx'
import { useCategories } from './property-queries.ts'
import { CHANGED, texts, type Context } from './texts.ts'

interface NewPropertyValues extends PropertyValues {
  key: string
  type: 'single_line_text' | 'multi_line_text'
}

const WITH_HELP = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

interface CreatePropertyFormProps {
  readonly context: Context
  readonly onCancel: () => void
}

/** Creates a property of the kind that the page shows. */
export function CreatePropertyForm({ context, onCancel }: CreatePropertyFormProps) {
  const place = usePlace()
  const go = useGo()
  const categories = useCategories(context)
  const initialValues: NewPropertyValues = {
    name: '',
    key: '',
    description: '',
    type: 'single_line_text',
    isPrivate: true,
    category: categories.at(-1)?.id ?? '',
  }
  const create = useOperationForm({
    operation: 'CreateProperty',
    initialValues,
    validate: (values) => ({ ...missingIn(values), ...(values.key.trim() === '' && { key: texts.missing.key }) }),
    inputOf: (values) => ({ body: { ...bodyOf(values), key: values.key.trim(), type: values.type, context } }),
    refresh: CHANGED,
    onDone: ({ property }) => go(paths.property(place, property.id)),
    problems: texts.problems,
    fieldOf: {
      PROPERTY_KEY_TAKEN: 'key',
      PROPERTY_KEY_RESERVED: 'key',
      PROPERTY_CATEGORY_NOT_FOUND: 'category',
    },
  })
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onCancel }}>
      <Stack gap="md">
        <NameField form={create.form} />
        <TextInput
          label={texts.key}
          description={texts.keyHelp}
          maxLength={128}
          inputWrapperOrder={WITH_HELP}
          {...create.form.getInputProps('key')}
        />
        <Select
          label={texts.type}
          description={texts.typeHelp}
          inputWrapperOrder={WITH_HELP}
          data={Object.entries(texts.types).map(([value, label]) => ({ value, label }))}
          {...create.form.getInputProps('type')}
        />
        <PropertyFields form={create.form} categories={categories} />
      </Stack>
    </OperationFormFrame>
  )
}
