import type { Child } from 'hono/jsx'
import { Icon } from './icon.tsx'

export interface FieldProps {
  /** The name of the posted field, and the id of the input. */
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'email' | 'password' | undefined
  readonly value?: string | undefined
  readonly autocomplete: string
  readonly help?: string | undefined
  /** The problem and its remedy, already in words. */
  readonly problem?: string | undefined
  readonly focus?: boolean | undefined
  readonly optional?: boolean | undefined
  readonly minlength?: number | undefined
  readonly maxlength?: number | undefined
  /** Shown under the input, for content that a script fills. */
  readonly children?: Child
}

/** A labelled input with its help and its problem, tied together for screen readers. */
export function Field({ name, label, help, problem, children, ...input }: FieldProps) {
  const { type = 'text', value, autocomplete, focus, optional, minlength, maxlength } = input
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        // Addresses keep their order in right-to-left languages too.
        dir={type === 'email' ? 'ltr' : undefined}
        value={value}
        autocomplete={autocomplete}
        {...spelling(type)}
        required={!optional}
        minlength={minlength}
        maxlength={maxlength}
        autofocus={focus}
        {...describedBy(name, help, problem)}
      />
      <Remarks name={name} help={help} problem={problem} />
      {children}
    </div>
  )
}

interface CodeFieldProps {
  readonly label: string
  readonly digits: number
  readonly help?: string | undefined
  readonly problem?: string | undefined
}

/** One input for a one-time code: accepts paste and autofill, which boxes per digit do not. */
export function CodeField({ label, digits, help, problem }: CodeFieldProps) {
  return (
    <div class="field">
      <label for="code">{label}</label>
      <input
        id="code"
        name="code"
        class="code"
        // Codes are read from left to right in every language.
        dir="ltr"
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        // People paste "123 456" and more, with invisible marks: the server drops everything that is not a digit.
        maxlength={digits * 8}
        required
        autofocus
        {...spelling('text')}
        {...describedBy('code', help, problem)}
      />
      <Remarks name="code" help={help} problem={problem} />
    </div>
  )
}

/** The fields of these pages hold no words of a language, except names. */
function spelling(type: FieldProps['type']) {
  return type === 'text' ? { spellcheck: false } : ({ spellcheck: false, autocapitalize: 'none' } as const)
}

/** Ties an input to its help and its problem. */
export function describedBy(name: string, help: string | undefined, problem: string | undefined) {
  const ids = [problem && `${name}-problem`, help && `${name}-help`].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': problem ? 'true' : undefined }
}

/** Problem and help under an input; the problem first, since it is what to act on. */
export function Remarks({ name, help, problem }: Pick<FieldProps, 'name' | 'help' | 'problem'>) {
  return (
    <>
      {problem && (
        <p class="problem" id={`${name}-problem`}>
          <Icon name="alert" />
          <span>{problem}</span>
        </p>
      )}
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
    </>
  )
}
