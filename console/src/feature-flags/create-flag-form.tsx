import { Select, Stack, Textarea, TextInput } from '@mantine/core'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { FlagValueInput, type FlagType } from './flag-value.tsx'
import { texts } from './texts.ts'

interface NewFlagValues {
  name: string
  key: string
  description: string
  type: FlagType
  value: string
  level: 'env' | 'org' | 'usr'
}

const NOTHING: NewFlagValues = { name: '', key: '', description: '', type: 'bool', value: 'false', level: 'usr' }
const WITH_HELP = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

export function CreateFlagForm({ onCancel }: { readonly onCancel: () => void }) {
  const place = usePlace()
  const go = useGo()
  const create = useOperationForm({
    operation: 'CreateFeatureFlag',
    initialValues: NOTHING,
    validate: ({ name, key }) => ({
      ...(name.trim() === '' && { name: texts.missing.name }),
      ...(key.trim() === '' && { key: texts.missing.key }),
    }),
    inputOf: ({ name, key, description, type, value, level }) => ({
      body: {
        name: name.trim(),
        key: key.trim(),
        description,
        type,
        default_value: value,
        allow_override_level: level,
      },
    }),
    refresh: ['getFeatureFlags', 'getUserFeatureFlags'],
    onDone: () => go(paths.featureFlags(place)),
    problems: texts.problems,
    fieldOf: { FEATURE_FLAG_KEY_TAKEN: 'key', INVALID_FLAG_VALUE: 'value' },
  })
  const { form } = create
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onCancel }}>
      <Stack gap="md">
        <TextInput label={texts.name} maxLength={200} data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label={texts.key}
          description={texts.keyHelp}
          maxLength={128}
          inputWrapperOrder={WITH_HELP}
          {...form.getInputProps('key')}
        />
        <Textarea label={texts.description} maxLength={1000} {...form.getInputProps('description')} />
        <Select
          label={texts.type}
          description={texts.typeHelp}
          inputWrapperOrder={WITH_HELP}
          data={choicesOf(texts.types)}
          {...form.getInputProps('type')}
        />
        <FlagValueInput type={form.values.type} label={texts.default} {...form.getInputProps('value')} />
        <Select
          label={texts.level}
          description={texts.levelHelp}
          inputWrapperOrder={WITH_HELP}
          data={choicesOf(texts.innermost)}
          {...form.getInputProps('level')}
        />
      </Stack>
    </OperationFormFrame>
  )
}

function choicesOf(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }))
}
