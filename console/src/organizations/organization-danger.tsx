import type { Answer, Input, OperationId } from '@gatehouse/api-client'
import { ConfirmDialog, DangerZone, ReasonedButton } from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { problemText } from '../shell/problem-text.ts'
import { useGo } from '../shell/use-go.ts'
import { CHANGED_BY_SETTINGS, useOrganizationSettings } from './organization-settings.tsx'
import { texts } from './texts.ts'

interface OrganizationDangerProps {
  readonly code: string
  readonly organization: Answer<'getOrganization'>
}

/** Suspending an organization, returning it to the environment's settings, and deleting it. */
export function OrganizationDanger({ code, organization }: OrganizationDangerProps) {
  const place = usePlace()
  const go = useGo()
  const { figures } = useAnswer('getOrganizationFigures', { org_code: code })
  const { is_enable_advanced_orgs } = useOrganizationSettings()
  const { name, is_suspended, is_default } = organization
  const { danger } = texts
  const parameters = { org_code: code }
  const suspension = is_suspended
    ? { ...danger.resume, loss: danger.resume.loss }
    : { ...danger.suspend, loss: danger.suspend.lossOf(name, figures) }
  const suspend = {
    title: suspension.title,
    loss: suspension.loss,
    button: (
      <DangerousButton
        {...suspension}
        operation="updateOrganization"
        input={{ parameters, body: { is_suspended: !is_suspended } }}
        refresh={[...CHANGED_BY_SETTINGS, 'getOrganizationFigures']}
        reason={is_default ? danger.defaultStays : undefined}
      />
    ),
  }
  const advanced = {
    title: danger.advanced.title,
    loss: danger.advanced.loss,
    button: (
      <DangerousButton
        {...danger.advanced}
        operation="updateOrganization"
        input={{ parameters, body: { is_enable_advanced_orgs: false } }}
        refresh={CHANGED_BY_SETTINGS}
      />
    ),
  }
  const loss = danger.delete.lossOf(name, figures)
  const removal = {
    title: danger.delete.title,
    loss,
    button: (
      <DangerousButton
        {...danger.delete}
        loss={loss}
        advice={danger.delete.advice}
        typed={name}
        operation="deleteOrganization"
        input={{ parameters }}
        refresh={['getOrganizations', 'searchOrganizations']}
        onDone={() => go(paths.organizations(place))}
        reason={is_default ? danger.defaultStays : undefined}
      />
    ),
  }
  return <DangerZone acts={[suspend, ...(is_enable_advanced_orgs ? [advanced] : []), removal]} />
}

interface DangerousButtonProps<Id extends OperationId> {
  readonly operation: Id
  readonly input: Input<Id>
  readonly refresh: readonly OperationId[]
  readonly onDone?: () => void
  readonly title: string
  readonly loss: string
  readonly act: string
  readonly keep: string
  /** Advice on what to do before. */
  readonly advice?: string
  /** The name that the person types; absent where the act can be taken back. */
  readonly typed?: string
  /** Why it is not possible for this organization. */
  readonly reason?: string | undefined
}

function DangerousButton<Id extends OperationId>(props: DangerousButtonProps<Id>) {
  const { operation, input, refresh, onDone, title, loss, act, keep, advice, typed, reason } = props
  const { environment } = useHere()
  const refusal = useRefusal(operation)
  const [isAsking, { open, close }] = useDisclosure()
  const run = useAction(operation, {
    refresh,
    onDone: () => {
      close()
      onDone?.()
    },
  })
  return (
    <>
      <ReasonedButton color="red" variant="outline" onClick={open} reason={refusal ?? reason}>
        {act}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={title}
        {...(typed !== undefined && { typed: { label: texts.typeName, name: typed } })}
        confirm={act}
        keep={keep}
        problem={run.error ? problemText(run.error, texts.problems) : undefined}
        isProduction={environment.is_production}
        isBusy={run.isPending}
        onConfirm={() => run.mutate(input)}
        onClose={close}
      >
        <p>{loss}</p>
        {advice !== undefined && <p className="quiet">{advice}</p>}
      </ConfirmDialog>
    </>
  )
}
