import { EmptyState, ListTable, Page, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useOptionalParam } from '../shell/use-params.ts'
import { AddEnvironment } from './add-environment.tsx'
import { DeleteEnvironment } from './delete-environment.tsx'
import { RenameEnvironment } from './rename-environment.tsx'
import type { Environment } from './rows.ts'
import { texts } from './texts.ts'

const words = texts.environments
const CONTENTS = { expand: 'contents' } as const

function EnvironmentsPage({ isAdding = false }: { readonly isAdding?: boolean }) {
  const place = usePlace()
  const { business } = useHere()
  const go = useGo()
  const code = useOptionalParam('code')
  const { environments } = useAnswer('listEnvironments', CONTENTS)
  const [leaving, setLeaving] = useState<Environment>()
  const refusal = useRefusal('createEnvironment')
  const back = () => go(paths.environments(place))
  const renamed = environments.find((one) => one.code === code)
  const add = (
    <ReasonedButton variant="filled" href={paths.newEnvironment(place)} reason={refusal}>
      {words.add}
    </ReasonedButton>
  )
  return (
    <Page title={words.title} lead={words.lead(business.name)} actions={add}>
      <ListTable
        label={words.title}
        columns={columnsAt(business.code)}
        rows={environments}
        keyOf={(one) => one.code}
        menuOf={(one) => <Acts environment={one} place={place} onDelete={() => setLeaving(one)} />}
        empty={<EmptyState title={words.title}>{words.add}</EmptyState>}
      />
      <Modal opened={isAdding} onClose={back} title={words.add}>
        <AddEnvironment onClose={back} />
      </Modal>
      <Modal opened={renamed !== undefined} onClose={back} title={words.rename}>
        {renamed && <RenameEnvironment environment={renamed} onClose={back} />}
      </Modal>
      {leaving && <DeleteEnvironment environment={leaving} onClose={() => setLeaving(undefined)} />}
    </Page>
  )
}

interface ActsProps {
  readonly environment: Environment
  readonly place: Place
  readonly onDelete: () => void
}

function Acts({ environment: { code, is_production: isProduction }, place, onDelete }: ActsProps) {
  const mayNotRename = useRefusal('updateEnvironment')
  const mayNotDelete = useRefusal('deleteEnvironment')
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ReasonedButton size="compact-sm" href={paths.renameEnvironment(place, code)} reason={mayNotRename}>
        {words.rename}
      </ReasonedButton>
      <ReasonedButton
        size="compact-sm"
        variant="subtle"
        reason={isProduction ? words.problems.PRODUCTION_ENVIRONMENT : mayNotDelete}
        onClick={onDelete}
      >
        {words.delete}
      </ReasonedButton>
    </Group>
  )
}

function columnsAt(business: string): readonly Column<Environment>[] {
  return [
    {
      name: words.columns.name,
      show: ({ code, name, is_current, is_production, is_live }) => (
        <Group gap={8}>
          <a href={paths.home({ business, environment: code })}>{name}</a>
          {is_production && <Tag>{words.production}</Tag>}
          {is_live && <Tag>{words.live}</Tag>}
          {is_current && <Tag>{words.current}</Tag>}
        </Group>
      ),
    },
    { name: words.columns.code, show: ({ code }) => <code>{code}</code> },
    { name: words.columns.address, show: ({ origin }) => origin && <code>{origin}</code> },
    { name: words.columns.created, isExtra: true, show: ({ created_on }) => <TimeAgo at={created_on} /> },
  ]
}

const load: PageDefinition['load'] = ({ ask }) => [ask('listEnvironments', CONTENTS)]

export const environmentsPage: PageDefinition = { load, Component: () => <EnvironmentsPage /> }
export const newEnvironmentPage: PageDefinition = { load, Component: () => <EnvironmentsPage isAdding /> }
export const renameEnvironmentPage: PageDefinition = { load, Component: () => <EnvironmentsPage /> }
