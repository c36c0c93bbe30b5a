import type { Child } from 'hono/jsx'
import type { FormTarget, LinkTarget } from './frame.ts'
import { safeHref } from './safe-href.ts'

/**
 * A form that works without script. Its first submit button is its main one, which Enter presses. The server reports
 * problems, in the words of the page: a browser would refuse an address with invisible marks around it.
 */
export function Form({ target, children }: { target: FormTarget; children: Child }) {
  return (
    <form method="post" action={target.action} class="form" novalidate>
      <HiddenFields fields={target.fields} />
      {children}
    </form>
  )
}

export function HiddenFields({ fields }: Pick<FormTarget, 'fields'>) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

export function PrimaryButton({ children }: { children: Child }) {
  return (
    <button type="submit" class="button">
      {children}
    </button>
  )
}

/** A second way on, as a form of its own so that Enter in the main form never presses it. */
export function SecondaryButton({ target, children }: { target: FormTarget; children: Child }) {
  return (
    <form method="post" action={target.action}>
      <HiddenFields fields={target.fields} />
      <button type="submit" class="button secondary">
        {children}
      </button>
    </form>
  )
}

interface LinkButtonProps {
  readonly target: FormTarget
  /** The label for screen readers, where the visible words need the text around them: "Change email address". */
  readonly label?: string | undefined
  readonly children: Child
}

/** Looks like a link and posts like a button: a change of state is never a GET. */
export function LinkButton({ target, label, children }: LinkButtonProps) {
  return (
    <form method="post" action={target.action} class="inline">
      <HiddenFields fields={target.fields} />
      <button type="submit" class="link" aria-label={label}>
        {children}
      </button>
    </form>
  )
}

/** A link, or a button with the look of one where its content is too long for an address. */
export function WayLink({ to, children }: { to: LinkTarget; children: Child }) {
  return typeof to === 'string' ? <a href={to}>{children}</a> : <LinkButton target={to}>{children}</LinkButton>
}

/** The way out, at the end of the page and in a form of its own. */
export function CancelForm({ target, children }: { target: FormTarget | undefined; children: Child }) {
  if (!target) return null
  return (
    <div class="out">
      <LinkButton target={target}>{children}</LinkButton>
    </div>
  )
}

interface ButtonLinkProps {
  readonly href: string | undefined
  readonly secondary?: boolean | undefined
  readonly children: Child
}

/** A link as prominent as a button, for pages whose one action is to go somewhere; nothing without an address. */
export function ButtonLink({ href, secondary, children }: ButtonLinkProps) {
  const safe = safeHref(href)
  if (!safe) return null
  return (
    <a class={secondary ? 'button secondary' : 'button'} href={safe}>
      {children}
    </a>
  )
}

/**
 * A question and the link that answers it: "New here? Create an account". It is not a paragraph, which could not
 * contain a form.
 */
export function OtherWay({ question, children }: { question?: string | undefined; children: Child }) {
  return (
    <div class="other">
      {question && `${question} `}
      {children}
    </div>
  )
}
