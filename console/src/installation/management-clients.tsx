import { CopyField, Note, SecretOnce } from '@gatehouse/ui'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { texts } from './texts.ts'

const words = texts.clients

interface Client {
  readonly environment: string
  readonly client_id: string
  readonly client_secret: string
  readonly audience: string
}

interface ManagementClientsProps {
  readonly title: string
  readonly clients: readonly Client[]
  /** Called when each secret was stored. */
  readonly onStored: () => void
}

/** Clients of the Management API of new environments. Their secrets are shown this once. */
export function ManagementClients({ title, clients, onStored }: ManagementClientsProps) {
  const [stored, setStored] = useState(0)
  const client = clients[stored]
  if (!client) return null
  const next = () => {
    if (stored + 1 < clients.length) setStored(stored + 1)
    else onStored()
  }
  return (
    <Stack gap="md">
      <Note kind="good">{title}</Note>
      <p>{words.reason(client.environment)}</p>
      <CopyField label={words.id} value={client.client_id} />
      <CopyField label={words.audience} value={client.audience} />
      <SecretOnce key={client.client_id} title={words.secret} value={client.client_secret} onStored={next} />
    </Stack>
  )
}
