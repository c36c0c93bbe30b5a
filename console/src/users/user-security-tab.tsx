import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, ListTable, ReasonedButton, Section, TimeAgo, type Column } from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import { factorTexts } from '../factors/index.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { TrustedDevices } from './trusted-devices.tsx'
import { loadUser, UserFrame, useUser } from './user-frame.tsx'

type Factor = Answer<'getUserFactors'>['factors'][number]

const words = texts.security
const CHANGED = ['getUserFactors', 'getUserTrustedDevices'] as const

function kindOf(type: string): string {
  return words.kinds[type as keyof typeof words.kinds] ?? type
}

const COLUMNS: readonly Column<Factor>[] = [
  { name: words.columns.factor, show: ({ type }) => kindOf(type) },
  { name: words.columns.address, show: ({ name }) => name ?? '–' },
  { name: words.columns.since, show: ({ created_on }) => <TimeAgo at={created_on} /> },
  {
    name: words.columns.used,
    show: ({ last_used_on }) => (last_used_on === undefined ? words.never : <TimeAgo at={last_used_on} />),
  },
]

function UserSecurityPage() {
  const id = useParam('user')
  const { factors, recovery_codes_left: codes } = useAnswer('getUserFactors', { user_id: id })
  const { trusted_devices: devices, has_more } = useAnswer('getUserTrustedDevices', { user_id: id })
  const loss = { factors: factors.length, codes, devices: devices.length }
  return (
    <UserFrame open="security" actions={<ResetAll userId={id} {...loss} />}>
      <Section title={words.factors} reason={words.factorsReason}>
        <ListTable
          label={words.factors}
          columns={COLUMNS}
          rows={factors}
          keyOf={(factor) => factor.id}
          menuOf={(factor) => <ResetOne userId={id} factor={factor} isLast={factors.length === 1} {...loss} />}
          empty={<p className="quiet">{words.noFactors}</p>}
        />
        {factors.length > 0 && <p className="quiet">{words.codesLeft(codes)}</p>}
      </Section>
      <TrustedDevices userId={id} devices={devices} hasMore={has_more} />
    </UserFrame>
  )
}

interface Loss {
  readonly userId: string
  readonly factors: number
  readonly codes: number
  readonly devices: number
}

function ResetOne({ factor, isLast, ...loss }: Loss & { readonly factor: Factor; readonly isLast: boolean }) {
  const [isAsking, { open, close }] = useDisclosure()
  const reset = useAction('ResetUsersMFA', { refresh: CHANGED, onDone: close })
  const name = kindOf(factor.type)
  return (
    <>
      <ReasonedButton
        size="compact-sm"
        aria-label={words.resetNamed(name)}
        reason={useRefusal('ResetUsersMFA')}
        onClick={open}
      >
        {words.reset}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={words.resetNamed(name)}
        confirm={words.reset}
        keep={words.keep}
        problem={<ProblemNote problem={reset.error} own={factorTexts.problems} />}
        isBusy={reset.isPending}
        onConfirm={() => reset.mutate({ parameters: { user_id: loss.userId, factor_id: factor.id } })}
        onClose={close}
      >
        {words.resetLoss({ ...loss, name, isLast })}
      </ConfirmDialog>
    </>
  )
}

function ResetAll(loss: Loss) {
  const { name } = useUser()
  const [isAsking, { open, close }] = useDisclosure()
  const reset = useAction('ResetUsersMFAAll', { refresh: CHANGED, onDone: close })
  const refusal = useRefusal('ResetUsersMFAAll')
  return (
    <>
      <ReasonedButton reason={refusal ?? (loss.factors === 0 ? words.nothingToReset : undefined)} onClick={open}>
        {words.resetAll}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={words.resetAllOf(name)}
        confirm={words.resetAll}
        keep={words.keepAll}
        problem={<ProblemNote problem={reset.error} own={factorTexts.problems} />}
        isBusy={reset.isPending}
        onConfirm={() => reset.mutate({ parameters: { user_id: loss.userId } })}
        onClose={close}
      >
        {words.resetAllLoss(loss)}
      </ConfirmDialog>
    </>
  )
}

export const userSecurityPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadUser(ask, params),
    ask('getUserFactors', { user_id: params['user'] ?? '' }),
    ask('getUserTrustedDevices', { user_id: params['user'] ?? '' }),
  ],
  Component: UserSecurityPage,
}
