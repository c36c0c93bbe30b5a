import { renderPage, Address } from '#flows/pages'
import { tellOwner } from '#flows/security-mails'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { chooseMainAddress, offerUndo, UNDO_DAYS } from '#domain/address-changes'
import { isConfirmed, type Identity } from '#domain/identities'
import { defineChange, type ChangeProps } from '../change.ts'
import { findOwnIdentity } from '../find-own-identity.ts'
import { ChangePage } from '../pages/form-page.tsx'

export function MainAddressPage({ subject, isFormExpired, ...frame }: ChangeProps<Identity, never>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.main.heading')}
      sentence={
        <>
          <Address>{subject.typed}</Address> {t('account.main.sentence')}
        </>
      }
      submit={t('account.main.submit')}
      isFormExpired={isFormExpired}
    />
  )
}

/** The address that mail goes to and that applications get. */
export const mainAddress = defineChange<Identity, never>({
  path: '/account/identities/:id/main',
  isCredential: true,
  async find(c, account) {
    const found = await findOwnIdentity(c, account)
    return found && isConfirmed(found) && !found.isPrimary ? found : undefined
  },
  draw: (props) => renderPage(MainAddressPage, props),
  async take({ c, account, subject }) {
    const { userId, author, requestedFrom } = account
    await c.var.ctx.db.transaction().execute(async (db) => {
      const scoped = { ...c.var.ctx, db }
      const { identity, before } = await chooseMainAddress(scoped, { userId, identityId: subject.id, author })
      const former = before.find(({ kind, isPrimary }) => kind === identity.kind && isPrimary)
      if (!former || former.id === identity.id || identity.kind !== 'email') return
      const undoToken = await offerUndo(scoped, { userId, former, addedIdentityId: newIn(scoped, identity) })
      // The former address is told: whoever took the account over reads the new one.
      const notice = { userId, change: 'main_address_changed', subject: identity.typed, to: former.typed } as const
      await tellOwner(scoped, { ...notice, requestedFrom, undoToken })
    })
    return { outcome: 'done', done: 'main_address' }
  },
})

/** An address that came shortly before goes with the change: whoever takes an account over adds one first. */
function newIn({ clock }: Pick<Context, 'clock'>, { id, createdAt }: Identity): string | undefined {
  return createdAt > addSeconds(clock(), -UNDO_DAYS * 86_400) ? id : undefined
}
