import type { Answer } from '@gatehouse/api-client'
import { ListTable, ReasonedButton, Section, TimeAgo, type Column } from '@gatehouse/ui'
import { factorTexts } from '../factors/index.ts'
import { useAction, useRefusal } from '../shell/api.ts'
import { browserName } from '../shell/browser-name.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

type Device = Answer<'getUserTrustedDevices'>['trusted_devices'][number]

const words = texts.security
const CHANGED = ['getUserTrustedDevices'] as const

const COLUMNS: readonly Column<Device>[] = [
  {
    name: texts.sessionColumns.browser,
    show: ({ user_agent }) => <span title={user_agent}>{browserName(user_agent ?? '') ?? texts.unknownBrowser}</span>,
  },
  { name: texts.sessionColumns.place, show: ({ ip_address }) => <code>{ip_address ?? '–'}</code> },
  { name: words.columns.trusted, isExtra: true, show: ({ created_on }) => <TimeAgo at={created_on} /> },
  { name: words.columns.until, show: ({ expires_on }) => <TimeAgo at={expires_on} /> },
]

interface TrustedDevicesProps {
  readonly userId: string
  readonly devices: readonly Device[]
  readonly hasMore: boolean
}

/** The browsers that are not asked for a factor, each with the way to ask there again (N1-2). */
export function TrustedDevices({ userId, devices, hasMore }: TrustedDevicesProps) {
  return (
    <Section title={words.devices} reason={words.devicesReason}>
      <ListTable
        label={words.devices}
        columns={COLUMNS}
        rows={devices}
        keyOf={({ id }) => id}
        menuOf={({ id }) => <Revoke userId={userId} deviceId={id} />}
        empty={<p className="quiet">{words.noDevices}</p>}
      />
      {hasMore && <p className="quiet">{words.moreDevices}</p>}
      {devices.length > 0 && <RevokeAll userId={userId} />}
    </Section>
  )
}

function Revoke({ userId, deviceId }: { readonly userId: string; readonly deviceId: string }) {
  const end = useAction('deleteUserTrustedDevice', { refresh: CHANGED })
  return (
    <ReasonedButton
      size="compact-sm"
      reason={useRefusal('deleteUserTrustedDevice')}
      loading={end.isPending}
      onClick={() => end.mutate({ parameters: { user_id: userId, device_id: deviceId } })}
    >
      {words.revoke}
    </ReasonedButton>
  )
}

function RevokeAll({ userId }: { readonly userId: string }) {
  const end = useAction('deleteUserTrustedDevices', { refresh: CHANGED })
  return (
    <>
      <ReasonedButton
        reason={useRefusal('deleteUserTrustedDevices')}
        loading={end.isPending}
        onClick={() => end.mutate({ parameters: { user_id: userId } })}
      >
        {words.revokeAll}
      </ReasonedButton>
      <ProblemNote problem={end.error} own={factorTexts.problems} />
    </>
  )
}
