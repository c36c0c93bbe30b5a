import type { Answer, Input, OperationId, Problem } from '@gatehouse/api-client'
import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form'
import type { FormEvent, ReactNode } from 'react'
import { useAction, useRefusal } from './api.ts'
import { FormButtons } from './form-buttons.tsx'
import { ProblemNote } from './problem-note.tsx'

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
      return onDone?.(answer)
    },
  })
  const showAtField = ({ code, message }: Problem) => {
    const field: string | undefined = fieldOf[code]
    if (field !== undefined) form.setErrors({ [field]: problems[code] ?? message })
  }
  const submit = form.onSubmit((values) => action.mutate(inputOf(values), { onError: showAtField }))
  const isAtField = action.error !== null && action.error.code in fieldOf
  return {
    form,
    refusal: useRefusal(operation),
    submit,
    isBusy: action.isPending,
    isSaved: action.isSuccess && !form.isDirty(),
    problem: isAtField ? null : action.error,
    problems,
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

/** The frame of a form: its fields, the problem that belongs to none of them, and its buttons. */
export function OperationFormFrame<Values>({
  of,
  submit,
  saved,
  isSecondary = false,
  cancel,
  children,
}: OperationFormProps<Values>) {
  return (
    <form onSubmit={of.submit} noValidate>
      <fieldset disabled={of.refusal !== undefined}>{children}</fieldset>
      <ProblemNote problem={of.problem} own={of.problems} />
      <FormButtons
        submit={submit}
        reason={of.refusal}
        isBusy={of.isBusy}
        isSecondary={isSecondary}
        done={of.isSaved && saved !== undefined && saved}
        {...(cancel && { cancel })}
      />
    </form>
  )
}
