import { EmptyState, Page, Pager, ReasonedButton, Tag } from '@gatehouse/ui'
import { Group, Modal, Select } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import classes from './applications-page.module.css'
import { CreateApplicationForm } from './create-application-form.tsx'
import { isApplicationType, texts } from './texts.ts'

const PAGE_SIZE = 60

function parametersOf({ after, type = '', q }: Readonly<Record<string, string | undefined>>) {
  return {
    sort: 'name_asc',
    page_size: PAGE_SIZE,
    ...(isApplicationType(type) && { type }),
    ...(q && { query: q }),
    ...(after && { next_token: after }),
  } as const
}

function ApplicationsPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const { after, q, type } = search
  const { applications, next_token } = useAnswer('getApplications', parametersOf(search))
  const create = (
    <ReasonedButton variant="filled" href={paths.newApplication(place)} reason={useRefusal('createApplication')}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.applications(place))
  const isNarrowed = Boolean(q ?? type)
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      {(applications.length > 0 || isNarrowed) && <Filters />}
      {applications.length === 0 ? (
        <EmptyState title={isNarrowed ? texts.nothingFound : texts.emptyTitle} action={isNarrowed ? undefined : create}>
          {isNarrowed ? texts.nothingFoundHelp : texts.empty}
        </EmptyState>
      ) : (
        <ul className={classes['tiles']}>
          {applications.map(({ id, name, type: kind }) => (
            <li key={id}>
              <a href={paths.application(place, id)}>{name}</a>
              <Tag>{texts.types[kind][0] ?? kind}</Tag>
            </li>
          ))}
        </ul>
      )}
      <Pager
        caption={texts.caption}
        first={after && paths.applications(place, { q, type })}
        next={next_token ? paths.applications(place, { q, type, after: next_token }) : undefined}
      />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreateApplicationForm onClose={close} />
      </Modal>
    </Page>
  )
}

function Filters() {
  const place = usePlace()
  const go = useGo()
  const { q = '', type = '' } = useSearchText()
  const types = Object.entries(texts.types).map(([value, [label]]) => ({ value, label: label ?? value }))
  return (
    <Group align="flex-end" gap="sm">
      <SearchField
        key={q}
        query={q}
        label={texts.search}
        submit={texts.searchNow}
        hrefOf={(query) => paths.applications(place, { q: query, type })}
      />
      <Select
        aria-label={texts.type}
        data={[{ value: '', label: texts.allTypes }, ...types]}
        value={type}
        allowDeselect={false}
        onChange={(next) => go(paths.applications(place, { q, type: next ?? '' }))}
      />
    </Group>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('getApplications', parametersOf(search))]

export const applicationsPage: PageDefinition = { load, Component: () => <ApplicationsPage /> }
export const newApplicationPage: PageDefinition = { load, Component: () => <ApplicationsPage isCreating /> }
