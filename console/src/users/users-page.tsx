import { Button, Modal } from '@mantine/core'
import { EmptyState, ListTable, Page, Pager, ReasonedButton } from '@gatehouse/ui'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { BulkActs } from './bulk-acts.tsx'
import { CreateUserForm } from './create-user-form.tsx'
import { texts } from './texts.ts'
import { columnsOf } from './user-columns.tsx'
import { UserFilters } from './user-filters.tsx'
import { filtersOf, parametersOf } from './user-list-search.ts'

function UsersPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const { environment } = useHere()
  const go = useGo()
  const search = useSearchText()
  const create = (
    <ReasonedButton variant="filled" href={paths.newUser(place)} reason={useRefusal('createUser')}>
      {texts.create}
    </ReasonedButton>
  )
  const actions = (
    <>
      <ReasonedButton href={paths.newImport(place, { kind: 'users' })} reason={useRefusal('importUsers')}>
        {texts.import}
      </ReasonedButton>
      {create}
    </>
  )
  return (
    <Page title={texts.title} lead={texts.lead(environment.name)} actions={actions}>
      <SearchField
        key={search['q']}
        query={search['q'] ?? ''}
        label={texts.search}
        submit={texts.find}
        hrefOf={(q) => paths.users(place, { ...filtersOf(search), q, sort: q === '' ? search['sort'] : undefined })}
      />
      <UserFilters />
      <UserList key={JSON.stringify(search)} create={create} />
      <Modal opened={isCreating} onClose={() => go(paths.users(place))} title={texts.create}>
        <CreateUserForm onCancel={() => go(paths.users(place))} />
      </Modal>
    </Page>
  )
}

function UserList({ create }: { readonly create: React.ReactNode }) {
  const place = usePlace()
  const search = useSearchText()
  const { users, next_token } = useAnswer('filterUsers', parametersOf(search))
  const [picked, setPicked] = useState<readonly string[]>([])
  const { after, ...others } = search
  return (
    <>
      <ListTable
        label={texts.title}
        columns={columnsOf(place, { columns: search['columns'], picked, onPick: setPicked })}
        rows={users}
        keyOf={({ id }) => id}
        empty={<NoUsers create={create} />}
      />
      <Pager
        caption={texts.caption(search['q'], search['sort'])}
        first={after && paths.users(place, others)}
        next={next_token === undefined ? undefined : paths.users(place, { ...others, after: next_token })}
      />
      {picked.length > 0 && <BulkActs ids={picked} onDone={() => setPicked([])} />}
    </>
  )
}

/** Says which of the two it is: there is nobody, or nobody matches. */
function NoUsers({ create }: { readonly create: React.ReactNode }) {
  const place = usePlace()
  const search = useSearchText()
  const { q, state, org, role } = search
  if ([q, state, org, role].every((one) => one === undefined)) {
    return (
      <EmptyState title={texts.emptyTitle} action={create}>
        {texts.empty}
      </EmptyState>
    )
  }
  const showAll = (
    <Button component="a" href={paths.users(place)}>
      {texts.showAll}
    </Button>
  )
  return (
    <EmptyState title={texts.noneFoundTitle} action={showAll}>
      {q !== undefined && state === undefined && org === undefined && role === undefined
        ? texts.noneFound(q)
        : texts.noneMatches}
    </EmptyState>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('filterUsers', parametersOf(search))]

export const usersPage: PageDefinition = { load, Component: () => <UsersPage /> }
export const newUserPage: PageDefinition = { load, Component: () => <UsersPage isCreating /> }
