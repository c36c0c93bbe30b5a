import { isId } from '#platform/ids'
import { renderPage } from '#flows/pages'
import { untrustDevices } from '#flows/person-factors'
import { describeBrowser } from '#flows/signin'
import { listTrustedDevices, type TrustedDevice } from '#domain/factors'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'

export function UntrustPage({ subject, isFormExpired, ...frame }: ChangeProps<TrustedDevice, never>) {
  const { t } = frame
  const device = describeBrowser(subject.userAgent ?? '') ?? t('account.sessions.unknown')
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.untrust.heading')}
      sentence={t('account.untrust.sentence', { device })}
      submit={t('account.untrust.submit')}
      isFormExpired={isFormExpired}
    />
  )
}

/** A browser that is asked for a second factor again (N1-2). */
export const untrustDevice = defineChange<TrustedDevice, never>({
  path: '/account/trusted-devices/:id/end',
  isCredential: true,
  async find(c, { userId }) {
    const id = c.req.param('id') ?? ''
    if (!isId(id)) return undefined
    const { db, clock } = c.var.ctx
    return (await listTrustedDevices(db, { userId, now: clock() })).find((device) => device.id === id)
  },
  draw: (props) => renderPage(UntrustPage, props),
  async take({ c, account: { userId }, subject }) {
    await untrustDevices(c.var.ctx, { userId, deviceId: subject.id })
    return { outcome: 'done', done: 'device_untrusted' }
  },
})
