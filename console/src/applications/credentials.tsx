import type { Answer } from '@gatehouse/api-client'
import { CopyField, Note, ReasonedButton, SecretOnce } from '@gatehouse/ui'
import { Group, SimpleGrid } from '@mantine/core'
import { useState } from 'react'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

interface CredentialsProps {
  readonly application: Answer<'getApplication'>['application']
  readonly issuer: string
}

export function Credentials({ application, issuer }: CredentialsProps) {
  const hasSecret = application.type === 'reg' || application.type === 'm2m'
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <CopyField label={texts.clientId} value={application.client_id} />
        <CopyField label={texts.issuer} value={issuer} />
      </SimpleGrid>
      {hasSecret ? <Secret id={application.id} /> : <Note>{texts.noSecret}</Note>}
    </>
  )
}

/** Rotates the secret; the previous one is kept until somebody deletes it, so that nothing stops meanwhile. */
function Secret({ id }: { readonly id: string }) {
  const [secret, setSecret] = useState<string>()
  const { secrets } = useAnswer('getApplicationSecrets', { application_id: id })
  const hasPrevious = secrets.some(({ is_previous }) => is_previous)
  const refusal = useRefusal('rotateApplicationSecret')
  const rotate = useAction('rotateApplicationSecret', {
    refresh: ['getApplicationSecrets'],
    onDone: ({ application }) => setSecret(application.client_secret),
  })
  const removePrevious = useAction('deletePreviousApplicationSecret', { refresh: ['getApplicationSecrets'] })
  const parameters = { application_id: id }
  return (
    <>
      {secret !== undefined && (
        <SecretOnce title={texts.newSecret} value={secret} onStored={() => setSecret(undefined)}>
          <p className="quiet">{texts.previousStays}</p>
        </SecretOnce>
      )}
      {hasPrevious && <Note>{texts.previous}</Note>}
      <ProblemNote problem={rotate.error ?? removePrevious.error} own={texts.problems} />
      <Group>
        {hasPrevious ? (
          <ReasonedButton
            reason={refusal}
            loading={removePrevious.isPending}
            onClick={() => removePrevious.mutate({ parameters })}
          >
            {texts.deletePrevious}
          </ReasonedButton>
        ) : (
          <ReasonedButton
            reason={refusal}
            loading={rotate.isPending}
            onClick={() => rotate.mutate({ parameters, body: { keep_previous: true } })}
          >
            {texts.rotate}
          </ReasonedButton>
        )}
        {!hasPrevious && <span className="quiet small">{texts.rotateHelp}</span>}
      </Group>
    </>
  )
}
