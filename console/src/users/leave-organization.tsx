import { ConfirmDialog } from '@gatehouse/ui'
import { useAction } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { CHANGED_BY_MEMBERSHIP, texts } from './texts.ts'
import type { Membership } from './membership.ts'

interface LeaveOrganizationProps {
  readonly userId: string
  readonly membership: Membership
  readonly onClose: () => void
}

export function LeaveOrganization({ userId, membership, onClose }: LeaveOrganizationProps) {
  const { environment } = useHere()
  const { code, name, roles, permissions } = membership
  const remove = useAction('RemoveOrganizationUser', { refresh: CHANGED_BY_MEMBERSHIP, onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      title={texts.leaveTitle(name)}
      confirm={texts.leave}
      keep={texts.leaveKeep}
      problem={<ProblemNote problem={remove.error} own={texts.problems} />}
      isProduction={environment.is_production}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ parameters: { org_code: code, user_id: userId } })}
      onClose={onClose}
    >
      {texts.leaveLoss(roles.length, permissions.length)}
    </ConfirmDialog>
  )
}
