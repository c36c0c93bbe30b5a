import type { Answer } from '@gatehouse/api-client'
import { EmptyState, Face, ListTable, Page, Pager, ReasonedButton, State, TimeAgo, type Column } from '@gatehouse/ui'
import { Button, Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { CreateUserForm } from './create-user-form.tsx'
import { personName, texts } from './texts.ts'
import classes from './users-page.module.css'

const PAGE_SIZE = 50

type User = Answer<'searchUsers'>['results'][number] | Answer<'getUsers'>['users'][number]
type Search = Readonly<Record<string, string | undefined>>

function listed({ after }: Search) {
  return { page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function searched(query: string, { after }: Search) {
  return { query, page_size: PAGE_SIZE, ...(after && { starting_after: after }) } as const
}

function columnsOf(place: Place): readonly Column<User>[] {
  return [
    {
      name: texts.columns.person,
      show: (user) => (
        <span className={classes['person']}>
          <Face name={personName(user)} picture={user.picture} />
          <span>
            <a href={paths.user(place, user.id)}>{personName(user)}</a>
            {user.email && <div className="quiet small">{user.email}</div>}
          </span>
        </span>
      ),
    },
    {
      name: texts.columns.lastSignIn,
      show: ({ last_signed_in }) => <TimeAgo at={last_signed_in} never={texts.never} />,
    },
    { name: texts.columns.signIns, isExtra: true, show: ({ total_sign_ins }) => total_sign_ins.toLocaleString() },
    {
      name: texts.columns.state,
      show: ({ is_suspended }) =>
        is_suspended ? <State kind="stopped">{texts.suspended}</State> : <State kind="active">{texts.active}</State>,
    },
  ]
}

function UsersPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const { environment } = useHere()
  const go = useGo()
  const { q = '' } = useSearchText()
  const create = (
    <ReasonedButton variant="filled" href={paths.newUser(place)} reason={useRefusal('createUser')}>
      {texts.create}
    </ReasonedButton>
  )
  const importing = (
    <ReasonedButton href={paths.newImport(place, { kind: 'users' })} reason={useRefusal('importUsers')}>
      {texts.import}
    </ReasonedButton>
  )
  return (
    <Page
      title={texts.title}
      lead={texts.lead(environment.name)}
      actions={
        <>
          {importing}
          {create}
        </>
      }
    >
      <SearchField
        key={q}
        query={q}
        label={texts.search}
        submit={texts.find}
        hrefOf={(query) => paths.users(place, { q: query })}
      />
      {q === '' ? <AllUsers create={create} /> : <FoundUsers query={q} />}
      <Modal opened={isCreating} onClose={() => go(paths.users(place))} title={texts.create}>
        <CreateUserForm onCancel={() => go(paths.users(place))} />
      </Modal>
    </Page>
  )
}

function AllUsers({ create }: { readonly create: React.ReactNode }) {
  const place = usePlace()
  const search = useSearchText()
  const { users, next_token } = useAnswer('getUsers', listed(search))
  return (
    <>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={users}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={texts.emptyTitle} action={create}>
            {texts.empty}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.users(place)}
        next={next_token ? paths.users(place, { after: next_token }) : undefined}
      />
    </>
  )
}

function FoundUsers({ query }: { readonly query: string }) {
  const place = usePlace()
  const search = useSearchText()
  const { results } = useAnswer('searchUsers', searched(query, search))
  const last = results.length === PAGE_SIZE ? results.at(-1) : undefined
  return (
    <>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={results}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            title={texts.noneFoundTitle}
            action={
              <Button component="a" href={paths.users(place)}>
                {texts.showAll}
              </Button>
            }
          >
            {texts.noneFound(query)}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.foundCaption}
        first={search['after'] && paths.users(place, { q: query })}
        next={last && paths.users(place, { q: query, after: last.id })}
      />
    </>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => {
  const { q } = search
  return [q ? ask('searchUsers', searched(q, search)) : ask('getUsers', listed(search))]
}

export const usersPage: PageDefinition = { load, Component: () => <UsersPage /> }
export const newUserPage: PageDefinition = { load, Component: () => <UsersPage isCreating /> }
