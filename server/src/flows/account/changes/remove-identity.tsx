import { Conflict } from '#platform/errors'
import { Address, renderPage } from '#flows/pages'
import { tellOwner } from '#flows/security-mails'
import { offerUndo, removeOwnIdentity } from '#domain/address-changes'
import type { Identity } from '#domain/identities'
import { defineChange, type ChangeProps, type ChangeRequest } from '../change.ts'
import { findOwnIdentity } from '../find-own-identity.ts'
import { ChangePage } from '../pages/form-page.tsx'

interface Refused {
  readonly problem: 'last_way_in'
}

export function RemovePage({ subject, state, isFormExpired, ...frame }: ChangeProps<Identity, Refused>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.remove.heading')}
      sentence={
        <>
          <Address>{subject.typed}</Address> {t('account.remove.sentence')}
        </>
      }
      submit={t('account.remove.submit')}
      problem={state && t(`account.remove.problem.${state.problem}`)}
      isFormExpired={isFormExpired}
    />
  )
}

/** An identity that the person does not sign in with any more. */
export const removeIdentity = defineChange<Identity, Refused>({
  path: '/account/identities/:id/remove',
  isCredential: true,
  find: findOwnIdentity,
  draw: (props) => renderPage(RemovePage, props),
  async take(request) {
    try {
      await remove(request)
      return { outcome: 'done', done: 'identity_removed' }
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== 'LAST_WAY_IN') throw error
      return { outcome: 'again', state: { problem: 'last_way_in' } }
    }
  },
})

async function remove({ c, account, subject }: ChangeRequest<Identity>): Promise<void> {
  const { userId, author, requestedFrom } = account
  await c.var.ctx.db.transaction().execute(async (db) => {
    const scoped = { ...c.var.ctx, db }
    const { identity } = await removeOwnIdentity(scoped, { userId, identityId: subject.id, author })
    if (identity.verifiedAt === undefined && identity.kind !== 'username') return
    const undoToken = await offerUndo(scoped, { userId, former: identity })
    const to = identity.kind === 'email' ? identity.typed : undefined
    await tellOwner(scoped, {
      userId,
      change: 'address_removed',
      subject: identity.typed,
      to,
      requestedFrom,
      undoToken,
    })
  })
}
