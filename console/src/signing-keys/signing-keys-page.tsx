import type { Answer } from '@gatehouse/api-client'
import {
  ConfirmDialog,
  ListTable,
  Page,
  ReasonedButton,
  State,
  TimeAgo,
  type Column,
  type StateKind,
} from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

type Key = Answer<'getSigningKeys'>['signing_keys'][number]

const KINDS: Readonly<Record<Key['state'], StateKind>> = {
  current: 'active',
  next: 'waiting',
  previous: 'waiting',
  retired: 'none',
  revoked: 'stopped',
}
const SHOWN = 11

const COLUMNS: readonly Column<Key>[] = [
  { name: texts.columns.kid, show: ({ kid }) => <code title={kid}>{kid.slice(0, SHOWN)}…</code> },
  { name: texts.columns.state, show: ({ state }) => <State kind={KINDS[state]}>{texts.states[state]}</State> },
  { name: texts.columns.made, isExtra: true, show: ({ created_on }) => <TimeAgo at={created_on} /> },
  { name: texts.columns.signs, isExtra: true, show: ({ activates_on }) => <TimeAgo at={activates_on} /> },
]

function SigningKeysPage() {
  const { signing_keys: keys } = useAnswer('getSigningKeys')
  const [revoking, setRevoking] = useState<Key>()
  const refusal = useRefusal('revokeSigningKey')
  return (
    <Page title={texts.title} lead={texts.lead} actions={<Rotate />}>
      <ListTable
        label={texts.title}
        columns={COLUMNS}
        rows={keys}
        keyOf={({ id }) => id}
        menuOf={(key) =>
          key.state !== 'revoked' &&
          key.state !== 'retired' && (
            <ReasonedButton size="compact-sm" reason={refusal} onClick={() => setRevoking(key)}>
              {texts.revoke}
            </ReasonedButton>
          )
        }
        empty={null}
      />
      {revoking && <Revoke signingKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Page>
  )
}

function Rotate() {
  const { environment } = useHere()
  const [isAsking, { open, close }] = useDisclosure()
  const rotate = useAction('rotateSigningKey', { refresh: ['getSigningKeys'], onDone: close })
  return (
    <>
      <ReasonedButton variant="filled" reason={useRefusal('rotateSigningKey')} onClick={open}>
        {texts.rotate}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.rotateTitle}
        confirm={texts.rotate}
        keep={texts.keepKey}
        problem={<ProblemNote problem={rotate.error} own={texts.problems} />}
        isProduction={environment.is_production}
        isBusy={rotate.isPending}
        onConfirm={() => rotate.mutate({})}
        onClose={close}
      >
        {texts.rotateText}
      </ConfirmDialog>
    </>
  )
}

function Revoke({ signingKey, onClose }: { readonly signingKey: Key; readonly onClose: () => void }) {
  const { environment } = useHere()
  const revoke = useAction('revokeSigningKey', { refresh: ['getSigningKeys'], onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      title={texts.revokeTitle}
      typed={{ label: texts.typeName, name: signingKey.kid.slice(0, SHOWN) }}
      confirm={texts.revoke}
      keep={texts.keepKey}
      problem={<ProblemNote problem={revoke.error} own={texts.problems} />}
      isProduction={environment.is_production}
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate({ parameters: { signing_key_id: signingKey.id } })}
      onClose={onClose}
    >
      {texts.revokeLoss}
    </ConfirmDialog>
  )
}

export const signingKeysPage: PageDefinition = {
  load: ({ ask }) => [ask('getSigningKeys')],
  Component: SigningKeysPage,
}
