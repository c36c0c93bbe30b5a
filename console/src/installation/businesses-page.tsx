import { EmptyState, ListTable, Page, Pager, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useOptionalParam, useSearchText } from '../shell/use-params.ts'
import { AddBusiness } from './add-business.tsx'
import { DeleteBusinessDialog } from './delete-business.tsx'
import { sumOf } from './loss.ts'
import { RenameBusiness } from './rename-business.tsx'
import type { Business } from './rows.ts'
import { texts } from './texts.ts'

const words = texts.businesses
const PAGE_SIZE = 50

function parametersOf({ after }: Readonly<Record<string, string | undefined>>) {
  return { expand: 'contents', page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function BusinessesPage({ isAdding = false }: { readonly isAdding?: boolean }) {
  const { session } = useHere()
  if (session.is_installation_owner) return <BusinessList isAdding={isAdding} />
  return (
    <Page title={words.title} lead={words.lead}>
      <EmptyState title={words.notYours}>{words.notYoursText}</EmptyState>
    </Page>
  )
}

function BusinessList({ isAdding }: { readonly isAdding: boolean }) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const code = useOptionalParam('code')
  const { businesses, next_token } = useAnswer('listBusinesses', parametersOf(search))
  const [leaving, setLeaving] = useState<Business>()
  const back = () => go(paths.businesses(place))
  const renamed = businesses.find((one) => one.code === code)
  const add = (
    <ReasonedButton variant="filled" href={paths.newBusiness(place)}>
      {words.add}
    </ReasonedButton>
  )
  return (
    <Page title={words.title} lead={words.lead} actions={add}>
      <ListTable
        label={words.title}
        columns={COLUMNS}
        rows={businesses}
        keyOf={(one) => one.code}
        menuOf={(one) => <Acts business={one} onDelete={() => setLeaving(one)} />}
        empty={<EmptyState title={words.title}>{words.add}</EmptyState>}
      />
      <Pager
        caption={words.caption}
        first={search['after'] && paths.businesses(place)}
        next={next_token ? paths.businesses(place, { after: next_token }) : undefined}
      />
      <Modal opened={isAdding} onClose={back} title={words.add}>
        <AddBusiness onClose={back} />
      </Modal>
      <Modal opened={renamed !== undefined} onClose={back} title={words.rename}>
        {renamed && <RenameBusiness business={renamed} onClose={back} />}
      </Modal>
      {leaving && (
        <DeleteBusinessDialog
          business={leaving}
          environments={leaving.environments}
          loss={sumOf(leaving.environments)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Page>
  )
}

function Acts({ business, onDelete }: { readonly business: Business; readonly onDelete: () => void }) {
  const place = usePlace()
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ReasonedButton size="compact-sm" href={paths.renameBusiness(place, business.code)}>
        {words.rename}
      </ReasonedButton>
      <ReasonedButton
        size="compact-sm"
        variant="subtle"
        reason={business.is_installation ? texts.deleteBusiness.problems.INSTALLATION_BUSINESS : undefined}
        onClick={onDelete}
      >
        {words.delete}
      </ReasonedButton>
    </Group>
  )
}

const COLUMNS: readonly Column<Business>[] = [
  {
    name: words.columns.name,
    show: ({ code, name, is_installation, environments }) => (
      <>
        {is_installation ? <span className="strong">{name}</span> : <a href={placeIn(code, environments)}>{name}</a>}{' '}
        {is_installation && <Tag>{words.installation}</Tag>}
      </>
    ),
  },
  { name: words.columns.host, show: ({ host_label }) => <code>{host_label}</code> },
  {
    name: words.columns.addresses,
    isExtra: true,
    show: ({ environments }) => environments.map(({ code, origin }) => <div key={code}>{origin}</div>),
  },
  { name: words.columns.created, isExtra: true, show: ({ created_on }) => <TimeAgo at={created_on} /> },
]

/** Opens a business in its first environment that is not production. */
function placeIn(business: string, environments: Business['environments']): string {
  const first = environments.find(({ is_production }) => !is_production) ?? environments[0]
  return first ? paths.home({ business, environment: first.code }) : paths.start()
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('listBusinesses', parametersOf(search))]

export const businessesPage: PageDefinition = {
  isOfInstallation: true,
  load,
  Component: () => <BusinessesPage />,
}
export const newBusinessPage: PageDefinition = {
  isOfInstallation: true,
  load,
  Component: () => <BusinessesPage isAdding />,
}
export const renameBusinessPage: PageDefinition = businessesPage
