import { ReasonedButton } from '@gatehouse/ui'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useAction, useLateAnswer, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

const MOST = 8

/** Finds a user of the environment and makes them a member. */
export function AddMember({ code }: { readonly code: string }) {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <ReasonedButton variant="filled" reason={useRefusal('AddOrganizationUsers')} onClick={open}>
        {texts.addMember}
      </ReasonedButton>
      <Modal opened={isOpen} onClose={close} title={texts.addMember}>
        <FindUser code={code} onDone={close} />
      </Modal>
    </>
  )
}

function FindUser({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const found = useLateAnswer('searchUsers', asked === '' ? undefined : { query: asked, page_size: MOST })
  const add = useAction('AddOrganizationUsers', { refresh: ['GetOrganizationUsers', 'getUserData'], onDone })
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.addMemberHelp}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found?.results.map(({ id, first_name, last_name, email }) => (
        <Group key={id} justify="space-between" wrap="nowrap">
          <span>
            <span className="strong">{[first_name, last_name].filter(Boolean).join(' ') || (email ?? id)}</span>
            <div className="quiet small">{email}</div>
          </span>
          <Button
            size="compact-sm"
            loading={add.isPending}
            onClick={() => add.mutate({ parameters: { org_code: code }, body: { users: [{ id }] } })}
          >
            {texts.add}
          </Button>
        </Group>
      ))}
      {found?.results.length === 0 && <p className="quiet">{texts.nobodyFound}</p>}
      <ProblemNote problem={add.error} own={texts.problems} />
    </Stack>
  )
}
