import type { Answer, Input, OperationId, Problem } from '@gatehouse/api-client'
import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useAction, useRefusal } from './api.ts'
import { ConflictNote } from './conflict-note.tsx'
import { fieldLabel } from './field-label.ts'
import { useDialogForm } from './form-dialog.tsx'
import { FormButtons } from './form-buttons.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { ProblemNote } from './problem-note.tsx'
import type { Conflict } from './use-meanwhile.ts'
import { useSaving } from './use-saving.ts'

interface Options<Id extends OperationId, Values extends object> {
  readonly operation: Id
  readonly initialValues: Values
  /** Returns the problems that can be seen before anything is sent, by field. */
  readonly validate?: (values: Values) => FormErrors
  readonly inputOf: (values: Values) => Input<Id>
  /** The operations whose answers this one changes. */
  readonly refresh: readonly OperationId[]
  readonly onDone?: (answer: Answer<Id>) => unknown
  /** The words for the problems of this operation, by code. */
  readonly problems?: Readonly<Record<string, string>>
  /** The field that a problem is shown at, by code; others stand at the end of the form. */
  readonly fieldOf?: Readonly<Record<string, keyof Values & string>>
}

export interface OperationForm<Values> {
  readonly form: UseFormReturnType<Values>
  /** Why the person may not send it; undefined where they may. */
  readonly refusal: string | undefined
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
  readonly isBusy: boolean
  readonly isSaved: boolean
  readonly problem: Problem | null
  readonly problems: Readonly<Record<string, string>>
  /** Fields that somebody else saved while the person changed them. */
  readonly conflicts: readonly Conflict[]
  readonly keepMine: () => void
  readonly takeTheirs: () => void
}

/** Joins a form to its operation: one form, one operation, one component. */
export function useOperationForm<Id extends OperationId, Values extends object>(
  options: Options<Id, Values>,
): OperationForm<Values> {
  const { operation, initialValues, validate, inputOf, refresh, onDone, problems = {}, fieldOf = {} } = options
  const form = useForm<Values>({ initialValues, validate: (values) => validate?.(values) ?? {} })
  const action = useAction(operation, {
    refresh,
    onDone: (answer) => {
      form.resetDirty()
      saving.settle()
      return onDone?.(answer)
    },
  })
  const showAtField = ({ code, message }: Problem) => {
    const field: string | undefined = fieldOf[code]
    if (field !== undefined) form.setErrors({ [field]: problems[code] ?? message })
  }
  const send = () => action.mutate(inputOf(form.getValues()), { onError: showAtField })
  const saving = useSaving({ operation, form, latest: initialValues, refresh, send })
  const isAtField = action.error !== null && action.error.code in fieldOf
  return {
    form,
    refusal: useRefusal(operation),
    submit: form.onSubmit(() => void saving.save()),
    isBusy: action.isPending || saving.isReading,
    isSaved: action.isSuccess && !form.isDirty(),
    problem: isAtField ? null : action.error,
    problems,
    conflicts: saving.conflicts,
    keepMine: saving.keepMine,
    takeTheirs: saving.takeTheirs,
  }
}

interface OperationFormProps<Values> {
  readonly of: OperationForm<Values>
  readonly submit: string
  readonly saved?: string
  readonly isSecondary?: boolean
  readonly cancel?: { readonly label: string; readonly onClick: () => void }
  readonly children: ReactNode
}

/**
 * The frame of a form: its fields, the problem that belongs to none of them, and its buttons. It asks before its changes
 * are lost, and shows what somebody else saved meanwhile.
 */
export function OperationFormFrame<Values extends object>(props: OperationFormProps<Values>) {
  const { of, submit, saved, isSecondary = false, cancel, children } = props
  const [element, setElement] = useState<HTMLFormElement | null>(null)
  const labelOf = (field: string) => fieldLabel(element, field)
  const changed = () => {
    const fields = Object.keys(of.form.getValues()).filter((field) => of.form.isDirty(field))
    return [...new Set(fields.map(labelOf))]
  }
  const closeDialog = useDialogForm(changed)
  return (
    <form onSubmit={of.submit} ref={setElement} noValidate>
      <fieldset disabled={of.refusal !== undefined}>{children}</fieldset>
      <ProblemNote problem={of.problem} own={of.problems} />
      <ConflictNote conflicts={of.conflicts} labelOf={labelOf} onKeepMine={of.keepMine} onTakeTheirs={of.takeTheirs} />
      <FormButtons
        submit={submit}
        reason={of.refusal}
        isBusy={of.isBusy}
        isSecondary={isSecondary}
        done={of.isSaved && saved !== undefined && saved}
        {...(cancel && { cancel: { label: cancel.label, onClick: closeDialog ?? cancel.onClick } })}
      />
      <LeaveGuard changed={changed} />
    </form>
  )
}
