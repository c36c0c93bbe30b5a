import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, Page, Pager, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { useLiveAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { ImportState, isUnfinished } from './import-state.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 50

type Import = Answer<'getImports'>['imports'][number]

function parametersOf({ after }: Readonly<Record<string, string | undefined>>) {
  return { page_size: PAGE_SIZE, ...(after && { next_token: after }) }
}

function columnsOf(place: Place): readonly Column<Import>[] {
  return [
    {
      name: texts.columns.what,
      show: ({ id, kind, is_dry_run, created_on }) => (
        <>
          <a href={paths.import(place, id)}>{texts.kinds[kind]}</a> {is_dry_run && <Tag>{texts.rehearsal}</Tag>}
          <div className="quiet small">
            <TimeAgo at={created_on} />
          </div>
        </>
      ),
    },
    { name: texts.columns.state, show: ({ state }) => <ImportState state={state} /> },
    { name: texts.columns.created, show: ({ created }) => created.toLocaleString() },
    { name: texts.columns.existing, isExtra: true, show: ({ existing }) => existing.toLocaleString() },
    { name: texts.columns.refused, show: ({ refused }) => refused.toLocaleString() },
  ]
}

function ImportsPage() {
  const place = usePlace()
  const search = useSearchText()
  const { imports, next_token } = useLiveAnswer('getImports', parametersOf(search), (answer) =>
    answer.imports.some(isUnfinished),
  )
  const begin = (
    <>
      <ReasonedButton
        href={paths.newImport(place, { kind: 'organizations' })}
        reason={useRefusal('importOrganizations')}
      >
        {texts.importOrganizations}
      </ReasonedButton>
      <ReasonedButton
        variant="filled"
        href={paths.newImport(place, { kind: 'users' })}
        reason={useRefusal('importUsers')}
      >
        {texts.importUsers}
      </ReasonedButton>
    </>
  )
  return (
    <Page title={texts.title} lead={texts.lead} actions={begin}>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={imports}
        keyOf={({ id }) => id}
        empty={<EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>}
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.imports(place)}
        next={next_token ? paths.imports(place, { after: next_token }) : undefined}
      />
    </Page>
  )
}

export const importsPage: PageDefinition = {
  load: ({ ask, search }) => [ask('getImports', parametersOf(search))],
  Component: ImportsPage,
}
