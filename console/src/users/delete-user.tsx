import { ConfirmDialog, DangerZone, ReasonedButton } from '@gatehouse/ui'
import { Checkbox, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useGo } from '../shell/use-go.ts'
import { texts } from './texts.ts'
import { useUser } from './user-frame.tsx'

/** Deletes a person, and names everything that goes with them, in numbers. */
export function DeleteUser() {
  const { environment } = useHere()
  const place = usePlace()
  const go = useGo()
  const user = useUser()
  const [isAsking, { open, close }] = useDisclosure()
  const [isProfileDeleted, setProfileDeleted] = useState(false)
  const loss = useLoss(user.id, user.organizations?.length ?? 0)
  const refusal = useRefusal('deleteUser')
  const remove = useAction('deleteUser', {
    refresh: ['getUsers', 'searchUsers', 'filterUsers'],
    onDone: () => go(paths.users(place), { isForced: true }),
  })
  const button = (
    <ReasonedButton color="red" variant="outline" onClick={open} reason={refusal}>
      {texts.delete}
    </ReasonedButton>
  )
  return (
    <>
      <DangerZone acts={[{ title: texts.deleteTitle, loss, button }]} />
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.deleteTitle}
        typed={{ label: texts.typeName, name: user.name }}
        confirm={texts.delete}
        keep={texts.keep}
        problem={<ProblemNote problem={remove.error} own={texts.problems} />}
        isProduction={environment.is_production}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ parameters: { id: user.id, is_delete_profile: isProfileDeleted } })}
        onClose={close}
      >
        <Stack gap="sm">
          <p>{loss}</p>
          <Checkbox
            label={texts.deleteProfile}
            description={texts.deleteProfileHelp}
            checked={isProfileDeleted}
            onChange={(event) => setProfileDeleted(event.currentTarget.checked)}
          />
        </Stack>
      </ConfirmDialog>
    </>
  )
}

function useLoss(id: string, organizations: number): string {
  const { identities } = useAnswer('GetUserIdentities', { user_id: id })
  const { sessions } = useAnswer('GetUserSessions', { user_id: id })
  const { grants } = useAnswer('getUserGrants', { user_id: id })
  return texts.deleteLoss({
    identities: identities.length,
    organizations,
    sessions: sessions.length,
    grants: grants.length,
  })
}
