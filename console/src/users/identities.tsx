import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, ReasonedButton, State, Tag, TimeAgo } from '@gatehouse/ui'
import { Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import classes from './identities.module.css'
import { texts } from './texts.ts'

type Identity = Answer<'GetUserIdentities'>['identities'][number]

const CHANGED = ['GetUserIdentities', 'getUserData', 'getUsers', 'searchUsers', 'filterUsers'] as const

/** Lists the identities of a person: add, remove, choose the primary one. */
export function Identities({ userId }: { readonly userId: string }) {
  const { identities } = useAnswer('GetUserIdentities', { user_id: userId })
  const [removing, setRemoving] = useState<Identity>()
  return (
    <>
      <ul className={classes['identities']}>
        {identities.map((identity) => (
          <IdentityLine key={identity.id} identity={identity} onRemove={() => setRemoving(identity)} />
        ))}
      </ul>
      <AddIdentityForm key={identities.length} userId={userId} />
      {removing && (
        <RemoveIdentity identity={removing} isLast={identities.length === 1} onClose={() => setRemoving(undefined)} />
      )}
    </>
  )
}

function IdentityLine({ identity, onRemove }: { readonly identity: Identity; readonly onRemove: () => void }) {
  const change = useAction('UpdateIdentity', { refresh: CHANGED })
  const changeRefusal = useRefusal('UpdateIdentity')
  const removeRefusal = useRefusal('DeleteIdentity')
  return (
    <li>
      <div className={classes['name']}>
        <span className="strong">{identity.name}</span>
        <div className="quiet small">
          {texts.identityFacts(texts.kinds[identity.type] ?? identity.type, identity.total_logins)}{' '}
          {identity.last_login_on !== undefined && <TimeAgo at={identity.last_login_on} />}
        </div>
      </div>
      {identity.is_primary && <Tag>{texts.primary}</Tag>}
      {identity.is_confirmed ? (
        <State kind="active">{texts.verified}</State>
      ) : (
        <State kind="waiting">{texts.unverified}</State>
      )}
      <Group gap="xs">
        {!identity.is_primary && (
          <ReasonedButton
            size="compact-sm"
            reason={changeRefusal}
            loading={change.isPending}
            onClick={() => change.mutate({ parameters: { identity_id: identity.id }, body: { is_primary: true } })}
          >
            {texts.makePrimary}
          </ReasonedButton>
        )}
        <ReasonedButton size="compact-sm" variant="subtle" reason={removeRefusal} onClick={onRemove}>
          {texts.removeIdentity}
        </ReasonedButton>
      </Group>
      <ProblemNote problem={change.error} own={texts.problems} />
    </li>
  )
}

interface RemoveIdentityProps {
  readonly identity: Identity
  /** Whether the person has no other way to sign in. */
  readonly isLast: boolean
  readonly onClose: () => void
}

function RemoveIdentity({ identity, isLast, onClose }: RemoveIdentityProps) {
  const remove = useAction('DeleteIdentity', { refresh: CHANGED, onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      title={texts.removeTitle(identity.name)}
      confirm={texts.removeIdentity}
      keep={texts.keepIdentity}
      problem={<ProblemNote problem={remove.error} own={texts.problems} />}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ parameters: { identity_id: identity.id } })}
      onClose={onClose}
    >
      {isLast ? texts.removeLast : texts.removeLoss}
    </ConfirmDialog>
  )
}

interface AddValues {
  type: 'email' | 'username' | 'phone'
  value: string
}

function AddIdentityForm({ userId }: { readonly userId: string }) {
  const initialValues: AddValues = { type: 'email', value: '' }
  const add = useOperationForm({
    operation: 'CreateUserIdentity',
    initialValues,
    validate: ({ value }) => (value.trim() === '' ? { value: texts.missingValue } : {}),
    inputOf: ({ type, value }) => ({ parameters: { user_id: userId }, body: { type, value: value.trim() } }),
    refresh: CHANGED,
    problems: texts.problems,
    fieldOf: { IDENTITY_TAKEN: 'value', INVALID_EMAIL: 'value', INVALID_PHONE: 'value', INVALID_USERNAME: 'value' },
  })
  const kinds = (['email', 'username', 'phone'] as const).map((value) => ({
    value,
    label: texts.kinds[value] ?? value,
  }))
  return (
    <OperationFormFrame of={add} submit={texts.addIdentity} isSecondary>
      <Group align="flex-start" gap="xs" aria-label={texts.addLabel} role="group">
        <Select label={texts.kind} data={kinds} w={140} {...add.form.getInputProps('type')} />
        <TextInput flex="1 1 200px" label={texts.value} autoComplete="off" {...add.form.getInputProps('value')} />
      </Group>
    </OperationFormFrame>
  )
}
