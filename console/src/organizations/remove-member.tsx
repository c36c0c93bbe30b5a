import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog } from '@gatehouse/ui'
import { useAction } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

interface RemoveMemberProps {
  readonly code: string
  readonly member: Answer<'GetOrganizationUsers'>['organization_users'][number]
  readonly onClose: () => void
}

export function RemoveMember({ code, member, onClose }: RemoveMemberProps) {
  const { environment } = useHere()
  const name = member.full_name || (member.email ?? member.id)
  const remove = useAction('RemoveOrganizationUser', {
    refresh: ['GetOrganizationUsers', 'getUserData'],
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      isOpen
      title={texts.removeTitle(name)}
      confirm={texts.remove}
      keep={texts.keepMember}
      problem={<ProblemNote problem={remove.error} own={texts.problems} />}
      isProduction={environment.is_production}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ parameters: { org_code: code, user_id: member.id } })}
      onClose={onClose}
    >
      {texts.removeLoss(name)}
    </ConfirmDialog>
  )
}
