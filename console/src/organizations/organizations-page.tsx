import type { Answer } from '@gatehouse/api-client'
import { EmptyState, Face, ListTable, Page, Pager, ReasonedButton, Tag, type Column } from '@gatehouse/ui'
import { Box, Button, Group, Modal, Select } from '@mantine/core'
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

type Organization = Answer<'searchOrganizations'>['organizations'][number]
type Search = Readonly<Record<string, string | undefined>>

const FILTERS = ['all', 'open', 'closed', 'suspended'] as const
type Filter = (typeof FILTERS)[number]

function filterOf({ show }: Search): Filter {
  return FILTERS.find((one) => one === show) ?? 'all'
}

function parametersOf(search: Search) {
  const { q, after } = search
  const filter = filterOf(search)
  return {
    page_size: PAGE_SIZE,
    expand: 'members',
    ...(q && { query: q }),
    ...((filter === 'open' || filter === 'closed') && { joining: filter }),
    ...(filter === 'suspended' && { state: filter }),
    ...(after && { next_token: after }),
  }
}

function columnsOf(place: Place): readonly Column<Organization>[] {
  return [
    {
      name: texts.columns.name,
      show: ({ code, name, handle, is_default, is_suspended }) => (
        <Group gap="sm" wrap="nowrap">
          <Face name={name} isSquare />
          <span>
            <a href={paths.organization(place, code)}>{name}</a> {is_default && <Tag>{texts.isDefault}</Tag>}
            {is_suspended && <Tag>{texts.suspended}</Tag>}
            {handle && <div className="quiet small">{handle}</div>}
          </span>
        </Group>
      ),
    },
    {
      name: texts.columns.members,
      show: ({ code, member_count = 0 }) => (
        <a className="link" href={paths.organizationMembers(place, code)}>
          {texts.memberCount(member_count)}
        </a>
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
  const create = (
    <ReasonedButton variant="filled" href={paths.newOrganization(place)} reason={useRefusal('createOrganization')}>
      {texts.create}
    </ReasonedButton>
  )
  const actions = (
    <>
      <ReasonedButton href={paths.exports(place)} reason={useRefusal('exportOrganizations')}>
        {texts.export}
      </ReasonedButton>
      <ReasonedButton
        href={paths.newImport(place, { kind: 'organizations' })}
        reason={useRefusal('importOrganizations')}
      >
        {texts.import}
      </ReasonedButton>
      {create}
    </>
  )
  const close = () => go(paths.organizations(place))
  return (
    <Page title={texts.title} lead={texts.lead} actions={actions}>
      <OrganizationFilters />
      <OrganizationTable create={create} />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreateOrganizationForm onCancel={close} />
      </Modal>
    </Page>
  )
}

/** Narrows the list by text and by state; the address holds both. */
function OrganizationFilters() {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const { q = '', show } = search
  return (
    <Group align="flex-end" gap="md">
      <Box flex="0 1 480px">
        <SearchField
          key={q}
          query={q}
          label={texts.search}
          submit={texts.find}
          hrefOf={(query) => paths.organizations(place, { q: query, show })}
        />
      </Box>
      <Select
        aria-label={texts.show}
        mt="lg"
        data={FILTERS.map((value) => ({ value, label: texts.filters[value] }))}
        value={filterOf(search)}
        onChange={(chosen) =>
          go(paths.organizations(place, { q, ...(chosen !== 'all' && chosen && { show: chosen }) }))
        }
      />
    </Group>
  )
}

function OrganizationTable({ create }: { readonly create: React.ReactNode }) {
  const place = usePlace()
  const search = useSearchText()
  const { q, show } = search
  const { organizations, next_token } = useAnswer('searchOrganizations', parametersOf(search))
  const isNarrowed = Boolean(q) || filterOf(search) !== 'all'
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
          <EmptyState
            title={isNarrowed ? texts.noneFoundTitle : texts.emptyTitle}
            action={isNarrowed ? showAll : create}
          >
            {isNarrowed ? texts.noneFound(q) : texts.empty}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.organizations(place, { q, show })}
        next={next_token ? paths.organizations(place, { q, show, after: next_token }) : undefined}
      />
    </>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('searchOrganizations', parametersOf(search))]

export const organizationsPage: PageDefinition = { load, Component: () => <OrganizationsPage /> }
export const newOrganizationPage: PageDefinition = { load, Component: () => <OrganizationsPage isCreating /> }
