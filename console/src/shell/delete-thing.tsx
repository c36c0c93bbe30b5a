import type { Input, OperationId } from '@gatehouse/api-client'
import { ConfirmDialog, DangerZone, ReasonedButton } from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useAction, useRefusal } from './api.ts'
import { useHere } from './place.tsx'
import { ProblemNote } from './problem-note.tsx'
import { useGo } from './use-go.ts'

interface DeleteThingProps<Id extends OperationId> {
  readonly operation: Id
  readonly input: Input<Id>
  readonly refresh: readonly OperationId[]
  /** The address to go to afterwards. */
  readonly after: string
  /** The name that the person types; absent where no typing is asked for. */
  readonly name?: string
  readonly loss: ReactNode
  readonly texts: {
    readonly deleteTitle: string
    readonly delete: string
    readonly keep: string
    readonly typeName: string
    readonly problems?: Readonly<Record<string, string>>
  }
}

/** The danger zone of a page whose only dangerous act is to delete the thing that it shows. */
export function DeleteThing<Id extends OperationId>(props: DeleteThingProps<Id>) {
  const { operation, input, refresh, after, name, loss, texts } = props
  const { environment } = useHere()
  const go = useGo()
  const refusal = useRefusal(operation)
  const [isAsking, { open, close }] = useDisclosure()
  const remove = useAction(operation, { refresh, onDone: () => go(after, { isForced: true }) })
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
        {...(name !== undefined && { typed: { label: texts.typeName, name } })}
        confirm={texts.delete}
        keep={texts.keep}
        problem={<ProblemNote problem={remove.error} own={texts.problems} />}
        isProduction={environment.is_production}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(input)}
        onClose={close}
      >
        {loss}
      </ConfirmDialog>
    </>
  )
}
