import { ReasonedButton } from '@gatehouse/ui'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useAction, useLateAnswer, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { CHANGED_BY_MEMBERSHIP, texts } from './texts.ts'

const MOST = 8

/** Finds an organization and makes the person a member of it. */
export function AddToOrganization({ userId }: { readonly userId: string }) {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <ReasonedButton variant="filled" reason={useRefusal('AddOrganizationUsers')} onClick={open}>
        {texts.addToOrganization}
      </ReasonedButton>
      <Modal opened={isOpen} onClose={close} title={texts.addToOrganization}>
        <ChooseOrganization userIds={[userId]} onDone={close} />
      </Modal>
    </>
  )
}

interface ChooseOrganizationProps {
  readonly userIds: readonly string[]
  readonly onDone: () => void
}

export function ChooseOrganization({ userIds, onDone }: ChooseOrganizationProps) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const first = useLateAnswer('getOrganizations', { page_size: MOST, sort: 'name_asc' })
  const found = useLateAnswer('searchOrganizations', asked === '' ? undefined : { query: asked, page_size: MOST })
  const add = useAction('AddOrganizationUsers', { refresh: CHANGED_BY_MEMBERSHIP, onDone })
  const shown = asked === '' ? first : found
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.findOrganization}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {shown?.organizations.map(({ code, name }) => (
        <Group key={code} justify="space-between" wrap="nowrap">
          <span>
            <span className="strong">{name}</span>
            <div className="quiet small">{code}</div>
          </span>
          <Button
            size="compact-sm"
            loading={add.isPending}
            aria-label={texts.addTo(name)}
            onClick={() =>
              add.mutate({ parameters: { org_code: code }, body: { users: userIds.map((id) => ({ id })) } })
            }
          >
            {texts.add}
          </Button>
        </Group>
      ))}
      {shown?.organizations.length === 0 && <p className="quiet">{texts.noOrganizationFound}</p>}
      <ProblemNote problem={add.error} own={texts.problems} />
    </Stack>
  )
}
