import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, EmptyState, ReasonedButton, Section, Tag } from '@gatehouse/ui'
import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { problemText } from '../shell/problem-text.ts'
import { useParam } from '../shell/use-params.ts'
import { ApplicationFrame } from './application-frame.tsx'
import { texts } from './texts.ts'

const CHANGED = ['getApplicationAPIs', 'getAPI', 'previewToken'] as const

function ApplicationApisPage() {
  const place = usePlace()
  const id = useParam('application')
  const { apis } = useAnswer('getAPIs')
  const granted = useAnswer('getApplicationAPIs', { application_id: id }).apis
  return (
    <ApplicationFrame open="apis">
      <Section title={texts.apis} reason={texts.apisReason}>
        {apis.map((api) => (
          <ApiRow key={api.id} applicationId={id} api={api} granted={granted.find((one) => one.id === api.id)} />
        ))}
        {apis.every((api) => api.is_management_api) && (
          <EmptyState
            title={texts.noApis}
            action={
              <Button component="a" href={paths.newApi(place)}>
                {texts.registerApi}
              </Button>
            }
          >
            {texts.noApisHelp}
          </EmptyState>
        )}
      </Section>
    </ApplicationFrame>
  )
}

interface ApiRowProps {
  readonly applicationId: string
  readonly api: Answer<'getAPIs'>['apis'][number]
  /** Absent where the application may not ask for the API. */
  readonly granted: Answer<'getApplicationAPIs'>['apis'][number] | undefined
}

function ApiRow({ applicationId, api, granted }: ApiRowProps) {
  const place = usePlace()
  const refusal = useRefusal('updateAPIApplications')
  const authorize = useAction('updateAPIApplications', { refresh: CHANGED })
  return (
    <div>
      <Group justify="space-between" align="flex-start">
        <div>
          <h3>
            {api.name} {api.is_management_api && <Tag>{texts.system}</Tag>}
          </h3>
          <code className="quiet">{api.audience}</code>
          <p className="quiet small">{granted ? texts.selectedScopes(granted) : texts.notAuthorized}</p>
        </div>
        {granted ? (
          <Group gap="xs">
            <Button component="a" size="compact-sm" href={paths.applicationScopes(place, applicationId, api.id)}>
              {texts.chooseScopes}
              <span className="visually-hidden"> {api.name}</span>
            </Button>
            <Withdraw applicationId={applicationId} granted={granted} refusal={refusal} />
          </Group>
        ) : (
          <ReasonedButton
            size="compact-sm"
            reason={refusal}
            loading={authorize.isPending}
            onClick={() =>
              authorize.mutate({ parameters: { api_id: api.id }, body: { applications: [{ id: applicationId }] } })
            }
          >
            {texts.authorize}
            <span className="visually-hidden"> {api.name}</span>
          </ReasonedButton>
        )}
      </Group>
      <ProblemNote problem={authorize.error} own={texts.problems} />
    </div>
  )
}

interface WithdrawProps {
  readonly applicationId: string
  readonly granted: NonNullable<ApiRowProps['granted']>
  readonly refusal: string | undefined
}

function Withdraw({ applicationId, granted, refusal }: WithdrawProps) {
  const { environment } = useHere()
  const [isAsking, { open, close }] = useDisclosure()
  const withdraw = useAction('updateAPIApplications', { refresh: CHANGED, onDone: close })
  return (
    <>
      <ReasonedButton size="compact-sm" reason={refusal} onClick={open}>
        {texts.withdraw}
        <span className="visually-hidden"> {granted.name}</span>
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.withdrawTitle(granted.name)}
        confirm={texts.withdraw}
        keep={texts.keep}
        problem={withdraw.error ? problemText(withdraw.error, texts.problems) : undefined}
        isProduction={environment.is_production}
        isBusy={withdraw.isPending}
        onConfirm={() =>
          withdraw.mutate({
            parameters: { api_id: granted.id },
            body: { applications: [{ id: applicationId, operation: 'delete' }] },
          })
        }
        onClose={close}
      >
        {texts.withdrawLoss(granted.name, granted.scopes.length)}
      </ConfirmDialog>
    </>
  )
}

export const applicationApisPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getAPIs'),
    ask('getApplicationAPIs', { application_id: application }),
  ],
  Component: ApplicationApisPage,
}
