import { renderPage } from '#flows/pages'
import { isId } from '#platform/ids'
import { endGrant, listGrants, type ListedGrant } from '#domain/grants'
import { defineChange, type ChangeProps } from '../change.ts'
import { MOST_GRANTS } from '../read-overview.ts'
import { ChangePage } from '../pages/form-page.tsx'

export function EndApplicationPage({ subject, isFormExpired, ...frame }: ChangeProps<ListedGrant, never>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.end_application.heading', { application: subject.applicationName })}
      sentence={t('account.end_application.sentence')}
      submit={t('account.end_application.submit')}
      isFormExpired={isFormExpired}
    />
  )
}

/** An application that may not act for the person any more. */
export const endApplication = defineChange<ListedGrant, never>({
  path: '/account/applications/:id/end',
  isCredential: false,
  async find(c, { userId }) {
    const id = c.req.param('id') ?? ''
    if (!isId(id)) return undefined
    return (await listGrants(c.var.ctx.db, { userId, limit: MOST_GRANTS })).find((grant) => grant.id === id)
  },
  draw: (props) => renderPage(EndApplicationPage, props),
  async take({ c, account: { userId, author }, subject }) {
    await endGrant(c.var.ctx, { id: subject.id, userId, author })
    return { outcome: 'done', done: 'application_ended' }
  },
})
