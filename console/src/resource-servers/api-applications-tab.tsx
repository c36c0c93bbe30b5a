import type { Answer } from '@gatehouse/api-client'
import { ListTable, ReasonedButton, Section, type Column } from '@gatehouse/ui'
import { Group, Select } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { ApiFrame } from './api-frame.tsx'
import { texts } from './texts.ts'

const ALL = { sort: 'name_asc', page_size: 500 } as const

type Authorized = Answer<'getAPI'>['api']['applications'][number]

function columnsOf(place: Place, apiId: string): readonly Column<Authorized>[] {
  return [
    {
      name: texts.applicationColumns.name,
      show: ({ id, name }) => <a href={paths.applicationApis(place, id)}>{name}</a>,
    },
    { name: texts.applicationColumns.type, show: ({ type }) => type },
    {
      name: texts.scopes,
      show: ({ id, name }) => (
        <a className="link" href={paths.applicationScopes(place, id, apiId)}>
          {texts.chooseScopes}
          <span className="visually-hidden"> {name}</span>
        </a>
      ),
    },
  ]
}

function ApiApplicationsPage() {
  const place = usePlace()
  const id = useParam('api')
  const { api } = useAnswer('getAPI', { api_id: id })
  return (
    <ApiFrame open="applications">
      <Section title={texts.applications} reason={texts.applicationsReason}>
        <ListTable
          label={texts.applications}
          columns={columnsOf(place, id)}
          rows={api.applications}
          keyOf={(application) => application.id}
          empty={<p className="quiet">{texts.noApplications}</p>}
        />
        <AuthorizeForm apiId={id} taken={api.applications.map((application) => application.id)} />
      </Section>
    </ApiFrame>
  )
}

function AuthorizeForm({ apiId, taken }: { readonly apiId: string; readonly taken: readonly string[] }) {
  const { applications } = useAnswer('getApplications', ALL)
  const refusal = useRefusal('updateAPIApplications')
  const [chosen, setChosen] = useState<string | null>(null)
  const authorize = useAction('updateAPIApplications', {
    refresh: ['getAPI', 'getApplicationAPIs'],
    onDone: () => setChosen(null),
  })
  const free = applications.filter(({ id }) => !taken.includes(id))
  return (
    <>
      <Group align="flex-end">
        <Select
          label={texts.application}
          searchable
          data={free.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={setChosen}
          disabled={refusal !== undefined}
        />
        <ReasonedButton
          reason={refusal ?? (chosen === null ? texts.chooseApplication : undefined)}
          loading={authorize.isPending}
          onClick={() =>
            authorize.mutate({ parameters: { api_id: apiId }, body: { applications: [{ id: chosen ?? '' }] } })
          }
        >
          {texts.authorize}
        </ReasonedButton>
      </Group>
      <ProblemNote problem={authorize.error} own={texts.problems} />
    </>
  )
}

export const apiApplicationsPage: PageDefinition = {
  load: ({ ask, params: { api = '' } }) => [ask('getAPI', { api_id: api }), ask('getApplications', ALL)],
  Component: ApiApplicationsPage,
}
