import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, Page, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useOptionalParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { CreateVariableForm, EditVariableForm } from './variable-form.tsx'

type Variable = Answer<'getEnvironmentVariables'>['environment_variables'][number]

function columnsOf(place: Place): readonly Column<Variable>[] {
  return [
    {
      name: texts.columns.key,
      show: ({ id, key }) => (
        <a href={paths.environmentVariable(place, id)}>
          <code>{key}</code>
        </a>
      ),
    },
    {
      name: texts.columns.value,
      show: ({ value, is_secret }) => (is_secret ? <Tag>{texts.sensitive}</Tag> : <code>{value}</code>),
    },
    { name: texts.columns.created, isExtra: true, show: ({ created_on }) => <TimeAgo at={created_on} /> },
  ]
}

function VariablesPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const { environment_variables: variables } = useAnswer('getEnvironmentVariables')
  const openId = useOptionalParam('variable')
  const open = variables.find(({ id }) => id === openId)
  const close = () => go(paths.environmentVariables(place))
  const create = (
    <ReasonedButton
      variant="filled"
      href={paths.newEnvironmentVariable(place)}
      reason={useRefusal('createEnvironmentVariable')}
    >
      {texts.create}
    </ReasonedButton>
  )
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={variables}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={texts.emptyTitle} action={create}>
            {texts.empty}
          </EmptyState>
        }
      />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreateVariableForm onClose={close} />
      </Modal>
      <Modal opened={open !== undefined} onClose={close} title={open?.key}>
        {open && <OpenVariable variable={open} onClose={close} />}
      </Modal>
    </Page>
  )
}

function OpenVariable({ variable, onClose }: { readonly variable: Variable; readonly onClose: () => void }) {
  return (
    <>
      {variable.is_secret ? (
        <p className="quiet">{texts.sensitiveFixed}</p>
      ) : (
        <EditVariableForm variable={variable} onClose={onClose} />
      )}
      <DeleteThing
        operation="deleteEnvironmentVariable"
        input={{ parameters: { variable_id: variable.id } }}
        refresh={['getEnvironmentVariables']}
        after={paths.environmentVariables(usePlace())}
        loss={texts.deleteLoss(variable.key)}
        texts={texts}
      />
    </>
  )
}

const load: PageDefinition['load'] = ({ ask }) => [ask('getEnvironmentVariables')]

export const environmentVariablesPage: PageDefinition = { load, Component: () => <VariablesPage /> }
export const newEnvironmentVariablePage: PageDefinition = { load, Component: () => <VariablesPage isCreating /> }
/** One variable over the list of all. */
export const editEnvironmentVariablePage: PageDefinition = { load, Component: () => <VariablesPage /> }
