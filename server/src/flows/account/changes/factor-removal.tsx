import { isId } from '#platform/ids'
import { renderPage } from '#flows/pages'
import { resetFactor } from '#flows/person-factors'
import { listFactors, type Factor } from '#domain/factors'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'

export function RemoveFactorPage({ subject, isFormExpired, ...frame }: ChangeProps<Factor, never>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.remove_factor.heading')}
      sentence={t('account.remove_factor.sentence', { factor: t(`account.factors.kind.${subject.kind}`) })}
      submit={t('account.remove_factor.submit')}
      isFormExpired={isFormExpired}
    />
  )
}

/** A second factor that confirms no more sign-ins. Where one is required, the next sign-in sets up another. */
export const removeOwnFactor = defineChange<Factor, never>({
  path: '/account/factors/:id/remove',
  isCredential: true,
  async find(c, { userId }) {
    const id = c.req.param('id') ?? ''
    return isId(id) ? (await listFactors(c.var.ctx.db, userId)).find((factor) => factor.id === id) : undefined
  },
  draw: (props) => renderPage(RemoveFactorPage, props),
  async take({ c, account: { userId }, subject }) {
    await resetFactor(c.var.ctx, { userId, factorId: subject.id })
    return { outcome: 'done', done: 'factor_removed' }
  },
})
