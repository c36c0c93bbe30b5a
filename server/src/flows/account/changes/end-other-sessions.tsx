import { renderPage } from '#flows/pages'
import { endOtherAccessOfUser, recordSignOut } from '#domain/sessions'
import { lockUser } from '#domain/users'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'

export function EndOthersPage({ isFormExpired, ...frame }: ChangeProps<true, never>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.end_others.heading')}
      sentence={t('account.end_others.sentence')}
      submit={t('account.end_others.submit')}
      isFormExpired={isFormExpired}
    />
  )
}

/** Everything that is open elsewhere: other browsers, and devices. */
export const endOtherSessions = defineChange<true, never>({
  path: '/account/sessions/others/end',
  isCredential: false,
  find: async () => true,
  draw: (props) => renderPage(EndOthersPage, props),
  async take({ c, account: { userId, author, session } }) {
    await c.var.ctx.db.transaction().execute(async (db) => {
      const scoped = { ...c.var.ctx, db }
      if (!(await lockUser(db, userId))) return
      await endOtherAccessOfUser(db, { userId, sessionId: session.id, now: scoped.clock() })
      await recordSignOut(scoped, { userId, author, isEverywhere: false })
    })
    return { outcome: 'done', done: 'sessions_ended' }
  },
})
