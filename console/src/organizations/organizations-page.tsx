import type { Answer } from '@gatehouse/api-client'
import { EmptyState, Face, ListTable, Page, Pager, ReasonedButton, Tag, type Column } from '@gatehouse/ui'
import { Button, Group, Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { CreateOrganizationForm } from './create-organization-form.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 50

type Organization = Answer<'getOrganizations'>['organizations'][number]
type Search = Readonly<Record<string, string | undefined>>

function listed({ after }: Search) {
  return { sort: 'name_asc', page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function searched(query: string, { after }: Search) {
  return { query, page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function columnsOf(place: Place): readonly Column<Organization>[] {
  return [
    {
      name: texts.columns.name,
      show: ({ code, name, handle, is_default }) => (
        <Group gap="sm" wrap="nowrap">
          <Face name={name} isSquare />
          <span>
            <a href={paths.organization(place, code)}>{name}</a> {is_default && <Tag>{texts.isDefault}</Tag>}
            {handle && <div className="quiet small">{handle}</div>}
          </span>
        </Group>
      ),
    },
    { name: texts.columns.code, isExtra: true, show: ({ code }) => <code>{code}</code> },
    {
      name: texts.columns.joining,
      isExtra: true,
      show: ({ is_auto_membership_enabled }) => is_auto_membership_enabled && <Tag>{texts.autoMembership}</Tag>,
    },
  ]
}

function OrganizationsPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const { q = '' } = useSearchText()
  const create = (
    <ReasonedButton variant="filled" href={paths.newOrganization(place)} reason={useRefusal('createOrganization')}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.organizations(place))
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <SearchField
        key={q}
        query={q}
        label={texts.search}
        submit={texts.find}
        hrefOf={(query) => paths.organizations(place, { q: query })}
      />
      {q === '' ? <AllOrganizations create={create} /> : <FoundOrganizations query={q} />}
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreateOrganizationForm onCancel={close} />
      </Modal>
    </Page>
  )
}

function AllOrganizations({ create }: { readonly create: React.ReactNode }) {
  const place = usePlace()
  const search = useSearchText()
  const { organizations, next_token } = useAnswer('getOrganizations', listed(search))
  return (
    <>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={organizations}
        keyOf={({ code }) => code}
        empty={
          <EmptyState title={texts.emptyTitle} action={create}>
            {texts.empty}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.organizations(place)}
        next={next_token ? paths.organizations(place, { after: next_token }) : undefined}
      />
    </>
  )
}

function FoundOrganizations({ query }: { readonly query: string }) {
  const place = usePlace()
  const search = useSearchText()
  const { organizations, next_token } = useAnswer('searchOrganizations', searched(query, search))
  const showAll = (
    <Button component="a" href={paths.organizations(place)}>
      {texts.showAll}
    </Button>
  )
  return (
    <>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={organizations}
        keyOf={({ code }) => code}
        empty={
          <EmptyState title={texts.noneFoundTitle} action={showAll}>
            {texts.noneFound(query)}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.organizations(place, { q: query })}
        next={next_token ? paths.organizations(place, { q: query, after: next_token }) : undefined}
      />
    </>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => {
  const { q } = search
  return [q ? ask('searchOrganizations', searched(q, search)) : ask('getOrganizations', listed(search))]
}

export const organizationsPage: PageDefinition = { load, Component: () => <OrganizationsPage /> }
export const newOrganizationPage: PageDefinition = { load, Component: () => <OrganizationsPage isCreating /> }
