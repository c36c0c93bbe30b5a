import { ConfirmDialog } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAction } from '../shell/api.ts'
import { EnvironmentCalls, useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useGo } from '../shell/use-go.ts'
import { useRefreshSession } from '../shell/use-refresh-session.ts'
import type { Environment } from './rows.ts'
import { inNumbers, sumOf } from './loss.ts'
import { texts } from './texts.ts'

const words = texts.environments

interface DeleteEnvironmentProps {
  readonly environment: Environment
  readonly onClose: () => void
}

/** The call goes to production, which stays: an environment does not record its own end. */
export function DeleteEnvironment(props: DeleteEnvironmentProps) {
  const { business } = useHere()
  const production = business.environments.find(({ is_production }) => is_production)
  return (
    <EnvironmentCalls code={production?.code ?? ''}>
      <DeleteDialog {...props} />
    </EnvironmentCalls>
  )
}

function DeleteDialog({ environment, onClose }: DeleteEnvironmentProps) {
  const { business } = useHere()
  const go = useGo()
  const refreshSession = useRefreshSession()
  const production = business.environments.find(({ is_production }) => is_production)?.code ?? ''
  const { code, name, is_current: isHere } = environment
  const loss = inNumbers(sumOf([environment]))
  const remove = useAction('deleteEnvironment', {
    refresh: [],
    onDone: async () => {
      if (isHere) go(paths.environments({ business: business.code, environment: production }))
      await refreshSession()
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      title={words.deleteTitle(name)}
      typed={{ label: words.typeName, name }}
      confirm={words.delete}
      keep={words.keep}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ parameters: { environment_code: code, confirm: code } })}
      onClose={onClose}
    >
      <p>{words.loss(loss)}</p>
      <ProblemNote problem={remove.error} own={words.problems} />
    </ConfirmDialog>
  )
}
