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
