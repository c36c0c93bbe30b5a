import { ConfirmDialog, ReasonedButton, SecretOnce } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { CHANGED_BY_ACCESS, texts } from './texts.ts'

/** Makes a password that opens only the page to choose another one, and shows it once. */
export function TemporaryPassword({ userId }: { readonly userId: string }) {
  const { environment } = useHere()
  const refusal = useRefusal('createTemporaryPassword')
  const { sessions } = useAnswer('GetUserSessions', { user_id: userId })
  const [isAsking, { open, close }] = useDisclosure()
  const create = useAction('createTemporaryPassword', { refresh: CHANGED_BY_ACCESS, onDone: close })
  return (
    <>
      <Group>
        <ReasonedButton reason={refusal} onClick={open}>
          {texts.temporary}
        </ReasonedButton>
        <span className="quiet small">{texts.temporaryHelp}</span>
      </Group>
      {create.data && (
        <SecretOnce title={texts.temporaryTitle} value={create.data.password} onStored={create.reset}>
          <p>{texts.temporaryShown}</p>
        </SecretOnce>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.temporary}
        confirm={texts.temporaryConfirm}
        keep={texts.temporaryKeep}
        problem={<ProblemNote problem={create.error} own={texts.problems} />}
        isProduction={environment.is_production}
        isBusy={create.isPending}
        onConfirm={() => create.mutate({ parameters: { user_id: userId } })}
        onClose={close}
      >
        {texts.temporaryLoss(sessions.length)}
      </ConfirmDialog>
    </>
  )
}
