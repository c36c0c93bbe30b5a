import { withoutBlanks, withPlainDigits } from '#platform/i18n'
import { Conflict } from '#platform/errors'
import { isId } from '#platform/ids'
import { Address, CodeField, renderPage } from '#flows/pages'
import { tellOwner } from '#flows/security-mails'
import { confirmAddress, findClaim, offerUndo, type AddressClaim } from '#domain/address-changes'
import { defineChange, type ChangeProps, type ChangeRequest, type ChangeResult } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'

type Problem = 'missing' | 'wrong' | 'gone' | 'taken'

interface Tried {
  readonly problem: Problem
}

export function ConfirmPage({ subject, state, isFormExpired, ...frame }: ChangeProps<AddressClaim, Tried>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.confirm.heading')}
      sentence={
        <>
          {t('account.confirm.sentence')} <Address>{subject.typed}</Address>
        </>
      }
      submit={t('account.confirm.submit')}
      isFormExpired={isFormExpired}
      after={
        <div class="other">
          <a class="link" href={`/account/${subject.kind}`}>
            {t('account.confirm.again')}
          </a>
        </div>
      }
    >
      <CodeField
        label={t('account.confirm.label')}
        digits={6}
        problem={state && t(`account.confirm.problem.${state.problem}`)}
      />
    </ChangePage>
  )
}

/** The code that proves a new address. */
export const confirmNewAddress = defineChange<AddressClaim, Tried>({
  path: '/account/addresses/:id',
  isCredential: true,
  async find(c, { userId, session }) {
    const id = c.req.param('id') ?? ''
    return isId(id) ? findClaim(c.var.ctx, { id, userId, sessionId: session.id }) : undefined
  },
  draw: (props) => renderPage(ConfirmPage, props),
  async take(request) {
    const code = withPlainDigits(withoutBlanks(request.form.fields.get('code') ?? '')).replace(/\p{Pd}/gu, '')
    if (code === '') return again('missing')
    try {
      return await confirm(request, code)
    } catch (error) {
      if (error instanceof Conflict && error.code === 'IDENTITY_TAKEN') return again('taken')
      throw error
    }
  },
})

function again(problem: Problem): ChangeResult<Tried> {
  return { outcome: 'again', state: { problem } }
}

async function confirm(
  { c, account, subject }: ChangeRequest<AddressClaim>,
  code: string,
): Promise<ChangeResult<Tried>> {
  const { ctx } = c.var
  const { userId, session, author, requestedFrom } = account
  const tried = { id: subject.id, userId, sessionId: session.id, code, author }
  const confirmed = await ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    const result = await confirmAddress(scoped, tried)
    if (result.outcome !== 'added') return result
    const undoToken = await offerUndo(scoped, { userId, addedIdentityId: result.identityId })
    const { typed } = result.claim
    await tellOwner(scoped, { userId, change: 'address_added', subject: typed, requestedFrom, undoToken })
    return result
  })
  return confirmed.outcome === 'added' ? { outcome: 'done', done: 'address_added' } : again(confirmed.outcome)
}
