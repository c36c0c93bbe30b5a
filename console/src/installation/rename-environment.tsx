import { TextInput } from '@mantine/core'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { EnvironmentCalls } from '../shell/place.tsx'
import { useRefreshSession } from '../shell/use-refresh-session.ts'
import type { Environment } from './rows.ts'
import { texts } from './texts.ts'

const words = texts.environments

interface RenameEnvironmentProps {
  readonly environment: Environment
  readonly onClose: () => void
}

/** Production is renamed by production itself, so the call goes to the environment that gets the name. */
export function RenameEnvironment(props: RenameEnvironmentProps) {
  return (
    <EnvironmentCalls code={props.environment.code}>
      <RenameForm {...props} />
    </EnvironmentCalls>
  )
}

function RenameForm({ environment: { code, name }, onClose }: RenameEnvironmentProps) {
  const refreshSession = useRefreshSession()
  const rename = useOperationForm({
    operation: 'updateEnvironment',
    initialValues: { name },
    validate: (values) => (values.name.trim() === '' ? { name: words.missing.name } : {}),
    inputOf: (values) => ({ parameters: { environment_code: code }, body: { name: values.name.trim() } }),
    refresh: [],
    onDone: async () => {
      await refreshSession()
      onClose()
    },
    problems: words.problems,
  })
  return (
    <OperationFormFrame of={rename} submit={words.rename} cancel={{ label: words.cancel, onClick: onClose }}>
      <TextInput
        label={words.name}
        description={words.codeStays(code)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={64}
        data-autofocus
        {...rename.form.getInputProps('name')}
      />
    </OperationFormFrame>
  )
}
