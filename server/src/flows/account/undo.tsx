import { answerPage, csrfToken, isCsrfTokenRight, isForeignPost, readForm, type RequestContext } from '#platform/http'
import { Conflict, NotFound } from '#platform/errors'
import {
  answerErrorPage,
  ButtonLink,
  Form,
  frameFor,
  PrimaryButton,
  renderPage,
  Shell,
  type FormTarget,
  type PageFrame,
} from '#flows/pages'
import { findUndo, undoAddressChange } from '#domain/address-changes'

interface UndoPageProps extends PageFrame {
  readonly target: FormTarget | undefined
  readonly end: 'asked' | 'done' | 'gone' | 'taken'
}

export function UndoPage(props: UndoPageProps) {
  const { t, target, end } = props
  return (
    <Shell frame={props} heading={t(`account.undo.heading.${end}`)} sentence={t(`account.undo.sentence.${end}`)}>
      {target && (
        <Form target={target}>
          <PrimaryButton>{t('account.undo.submit')}</PrimaryButton>
        </Form>
      )}
      {end === 'done' && (
        <div class="stack">
          <ButtonLink href="/account">{t('account.undo.sign_in')}</ButtonLink>
        </div>
      )}
    </Shell>
  )
}

/** Asks whether a change of addresses is to be taken back. Opening the page changes nothing. */
export async function showUndo(c: RequestContext, token: string): Promise<Response> {
  const isOpen = (await findUndo(c.var.ctx, token)) !== undefined
  return answer(c, token, isOpen ? 'asked' : 'gone')
}

/** Takes a change of addresses back. The secret from the mail is all that it needs: the account may be in other hands. */
export async function takeUndo(c: RequestContext, token: string): Promise<Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer)) return answerErrorPage(c, { kind: 'bad_request' })
  if (!isCsrfTokenRight(c, await readForm(c), bindingOf(token))) return answer(c, token, 'asked')
  try {
    await undoAddressChange(ctx, token)
    return answer(c, token, 'done')
  } catch (error) {
    if (error instanceof NotFound) return answer(c, token, 'gone')
    if (error instanceof Conflict) return answer(c, token, 'taken')
    throw error
  }
}

function answer(c: RequestContext, token: string, end: UndoPageProps['end']): Response {
  const path = `/account/undo/${encodeURIComponent(token)}`
  const target = end === 'asked' ? { action: path, fields: { csrf: csrfToken(c, bindingOf(token)) } } : undefined
  const html = (nonce: string) => renderPage(UndoPage, { ...frameFor(c, { nonce, path }), target, end })
  return answerPage(c, { status: end === 'gone' ? 410 : end === 'taken' ? 409 : 200, html, isIsolated: true })
}

function bindingOf(token: string) {
  return { purpose: 'csrf', parts: ['account-undo', token] }
}
