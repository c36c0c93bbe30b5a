import { ButtonLink, Shell, type PageFrame } from '#flows/pages'

export interface DeviceEndPageProps extends PageFrame {
  readonly end: 'approved' | 'denied' | 'expired' | 'taken'
}

const ICONS = { approved: 'check', denied: 'alert', expired: 'clock', taken: 'alert' } as const

/** Shows how the request ended in this browser. The device learns a decision by itself, at its next poll. */
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
        <ButtonLink href={end === 'expired' || end === 'taken' ? '/device' : undefined}>
          {t(end === 'taken' ? 'device.taken.again' : 'device.expired.again')}
        </ButtonLink>
      </div>
    </Shell>
  )
}
