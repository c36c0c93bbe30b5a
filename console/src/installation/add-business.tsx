import type { Answer } from '@gatehouse/api-client'
import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { useGo } from '../shell/use-go.ts'
import { useRefreshSession } from '../shell/use-refresh-session.ts'
import { ManagementClients } from './management-clients.tsx'
import { texts } from './texts.ts'

const words = texts.businesses

/** The form of a new business, then the clients of its environments; it ends in the business, in development. */
export function AddBusiness({ onClose }: { readonly onClose: () => void }) {
  const go = useGo()
  const refreshSession = useRefreshSession()
  const [made, setMade] = useState<Answer<'createBusiness'>>()
  const create = useOperationForm({
    operation: 'createBusiness',
    initialValues: { name: '', host: '' },
    validate: ({ name, host }) => ({
      ...(name.trim() === '' && { name: words.missing.name }),
      ...(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/.test(host.trim()) ? {} : { host: words.missing.host }),
    }),
    inputOf: ({ name, host }) => ({ body: { name: name.trim(), host_label: host.trim() } }),
    refresh: ['listBusinesses'],
    onDone: setMade,
    problems: words.problems,
    fieldOf: { BUSINESS_HOST_TAKEN: 'host', ENVIRONMENT_ADDRESS_TAKEN: 'host' },
  })
  if (made) {
    const place = { business: made.business.code, environment: 'development' }
    const open = () => void refreshSession().then(() => go(paths.home(place)))
    return <ManagementClients title={words.made(made.business.name)} clients={made.management} onStored={open} />
  }
  return (
    <OperationFormFrame of={create} submit={words.add} cancel={{ label: words.cancel, onClick: onClose }}>
      <Stack gap="md">
        <TextInput label={words.name} maxLength={64} data-autofocus {...create.form.getInputProps('name')} />
        <TextInput
          label={words.host}
          description={words.hostHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={32}
          {...create.form.getInputProps('host')}
        />
      </Stack>
    </OperationFormFrame>
  )
}
