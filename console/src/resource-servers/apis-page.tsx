import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, Page, ReasonedButton, Tag, type Column } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { CreateApiForm } from './create-api-form.tsx'
import { texts } from './texts.ts'

const WITH_SCOPES = { expand: 'scopes' } as const

type Api = Answer<'getAPIs'>['apis'][number]

function columnsOf(place: Place): readonly Column<Api>[] {
  return [
    {
      name: texts.columns.name,
      show: ({ id, name, is_management_api: isSystem }) => (
        <>
          <a href={paths.api(place, id)}>{name}</a> {isSystem && <Tag>{texts.system}</Tag>}
        </>
      ),
    },
    { name: texts.columns.audience, show: ({ audience }) => <code>{audience}</code> },
    { name: texts.columns.scopes, show: ({ scopes = [] }) => scopes.length.toLocaleString() },
  ]
}

function ApisPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const { apis } = useAnswer('getAPIs', WITH_SCOPES)
  const create = (
    <ReasonedButton variant="filled" href={paths.newApi(place)} reason={useRefusal('addAPIs')}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.apis(place))
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <ListTable label={texts.title} columns={columnsOf(place)} rows={apis} keyOf={({ id }) => id} empty={null} />
      {apis.every((api) => api.is_management_api) && (
        <EmptyState title={texts.emptyTitle} action={create}>
          {texts.empty}
        </EmptyState>
      )}
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreateApiForm onCancel={close} />
      </Modal>
    </Page>
  )
}

const load: PageDefinition['load'] = ({ ask }) => [ask('getAPIs', WITH_SCOPES)]

export const apisPage: PageDefinition = { load, Component: () => <ApisPage /> }
export const newApiPage: PageDefinition = { load, Component: () => <ApisPage isCreating /> }
