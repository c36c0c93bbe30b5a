import type { Child } from 'hono/jsx'
import { describedBy, Remarks } from './field.tsx'

interface CheckboxProps {
  readonly name: string
  readonly label: string
  readonly isTicked?: boolean | undefined
}

/** A choice that nobody has to make: never required, and ticked only where the person ticked it before. */
export function Checkbox({ name, label, isTicked }: CheckboxProps) {
  return (
    <label class="check">
      <input type="checkbox" name={name} value="true" checked={isTicked === true} />
      <span>{label}</span>
    </label>
  )
}

interface RequiredCheckboxProps {
  readonly name: string
  readonly isTicked?: boolean | undefined
  readonly problem?: string | undefined
  readonly focus?: boolean | undefined
  readonly children: Child
}

/** A box that must be ticked to go on, and that only the person ticks. */
export function RequiredCheckbox({ name, isTicked, problem, focus, children }: RequiredCheckboxProps) {
  return (
    <div class="field">
      <label class="check" for={name}>
        <input
          id={name}
          type="checkbox"
          name={name}
          value="true"
          required
          checked={isTicked === true}
          autofocus={focus}
          {...describedBy(name, undefined, problem)}
        />
        <span>{children}</span>
      </label>
      <Remarks name={name} help={undefined} problem={problem} />
    </div>
  )
}
