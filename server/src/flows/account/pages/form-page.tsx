import type { Child } from 'hono/jsx'
import { Form, Notice, PrimaryButton, Shell, type FormTarget, type PageFrame } from '#flows/pages'

interface ChangePageProps {
  readonly frame: PageFrame
  readonly target: FormTarget
  readonly heading: string
  readonly sentence?: Child | undefined
  readonly submit: string
  readonly isFormExpired: boolean
  /** Why the form as a whole was refused, in words. */
  readonly problem?: string | undefined
  readonly script?: string | undefined
  readonly children?: Child
  /** Further ways on, below the form. */
  readonly after?: Child
}

/** A page that asks for one change: one form, one button, and the way back to the account. */
export function ChangePage(props: ChangePageProps) {
  const { frame, target, heading, sentence, submit, isFormExpired, problem, script, children, after } = props
  const { t } = frame
  return (
    <Shell frame={frame} context={t('account.context')} heading={heading} sentence={sentence} script={script}>
      {isFormExpired && <Notice tone="problem">{t('form.expired')}</Notice>}
      {problem && <Notice tone="problem">{problem}</Notice>}
      <Form target={target}>
        {children}
        <PrimaryButton>{submit}</PrimaryButton>
      </Form>
      {after}
      <div class="out">
        <a class="link" href="/account">
          {t('account.back')}
        </a>
      </div>
    </Shell>
  )
}
