import { renderPage } from '#flows/pages'
import { isId } from '#platform/ids'
import { listSessions, signOutSession, type ListedSession } from '#domain/sessions'
import { defineChange, type ChangeProps } from '../change.ts'
import { describeSession } from '../describe-session.ts'
import { MOST_SESSIONS } from '../read-overview.ts'
import { ChangePage } from '../pages/form-page.tsx'

export function EndSessionPage({ subject, isFormExpired, ...frame }: ChangeProps<ListedSession, never>) {
  const { t, locale } = frame
  const { device } = describeSession({ t, locale, now: subject.lastActiveAt }, subject)
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.end_session.heading')}
      sentence={t('account.end_session.sentence', { device })}
      submit={t('account.end_session.submit')}
      isFormExpired={isFormExpired}
    />
  )
}

/** The session of another browser. */
export const endOneSession = defineChange<ListedSession, never>({
  path: '/account/sessions/:id/end',
  isCredential: false,
  async find(c, { userId, session }) {
    const id = c.req.param('id') ?? ''
    if (!isId(id) || id === session.id) return undefined
    const { db, clock } = c.var.ctx
    return (await listSessions(db, { userId, now: clock(), limit: MOST_SESSIONS })).find((one) => one.id === id)
  },
  draw: (props) => renderPage(EndSessionPage, props),
  async take({ c, account: { userId, author }, subject }) {
    await signOutSession(c.var.ctx, { id: subject.id, userId, author })
    return { outcome: 'done', done: 'session_ended' }
  },
})
