import { Modal, MultiSelect, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useAction, useLateAnswer } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { CHANGED_BY_MEMBERSHIP, texts } from './texts.ts'
import type { Membership } from './membership.ts'

interface MembershipFormProps {
  readonly userId: string
  readonly membership: Membership
  readonly onClose: () => void
}

/** Chooses roles and direct permissions in one organization; those chosen replace those before. */
export function MembershipForm({ userId, membership, onClose }: MembershipFormProps) {
  const [roles, setRoles] = useState(membership.roles.map(({ key }) => key))
  const [permissions, setPermissions] = useState(membership.permissions.map(({ key }) => key))
  const update = useAction('UpdateOrganizationUsers', { refresh: CHANGED_BY_MEMBERSHIP, onDone: onClose })
  const choosable = useLateAnswer('GetRoles', { page_size: 500, sort: 'name_asc' })
  return (
    <Modal opened onClose={onClose} title={texts.membershipOf(membership.name)}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          update.mutate({
            parameters: { org_code: membership.code },
            body: { users: [{ id: userId, roles, permissions }] },
          })
        }}
      >
        <Stack gap="md">
          <MultiSelect
            label={texts.membershipColumns.roles}
            description={texts.rolesHelp}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={choicesOf([...membership.roles, ...(choosable?.roles ?? [])])}
            value={roles}
            onChange={setRoles}
            searchable
            data-autofocus
          />
          <PermissionChoice given={membership.permissions} value={permissions} onChange={setPermissions} />
        </Stack>
        <ProblemNote problem={update.error} own={texts.problems} />
        <FormButtons submit={texts.save} cancel={{ label: texts.cancel, onClick: onClose }} isBusy={update.isPending} />
      </form>
    </Modal>
  )
}

interface Keyed {
  readonly key: string
  readonly name: string
}

interface PermissionChoiceProps {
  readonly given: readonly Keyed[]
  readonly value: string[]
  readonly onChange: (keys: string[]) => void
}

/** Lets one choose permissions: the first ones by name, and all others by typing a part of their name or key. */
function PermissionChoice({ given, value, onChange }: PermissionChoiceProps) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const first = useLateAnswer('GetPermissions', { page_size: 100, sort: 'name_asc' })
  const found = useLateAnswer('searchPermissions', asked === '' ? undefined : { query: asked, page_size: 50 })
  const [known, setKnown] = useState(given)
  const all = [...known, ...(first?.permissions ?? []), ...(found?.permissions ?? [])]
  return (
    <MultiSelect
      label={texts.membershipColumns.permissions}
      description={texts.directHelp}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={choicesOf(all)}
      value={value}
      onChange={(keys) => {
        setKnown(all.filter(({ key }) => keys.includes(key)))
        onChange(keys)
      }}
      searchable
      searchValue={text}
      onSearchChange={setText}
    />
  )
}

function choicesOf(all: readonly Keyed[]) {
  const byKey = new Map(
    all.map(({ key, name }) => [key, { value: key, label: name === key ? key : `${name} (${key})` }]),
  )
  return [...byKey.values()]
}
