import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, ListTable, ReasonedButton, Section, State, TimeAgo, type Column } from '@gatehouse/ui'
import { Group, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { FormDialog } from '../shell/form-dialog.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { loadUser, UserFrame, useUser } from './user-frame.tsx'

type Passkey = Answer<'getUserPasskeys'>['passkeys'][number]

const words = texts.passkeys

const COLUMNS: readonly Column<Passkey>[] = [
  { name: words.columns.name, show: ({ name }) => name },
  { name: words.columns.host, isExtra: true, show: ({ host }) => <code>{host}</code> },
  {
    name: words.columns.kind,
    isExtra: true,
    show: ({ is_synced }) => <State kind="active">{is_synced ? words.synced : words.bound}</State>,
  },
  { name: words.columns.added, isExtra: true, show: ({ created_on }) => <TimeAgo at={created_on} /> },
  {
    name: words.columns.used,
    show: ({ last_used_on }) => (last_used_on === null ? words.never : <TimeAgo at={last_used_on} />),
  },
]

function UserPasskeysPage() {
  const id = useParam('user')
  const { passkeys } = useAnswer('getUserPasskeys', { user_id: id })
  return (
    <UserFrame open="passkeys">
      <Section title={words.title} reason={words.reason}>
        <ListTable
          label={words.title}
          columns={COLUMNS}
          rows={passkeys}
          keyOf={(passkey) => passkey.id}
          menuOf={(passkey) => (
            <Group gap="xs" wrap="nowrap">
              <RenamePasskey userId={id} passkey={passkey} />
              <RemovePasskey userId={id} passkey={passkey} count={passkeys.length} />
            </Group>
          )}
          empty={<p className="quiet">{words.none}</p>}
        />
      </Section>
    </UserFrame>
  )
}

interface PasskeyProps {
  readonly userId: string
  readonly passkey: Passkey
}

function RenamePasskey({ userId, passkey }: PasskeyProps) {
  const [isOpen, { open, close }] = useDisclosure()
  const refusal = useRefusal('updateUserPasskey')
  return (
    <>
      <ReasonedButton size="compact-sm" reason={refusal} onClick={open} aria-label={words.renameNamed(passkey.name)}>
        {words.rename}
      </ReasonedButton>
      <FormDialog opened={isOpen} onClose={close} title={words.renameNamed(passkey.name)}>
        <RenameForm userId={userId} passkey={passkey} onDone={close} />
      </FormDialog>
    </>
  )
}

function RenameForm({ userId, passkey, onDone }: PasskeyProps & { readonly onDone: () => void }) {
  const update = useOperationForm({
    operation: 'updateUserPasskey',
    initialValues: { name: passkey.name },
    validate: ({ name }) => (name.trim() === '' ? { name: words.missingName } : {}),
    inputOf: ({ name }) => ({ parameters: { user_id: userId, passkey_id: passkey.id }, body: { name: name.trim() } }),
    refresh: ['getUserPasskeys'],
    onDone,
    problems: texts.problems,
  })
  return (
    <OperationFormFrame of={update} submit={words.save}>
      <TextInput label={words.name} maxLength={100} data-autofocus {...update.form.getInputProps('name')} />
    </OperationFormFrame>
  )
}

function RemovePasskey({ userId, passkey, count }: PasskeyProps & { readonly count: number }) {
  const [isAsking, { open, close }] = useDisclosure()
  const { name } = useUser()
  const remove = useAction('deleteUserPasskey', { refresh: ['getUserPasskeys'], onDone: close })
  const refusal = useRefusal('deleteUserPasskey')
  return (
    <>
      <ReasonedButton size="compact-sm" reason={refusal} onClick={open} aria-label={words.removeNamed(passkey.name)}>
        {words.remove}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={words.removeNamed(passkey.name)}
        confirm={words.remove}
        keep={words.keep}
        problem={<ProblemNote problem={remove.error} own={texts.problems} />}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ parameters: { user_id: userId, passkey_id: passkey.id } })}
        onClose={close}
      >
        {words.loss(name, passkey.host, count - 1)}
      </ConfirmDialog>
    </>
  )
}

export const userPasskeysPage: PageDefinition = {
  load: ({ ask, params }) => [...loadUser(ask, params), ask('getUserPasskeys', { user_id: params['user'] ?? '' })],
  Component: UserPasskeysPage,
}
