import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, ReasonedButton, State } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useAction, useRefusal } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { CHANGED_BY_ACCESS, texts } from './texts.ts'

/** Suspends a person or lets them in again, and asks for a new password. */
export function UserAccess({ user }: { readonly user: Answer<'getUserData'> }) {
  const { environment } = useHere()
  const refusal = useRefusal('updateUser')
  const [isAsking, { open, close }] = useDisclosure()
  const change = useAction('updateUser', { refresh: CHANGED_BY_ACCESS, onDone: close })
  const reset = useAction('updateUser', { refresh: CHANGED_BY_ACCESS })
  const parameters = { id: user.id }
  return (
    <>
      <Group>
        {user.is_suspended ? (
          <>
            <State kind="stopped">{texts.suspended}</State>
            <ReasonedButton
              reason={refusal}
              loading={change.isPending}
              onClick={() => change.mutate({ parameters, body: { is_suspended: false } })}
            >
              {texts.resume}
            </ReasonedButton>
          </>
        ) : (
          <>
            <State kind="active">{texts.active}</State>
            <ReasonedButton reason={refusal} onClick={open}>
              {texts.suspend}
            </ReasonedButton>
          </>
        )}
      </Group>
      <Group>
        <ReasonedButton
          reason={refusal}
          loading={reset.isPending}
          onClick={() => reset.mutate({ parameters, body: { is_password_reset_requested: true } })}
        >
          {texts.requestReset}
        </ReasonedButton>
        <span className="quiet small" role="status">
          {reset.isSuccess ? texts.resetRequested : texts.resetHelp}
        </span>
      </Group>
      <ProblemNote problem={reset.error ?? change.error} own={texts.problems} />
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.suspend}
        confirm={texts.suspend}
        keep={texts.keep}
        problem={<ProblemNote problem={change.error} own={texts.problems} />}
        isProduction={environment.is_production}
        isBusy={change.isPending}
        onConfirm={() => change.mutate({ parameters, body: { is_suspended: true } })}
        onClose={close}
      >
        {texts.suspendLoss}
      </ConfirmDialog>
    </>
  )
}
