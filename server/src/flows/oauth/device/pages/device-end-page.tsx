import { ButtonLink, Shell, type PageFrame } from '#flows/pages'

export interface DeviceEndPageProps extends PageFrame {
  readonly end: 'approved' | 'denied' | 'expired'
}

const ICONS = { approved: 'check', denied: 'alert', expired: 'clock' } as const

/** How it ended. The device learns it by itself, at its next poll. */
export function DeviceEndPage(props: DeviceEndPageProps) {
  const { t, end, application } = props
  const values = { application: application?.name ?? '' }
  return (
    <Shell
      frame={props}
      icon={ICONS[end]}
      heading={t(`device.${end}.heading`)}
      sentence={t(`device.${end}.sentence`, values)}
    >
      <div class="stack">
        <ButtonLink href={end === 'expired' ? '/device' : undefined}>{t('device.expired.again')}</ButtonLink>
      </div>
    </Shell>
  )
}
