import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { sessionQuery } from '../shell/session.ts'
import { texts } from './texts.ts'

const words = texts.details

/** The name of the environment. The frame shows it too, so the session is read again. */
export function RenameForm({ name, code }: { readonly name: string; readonly code: string }) {
  const queries = useQueryClient()
  const router = useRouter()
  const rename = useOperationForm({
    operation: 'updateEnvironment',
    initialValues: { name },
    validate: (values) => (values.name.trim() === '' ? { name: words.missingName } : {}),
    inputOf: (values) => ({ parameters: { environment_code: code }, body: { name: values.name.trim() } }),
    refresh: ['getEnvironment', 'listEnvironments'],
    onDone: async () => {
      await queries.refetchQueries({ queryKey: sessionQuery.queryKey })
      await router.invalidate()
    },
    problems: words.problems,
  })
  return (
    <OperationFormFrame of={rename} submit={words.rename} saved={words.saved} isSecondary>
      <TextInput label={words.name} maxLength={64} {...rename.form.getInputProps('name')} />
    </OperationFormFrame>
  )
}
