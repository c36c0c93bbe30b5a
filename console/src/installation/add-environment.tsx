import type { Answer } from '@gatehouse/api-client'
import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { useRefreshSession } from '../shell/use-refresh-session.ts'
import { ManagementClients } from './management-clients.tsx'
import { texts } from './texts.ts'

const words = texts.environments

/** The form of a new environment, and then the client of its Management API, whose secret is shown once. */
export function AddEnvironment({ onClose }: { readonly onClose: () => void }) {
  const refreshSession = useRefreshSession()
  const [made, setMade] = useState<Answer<'createEnvironment'>>()
  const create = useOperationForm({
    operation: 'createEnvironment',
    initialValues: { name: '', code: '' },
    validate: ({ name, code }) => ({
      ...(name.trim() === '' && { name: words.missing.name }),
      ...(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/.test(code.trim()) ? {} : { code: words.missing.code }),
    }),
    inputOf: ({ name, code }) => ({ body: { name: name.trim(), code: code.trim() } }),
    refresh: ['listEnvironments'],
    onDone: setMade,
    problems: words.problems,
    fieldOf: {
      ENVIRONMENT_CODE_TAKEN: 'code',
      ENVIRONMENT_ADDRESS_TAKEN: 'code',
      ENVIRONMENT_ADDRESS_TOO_LONG: 'code',
    },
  })
  if (made) {
    const client = { environment: made.environment.code, ...made.management }
    const close = () => void refreshSession().then(onClose)
    return <ManagementClients title={words.made(made.environment.origin)} clients={[client]} onStored={close} />
  }
  return (
    <OperationFormFrame of={create} submit={words.add} cancel={{ label: words.cancel, onClick: onClose }}>
      <Stack gap="md">
        <TextInput label={words.name} maxLength={64} data-autofocus {...create.form.getInputProps('name')} />
        <TextInput
          label={words.code}
          description={words.codeHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={32}
          {...create.form.getInputProps('code')}
        />
      </Stack>
    </OperationFormFrame>
  )
}
